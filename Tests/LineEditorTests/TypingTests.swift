import Foundation
import TestSupport
import Testing

@Suite struct TypingTests {
    /// The user's locale, its absence, and the one that would make libedit drop `ü` and `€`.
    @Test(arguments: [[:], ["LANG": ""], ["LC_ALL": "C"], ["LANG": "C.UTF-8"], ["LC_ALL": "xx_YY.KOI8"]])
    func charactersBeyondASCIIArriveInAnyLocale(environment: [String: String]) throws {
        let terminal = try Driver.start(environment: environment)
        try terminal.enter("Büro €5k", showing: "line: [Büro €5k]")
        try terminal.enter("会議 at 10 😀", showing: "line: [会議 at 10 😀]")
        try terminal.enter("e\u{301}te\u{301}", showing: "line: [e\u{301}te\u{301}]")
    }

    @Test func aCharacterInTwoPiecesIsOne() throws {
        let terminal = try Driver.start()
        terminal.send(bytes: [0xe2])
        terminal.send(bytes: [0x82])
        terminal.send(bytes: [0xac, 0x0d])
        try terminal.wait(for: "line: [€]")
    }

    /// A terminal set to Latin-1 must not make characters vanish without a sign.
    @Test func aByteThatIsNoUTF8IsSeen() throws {
        let terminal = try Driver.start()
        terminal.send(bytes: [0x42, 0xfc, 0x72, 0x6f, 0x0d])
        try terminal.wait(for: "line: [B\u{fffd}ro]")
    }

    @Test func editingInTheMiddleOfWideAndAccentedText() throws {
        let terminal = try Driver.start()
        terminal.send("Bäro会x")
        terminal.send(.left)
        terminal.send(.backspace)
        terminal.send(.home)
        terminal.send(.delete)
        terminal.send("€")
        terminal.send(.end)
        terminal.send("!")
        try terminal.wait(forLastLine: "> €ärox!")
        terminal.send(.enter)
        try terminal.wait(for: "line: [€ärox!]")
    }

    /// libedit counts a combining mark as a column, which would shift what is typed before it.
    @Test func theScreenIsRightAfterACombiningMark() throws {
        let terminal = try Driver.start()
        terminal.send("e\u{301}abc")
        terminal.send(.left)
        terminal.send(.left)
        terminal.send("X")
        try terminal.wait(until: "X between a and b") { $0.screen.lastLine.hasSuffix("aXbc") }
        terminal.send(.enter)
        try terminal.wait(for: "line: [e\u{301}aXbc]")
    }

    /// The rest of a sequence that libedit does not know (`;2P`, `5~`) must not become part of an answer.
    @Test(arguments: ["\u{1b}[1;2P", "\u{1b}[15~", "\u{1b}OP", "\u{1b}[[A", "\u{1b}[200;1u", "\u{1b}[201~"])
    func unknownKeysLeaveNothing(sequence: String) throws {
        let terminal = try Driver.start()
        try terminal.enter("a\(sequence)b", showing: "line: [ab]")
    }

    @Test(arguments: ["\u{1b}[1;5D", "\u{1b}[1;3D"])
    func controlArrowsGoByWords(sequence: String) throws {
        let terminal = try Driver.start()
        try terminal.enter("one two\(sequence)X", showing: "line: [one Xtwo]")
    }

    @Test func aLineThatWrapsIsEditedInItsMiddle() throws {
        let terminal = try Driver.start(columns: 40)
        let long = String(repeating: "0123456789", count: 9)
        terminal.send(long)
        terminal.send(.home)
        terminal.send("<")
        terminal.send(.end)
        terminal.send(">")
        try terminal.wait(for: "> <01234567")
        terminal.send(.enter)
        // The driver's answer wraps as well.
        try terminal.wait(forOutput: "line: [<\(long)>]")
    }

    @Test func aLineOfTenThousandCharactersIsWhole() throws {
        let terminal = try Driver.start()
        terminal.send(String(repeating: "abcdefghi ", count: 1000) + "\r")
        try terminal.wait(for: "long line: 10000")
    }

    /// Once this was a crash: libedit added characters beyond its last row.
    @Test(arguments: [(24, 80), (5, 20), (1, 40)])
    func aLineLongerThanTheWindowIsTypedOn(rows: Int, columns: Int) throws {
        let terminal = try Driver.start(rows: rows, columns: columns)
        terminal.paste(String(repeating: "word ", count: 500))
        terminal.send(.home)
        terminal.send(.end)
        terminal.send(String(repeating: "a", count: 500) + "\r")
        try terminal.wait(for: "long line: 3000")
    }

