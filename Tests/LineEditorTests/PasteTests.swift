import TestSupport
import Testing

@Suite struct PasteTests {
    @Test(arguments: [
        ("a\nb\nc", "a b c"),
        ("a\r\nb\r\n", "a b"),
        ("\n\na\n\n\nb", "a b"),
        ("a\tb", "a b"),
        ("/st\tx", "/st x"),
        ("a\u{1b}[31mred\u{7}\u{3}\u{4}\u{0}b", "a[31mredb"),
        ("a\u{85}b\u{2028}c", "a b c"),
        ("Büro €5k 会議", "Büro €5k 会議"),
        ("a\u{202e}b\u{2066}c\u{200f}d\u{feff}e\u{200b}f\u{ad}g\u{e0041}h", "abcdefgh"),
        (
            "\u{6a9}\u{62a}\u{627}\u{628}\u{200c}\u{647}\u{627}",
            "\u{6a9}\u{62a}\u{627}\u{628}\u{200c}\u{647}\u{627}"
        ),
        ("  two spaces stay", "  two spaces stay"),
    ])
    func aPasteBecomesOneLine(pasted: String, line: String) throws {
        let terminal = try Driver.start()
        terminal.paste(pasted)
        terminal.send(.enter)
        try terminal.wait(for: "line: [\(line)]")
        // One Enter, one line: the line ends in the paste have answered nothing.
        #expect(terminal.screen.lines.filter { $0.hasPrefix("line:") }.count == 1)
    }

    /// libedit shows what is on the line as it is.
    @Test("Bug: what turns the direction of text reached the terminal from a draft, a key and a paste")
    func nothingOnTheLineTurnsTheText() throws {
        let terminal = try Driver.start(["--initial", "kept\u{202e}draft"])
        terminal.send("typed\u{202e}\u{2067}")
        terminal.paste("pasted\u{202d}")
        terminal.send(.enter)
        try terminal.wait(for: "line: [keptdrafttypedpasted]")
        for hostile in ["\u{202e}", "\u{2067}", "\u{202d}"] { #expect(!terminal.rawOutput.contains(hostile)) }
    }

    @Test func aPasteInPiecesIsOne() throws {
        let terminal = try Driver.start()
        for piece in ["\u{1b}", "[20", "0~a\nb\u{1b}[2", "01", "~"] { terminal.send(piece) }
        terminal.send(bytes: [0xc3])
        terminal.send(bytes: [0xa4, 0x0d])
        try terminal.wait(for: "line: [a bä]")
    }

    @Test func splitUTF8InsideAPasteIsWhole() throws {
        let terminal = try Driver.start()
        terminal.send("\u{1b}[200~x")
        for byte in Array("€😀".utf8) { terminal.send(bytes: [byte]) }
        terminal.send("\u{1b}[201~\r")
        try terminal.wait(for: "line: [x€😀]")
    }

    @Test func aPasteGoesToTheCursor() throws {
        let terminal = try Driver.start()
        terminal.send("ad")
        terminal.send(.left)
        terminal.paste("b\nc")
        try terminal.wait(forLastLine: "> ab cd")
        terminal.send(.enter)
        try terminal.wait(for: "line: [ab cd]")
    }

    @Test func aLongPasteIsCutAndSaysSo() throws {
        let terminal = try Driver.start()
        terminal.paste(String(repeating: "0123456\n", count: 70 * 1024))
        try terminal.wait(for: "cut paste")
        terminal.send(.enter)
        // 512 KiB, less the line end that was the last byte.
        try terminal.wait(for: "long line: 524287")
    }

    /// Where nothing marks the end either, memory must not run full.
    @Test func soIsALongPasteOnAnOldTerminal() throws {
        let terminal = try Driver.start(environment: ["TERM": "vt100"])
        terminal.send("first\r" + String(repeating: "0123456\r", count: 70 * 1024))
        try terminal.wait(for: "cut paste")
        terminal.send(.enter)
        try terminal.wait(for: /long line: 5242\d\d/)
    }

    /// The screen was wrong behind a combining mark that was pasted: libedit takes it for a column.
    @Test func theScreenIsRightAfterAPastedCombiningMark() throws {
        let terminal = try Driver.start()
        terminal.paste("e\u{301}abc")
        terminal.send(.left)
        terminal.send(.left)
        terminal.send("X")
        try terminal.wait(until: "X between a and b") { $0.screen.lastLine.hasSuffix("aXbc") }
        terminal.send(.enter)
        try terminal.wait(for: "line: [e\u{301}aXbc]")
    }

    @Test func pastesAreMarkedOnlyWhileAPromptIsOpen() throws {
        let terminal = try Driver.start()
        #expect(terminal.rawOutput.hasPrefix("\u{1b}[?2004h"))
        terminal.send("x\r")
        try terminal.wait(forOutput: "\u{1b}[?2004lline: [x]")
        try terminal.waitForPrompt()
        terminal.send(.controlC)
        try terminal.wait(forOutput: "\u{1b}[?2004linterrupted")
        try terminal.waitForPrompt()
        terminal.send(.controlD)
        try terminal.waitForEnd()
        let marks = terminal.rawOutput.split(separator: "\u{1b}[?2004").dropFirst()
        #expect(marks.last?.hasPrefix("l") == true)
    }

    /// Terminals that cannot mark a paste: lines that wait behind an Enter are joined and confirmed.
    @Test(arguments: ["dumb", "vt100", "linux", ""])
    func waitingLinesAreAPasteOnAnOldTerminal(term: String) throws {
        let terminal = try Driver.start(environment: ["TERM": term])
        terminal.send("one\rtwo\rthree\r")
        try terminal.wait(for: "> one two three")
        #expect(terminal.screen.text.contains("joined lines"))
        #expect(!terminal.screen.text.contains("line:"))
        terminal.send(.enter)
        try terminal.wait(for: "line: [one two three]")
    }

    @Test func anEnterTypedTwiceIsNoPaste() throws {
        let terminal = try Driver.start(environment: ["TERM": "vt100"])
        terminal.send("one\r\r")
        try terminal.wait(for: "line: [one]")
        try terminal.wait(for: "line: []")
    }
}
