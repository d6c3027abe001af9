import TestSupport
import Testing

/// What stands on the screen, beside the typed text.
@Suite struct ScreenTests {
    private static let style = "\u{1b}[1mneed.pain\u{1b}[0m> "

    @Test func aColouredPromptTakesItsVisibleColumns() throws {
        let terminal = try PseudoTerminal(
            Driver.path, ["--prompt", Self.style], environment: Driver.environment())
        try terminal.wait(forLastLine: "need.pain>")
        #expect(terminal.rawOutput.contains("\u{1b}[1mneed.pain\u{1b}[0m> "))
        terminal.send("abc")
        terminal.send(.home)
        terminal.send("x")
        try terminal.wait(forLastLine: "need.pain> xabc")
        #expect(terminal.screen.cursor.column == 12)
    }

    /// libedit loses an escape sequence at the very end: the colour would spill over what is typed.
    @Test(arguments: ["\u{1b}[1mx> \u{1b}[0m", "\u{1b}[1mx>\u{1b}[0m"])
    func aColourIsClosedAtTheEndOfThePrompt(prompt: String) throws {
        let terminal = try PseudoTerminal(
            Driver.path, ["--prompt", prompt], environment: Driver.environment())
        try terminal.wait(forLastLine: "x>")
        #expect(terminal.rawOutput.contains("\u{1b}[1mx>\u{1b}[0m "))
    }

    @Test func theClockTicksWhileNobodyTypes() throws {
        let terminal = try Driver.start(["--right", "clock"])
        try terminal.wait(for: /tick 2$/)
        terminal.send("héllo")
        terminal.send(.left)
        try terminal.wait(for: /> héllo {20,}tick 9$/)
        // The cursor is where it was, before the o.
        terminal.send("X\r")
        try terminal.wait(for: "line: [héllXo]")
    }

    /// On a wrapped line the clock is left alone, and it comes back when there is room.
    @Test func theClockGivesWayToText() throws {
        let terminal = try Driver.start(["--right", "\u{1b}[2mclock\u{1b}[0m"], columns: 60)
        try terminal.wait(for: "clock")
        let long = String(repeating: "x", count: 100)
        terminal.send(long)
        try terminal.wait(for: String(repeating: "x", count: 42))
        try terminal.wait(until: "no clock") { !$0.screen.text.contains("clock") }
        terminal.send(.controlU)
        try terminal.wait(for: /> +clock$/)
    }

    @Test func aNarrowTerminalHasNoClock() throws {
        let terminal = try Driver.start(["--right", "clock"], columns: 59)
        try terminal.enter("ab", showing: "line: [ab]")
        #expect(!terminal.screen.text.contains("tick"))
        terminal.resize(rows: 24, columns: 60)
        try terminal.wait(for: "tick")
        terminal.resize(rows: 24, columns: 40)
        try terminal.wait(forLastLine: ">")
    }

    @Test(arguments: [(80, 40), (80, 20), (40, 100), (20, 60)])
    func aResizeKeepsTheTypedText(before: Int, after: Int) throws {
        let terminal = try Driver.start(columns: before)
        try terminal.enter("receipt", showing: "line: [receipt]")
        let text = "forty characters of text, give or take ä"
        terminal.send(text)
        try terminal.wait(until: "the text") { $0.screen.text.filter { $0 != "\n" }.hasSuffix(text) }
        terminal.resize(rows: 24, columns: after)
        terminal.send(.home)
        terminal.send("<")
        terminal.send(.end)
        terminal.send(">\r")
        try terminal.wait(forOutput: "line: [<\(text)>]")
        // Neither is the receipt above gone nor the prompt there twice.
        let prompts = terminal.screen.lines.filter { $0.hasPrefix("> ") }
        #expect(terminal.screen.lines.contains("line: [receipt]"))
        #expect(prompts.count == 2, "\(terminal.screen.text)")
    }