    @Test func initialTextIsEditable() throws {
        let terminal = try Driver.start(["--initial", "/vrdict ä"])
        try terminal.wait(forLastLine: "> /vrdict ä")
        terminal.send(.home)
        terminal.send(.right)
        terminal.send(.right)
        terminal.send("e\r")
        try terminal.wait(for: "line: [/verdict ä]")
        try terminal.waitForPrompt()
        #expect(terminal.screen.lastLine == ">")
    }

    @Test func controlCDropsTheLineAnyNumberOfTimes() throws {
        let terminal = try Driver.start()
        for round in 1...5 {
            terminal.send(round % 2 == 0 ? "half \(round)" : "")
            terminal.send(.controlC)
            try terminal.wait(until: "\(round) interruptions") {
                $0.screen.lines.filter { $0 == "interrupted" }.count == round
            }
            try terminal.waitForPrompt()
        }
        try terminal.enter("still here", showing: "line: [still here]")
        #expect(!terminal.screen.text.contains("line: [half"))
    }

    @Test func controlDEndsOnlyAnEmptyLine() throws {
        let terminal = try Driver.start()
        terminal.send("ab")
        terminal.send(.controlD)
        terminal.send(.home)
        terminal.send(.controlD)
        try terminal.wait(forLastLine: "> b")
        terminal.send(.controlU)
        try terminal.wait(forLastLine: ">")
        terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exit(0))
        #expect(terminal.screen.lastLine == "end")
    }

    /// ^\ is a key like any other while a line is typed.
    @Test func controlBackslashDoesNotKill() throws {
        let terminal = try Driver.start()
        terminal.send("a")
        terminal.send(.controlBackslash)
        try terminal.enter("b", showing: "line: [ab]")
    }

    @Test func theArrowKeysRecallLinesOfThisSession() throws {
        let terminal = try Driver.start()
        try terminal.enter("first ä", showing: "line: [first ä]")
        try terminal.enter("second", showing: "line: [second]")
        terminal.send(.up)
        terminal.send(.up)
        try terminal.wait(forLastLine: "> first ä")
        terminal.send("!")
        terminal.send(.enter)
        try terminal.wait(for: "line: [first ä!]")
        try terminal.waitForPrompt()
        try terminal.enter("forget", showing: "line: [forget]")
        terminal.send(.up)
        terminal.send("x\r")
        try terminal.wait(for: "line: [x]")
    }

    /// An .editrc may set vi keys, and may unbind or break ours.
    @Test func aViUserKeepsOurKeys() throws {
        let rc = Driver.freshPath()
        try "bind -v\nbind ^I ed-insert\nedit off\n".write(toFile: rc, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: rc) }
        let terminal = try Driver.start(environment: ["EDITRC": rc])
        terminal.send("abc")
        terminal.send(.escape)
        // Escape counts at once, and is no prefix that waits for the next key.
        terminal.send("0ix")
        terminal.send(.enter)
        try terminal.wait(for: "line: [xabc]")
        try terminal.waitForPrompt()
        terminal.send("/u\t")
        try terminal.wait(forLastLine: "> /undo")
        terminal.send(.controlC)
        try terminal.wait(for: "interrupted")
        try terminal.waitForPrompt()
        terminal.paste("a\nb")
        terminal.send(.enter)
        try terminal.wait(for: "line: [a b]")
    }

    @Test func whatWasTypedAheadCanBeDiscarded() throws {
        let flag = Driver.freshPath()
        let terminal = try Driver.start()
        terminal.send("discard \(flag)\r")
        try terminal.wait(for: "away")
        terminal.send("stray\r")
        // The kernel's echo shows that the bytes have arrived.
        try terminal.wait(for: "stray")
        try "".write(toFile: flag, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: flag) }
        try terminal.wait(for: "line: [discard")
        try terminal.waitForPrompt()
        try terminal.enter("meant", showing: "line: [meant]")
        #expect(!terminal.screen.text.contains("line: [stray]"))
    }

    /// On a terminal that marks pastes, lines typed ahead are lines.
    @Test func linesTypedAheadStaySeparate() throws {
        let terminal = try Driver.start()
        terminal.send("one\rtwo\rthree\r")
        try terminal.wait(for: "line: [three]")
        #expect(terminal.screen.text.contains("line: [one]"))
        #expect(terminal.screen.text.contains("line: [two]"))
    }
}
