import Testing

@testable import LineEditor

/// The parts that need no terminal.
@Suite struct TextTests {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("ä", 1), ("a\u{308}", 1), ("€", 1), ("会議", 4), ("😀", 2),
        ("\u{1b}[1mbold\u{1b}[0m", 4), ("\u{7}", 0), ("ｆｕｌｌ", 8), ("한국", 4),
    ])
    func columns(text: String, columns: Int) {
        #expect(DisplayWidth.columns(of: text) == columns)
    }

    @Test(arguments: [
        ("abc", 3, "abc"), ("abcd", 3, "ab…"), ("会議室", 5, "会議…"), ("会議室", 4, "会…"), ("ab", 0, ""),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"), ("ab", 1, "…"),
    ])
    func truncation(text: String, width: Int, expected: String) {
        #expect(DisplayWidth.truncated(text, to: width) == expected)
    }

    @Test(arguments: [("ab", 4, "ab  "), ("会", 4, "会  "), ("会議室", 4, "会… "), ("abcd", 2, "a…")])
    func fitting(text: String, width: Int, expected: String) {
        #expect(DisplayWidth.fitted(text, to: width) == expected)
        #expect(DisplayWidth.columns(of: DisplayWidth.fitted(text, to: width)) == width)
    }

    @Test(arguments: [
        ("plain> ", "plain> "),
        ("\u{1b}[1mx\u{1b}[0m> ", "\u{1}\u{1b}[1m\u{1}x\u{1}\u{1b}[0m\u{1}> "),
        ("\u{1b}[1m\u{1b}[31mx> ", "\u{1}\u{1b}[1m\u{1b}[31m\u{1}x> "),
        ("x> \u{1b}[0m", "x>\u{1}\u{1b}[0m\u{1} "),
        ("x>\u{1b}[0m", "x>\u{1}\u{1b}[0m\u{1} "),
        ("\u{1b}[2Jx\u{7}> ", "[2Jx> "),
    ])
    func promptForLibedit(prompt: String, marked: String) {
        #expect(StyledText.markedPrompt(prompt, inColour: true) == marked)
    }

    @Test func promptWithoutColour() {
        #expect(StyledText.markedPrompt("\u{1b}[1mx\u{1b}[0m> ", inColour: false) == "x> ")
    }

    @Test(
        arguments: [
            ("xterm-256color", nil, true, true, true), ("xterm", "1", false, false, false),
            ("xterm", "", true, true, true), ("dumb", nil, false, false, false),
            (nil, nil, false, false, false), ("vt100", nil, true, true, false),
            ("vte-256color", nil, true, true, true), ("linux", nil, true, true, false),
            ("tmux-256color", nil, true, true, true), ("alacritty", nil, true, true, true),
        ] as [(String?, String?, Bool, Bool, Bool)])
    func capabilities(term: String?, noColor: String?, moves: Bool, colours: Bool, pastes: Bool) {
        let found = TerminalCapabilities(isTerminal: true, term: term, noColor: noColor)
        #expect(found.movesCursor == moves)
        #expect(found.showsColour == colours)
        #expect(found.marksPastes == pastes)
        let piped = TerminalCapabilities(isTerminal: false, term: term, noColor: noColor)
        #expect(!piped.movesCursor && !piped.showsColour && !piped.marksPastes)
    }

    @Test(
        arguments: [
            ("\u{1b}", .unfinished), ("\u{1b}[", .unfinished), ("\u{1b}[1;5", .unfinished),
            ("\u{1b}[A", .bytes(3)),
            ("\u{1b}[200~rest", .bytes(6)), ("\u{1b}OA", .bytes(3)), ("\u{1b}O", .unfinished),
            ("\u{1b}b", .none),
            ("\u{1b}[[A", .bytes(4)), ("\u{1b}[\u{1b}", .none),
        ] as [(String, EscapeSequence.Length)])
    func escapeSequences(text: String, length: EscapeSequence.Length) {
        #expect(EscapeSequence.length(in: Array(text.utf8)[...]) == length)
    }

    @Test(
        arguments: [
            ([0x61], .scalar("a", count: 1)), ([0xc3, 0xa4], .scalar("ä", count: 2)), ([0xc3], .unfinished),
            ([0xe2, 0x82], .unfinished), ([0xe2, 0x82, 0xac], .scalar("€", count: 3)),
            ([0xff], .invalid(count: 1)), ([0xc3, 0x28], .invalid(count: 1)),
            ([0xe2, 0x82, 0x28], .invalid(count: 2)), ([0xed, 0xa0, 0x80], .invalid(count: 3)),
            ([0xc0, 0x80], .invalid(count: 1)),
        ] as [([UInt8], UTF8Prefix.Decoded)])
    func utf8(bytes: [UInt8], decoded: UTF8Prefix.Decoded) {
        #expect(UTF8Prefix.decode(bytes[...]) == decoded)
    }

    @Test func aListOfCandidatesFitsTheScreen() {
        let many = Completion(replacing: "", candidates: (1...200).map { .init("candidate-\($0)") })
        let list = many.list(columns: 40, rows: 10)
        #expect(list.count == 8)
        #expect(list.allSatisfy { DisplayWidth.columns(of: $0) < 40 })
        let noted = Completion(
            replacing: "", candidates: [.init("会議", note: String(repeating: "n", count: 100)), .init("b")])
        #expect(noted.list(columns: 40, rows: 10).allSatisfy { DisplayWidth.columns(of: $0) < 40 })
    }

    @Test func candidatesNeverShortenTheText() {
        let completion = Completion(replacing: "spelt", candidates: [.init("spelling"), .init("spell")])
        #expect(completion.insertion == nil)
    }
}