    @Test func tabCompletesAndLists() throws {
        let terminal = try Driver.start()
        terminal.send("x /u\t")
        try terminal.wait(forLastLine: "> x /undo")
        terminal.send(.controlU)
        // The common prefix comes first, whatever the case.
        terminal.send("/S\t")
        try terminal.wait(forLastLine: "> /st")
        terminal.send(.tab)
        try terminal.wait(for: "  /status  /step    /stop\n> /st")
        terminal.send("a\t")
        try terminal.wait(forLastLine: "> /status")
        terminal.send(.enter)
        try terminal.wait(for: "line: [/status]")
    }

    @Test func tabListsNotesAndTakesTextBeyondASCII() throws {
        let terminal = try Driver.start()
        terminal.send("O'Brien ä\t")
        try terminal.wait(forLastLine: "> O'Brien Ärger")
        terminal.send(.controlU)
        terminal.send("n\t")
        try terminal.wait(forLastLine: "> need.")
        terminal.send(.tab)
        try terminal.wait(for: "  need.impact  what it costs\n  need.pain    what hurts\n> need.")
    }

    @Test func tabWithoutCandidatesChangesNothing() throws {
        let terminal = try Driver.start()
        try terminal.enter("zz\ty", showing: "line: [zzy]")
    }

    @Test(arguments: ["dumb", ""])
    func aDumbTerminalGetsNoEscape(term: String) throws {
        let terminal = try PseudoTerminal(
            Driver.path, ["--prompt", Self.style, "--right", "clock"],
            environment: Driver.environment(["TERM": term]))
        try terminal.wait(for: "need.pain>")
        terminal.send("Büro")
        terminal.send(.left)
        terminal.send(.backspace)
        terminal.send(.end)
        terminal.send(.enter)
        try terminal.wait(for: "line: [Büo]")
        terminal.send("/st\t")
        try terminal.wait(for: "/status")
        terminal.resize(rows: 24, columns: 50)
        terminal.send(.controlC)
        try terminal.wait(for: "interrupted")
        try terminal.wait(for: /need.pain>$/)
        terminal.send(.controlD)
        #expect(try terminal.waitForEnd() == .exit(0))
        #expect(!terminal.output.contains(0x1b), "\(terminal.rawOutput.debugDescription)")
        #expect(!terminal.screen.text.contains("tick"))
    }

    /// Over ssh a new emulator's name is often unknown; the call goes on, without a complaint on the screen.
    @Test func aTerminalThatTheSystemDoesNotKnowIsEditedOn() throws {
        let terminal = try Driver.start(environment: ["TERM": "xterm-unheard-of"])
        terminal.send("bc")
        terminal.send(.home)
        terminal.send("a")
        try terminal.wait(forLastLine: "> abc")
        #expect(terminal.screen.lines == ["> abc"])
        #expect(terminal.rawOutput.contains("\u{1b}["))
    }

    @Test func aPromptWiderThanTheTerminalWraps() throws {
        let prompt = "\u{1b}[1m" + String(repeating: "long.", count: 12) + "\u{1b}[0m> "
        let terminal = try PseudoTerminal(
            Driver.path, ["--prompt", prompt], environment: Driver.environment(), columns: 40)
        try terminal.wait(for: "long.long.long.long.>")
        terminal.send("/st\t")
        try terminal.wait(for: /stop\n(long\.){8}\n(long\.){4}> \/st$/)
        terminal.send("x")
        terminal.send(.home)
        terminal.send("y\r")
        try terminal.wait(for: "line: [y/stx]")
        // Drawn again in its place, the prompt stands there once.
        #expect(terminal.screen.lines.filter { $0.contains("long.>") }.count <= 2)
    }

    @Test func noColorMeansNoEscapeAtAll() throws {
        let terminal = try PseudoTerminal(
            Driver.path, ["--prompt", Self.style, "--right", "\u{1b}[2mclock\u{1b}[0m"],
            environment: Driver.environment(["NO_COLOR": "1"]))
        try terminal.wait(for: /need.pain>/)
        #expect(!terminal.rawOutput.contains("\u{1b}"))
    }
}
