import Foundation
import Qualification
import TestSupport
import Testing

/// Calls in windows that are hardly there.
@Suite struct WindowTests {
    /// Rows and columns; some terminals say that they have none.
    static let windows = [
        [2, 40], [24, 40], [1, 80], [24, 10], [1, 10], [0, 0], [24, 1], [1, 1], [3, 5], [24, 2],
    ]

    @Test(arguments: windows)
    func aCallIsHeldInAnyWindow(window: [Int]) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.open(
            "call", Workplace.jane, rows: window[0], columns: window[1], inShell: true)
        try terminal.waitForAnyPrompt(after: 0)
        try terminal.enterAnyhow("")
        try terminal.enterAnyhow("we retype every order by hand 漢字, two days a week !")
        try terminal.enterAnyhow("bud\t40k")
        try terminal.enterAnyhow("/status")
        terminal.send("/v\t\t\u{15}")
        for keys in ["  漢字漢字 e\u{301} wide", "\u{1b}[Hin front \u{1b}[F behind"] { terminal.send(keys) }
        for (rows, columns) in [(24, 80), (1, 2), (2, 40), (window[0], window[1])] {
            terminal.resize(rows: rows, columns: columns)
            terminal.send("x\u{7f}")
        }
        try terminal.enterAnyhow("")
        let answers = try workplace.answers()
        #expect(answers["budget.amount"] == "40k")
        #expect(answers["need.impact"] == "in front   漢字漢字 e\u{301} wide behind")
        try terminal.enterAnyhow("/end")
        terminal.signal(SIGTERM)
        #expect(try terminal.waitForEnd() == .signal(SIGTERM))
        #expect(terminal.modes == terminal.modesAtStart)
        #expect(try workplace.record().entries.count == 3)
    }

    /// The prompt stands whole on the last rows, and what is typed behind it.
    @Test(arguments: [
        (2, 40, "····· need.pain> we lose pallets"), (24, 40, "····· need.pain> we lose pallets"),
    ])
    func thePromptCanBeRead(rows: Int, columns: Int, line: String) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call(rows: rows, columns: columns)
        try terminal.enter()
        terminal.send("we lose pallets")
        try terminal.wait(forLastLine: line)
        #expect(terminal.screen.cursor.column == line.count)
        #expect(terminal.screen.lines.contains("What made you start looking into this?"))
    }

    /// Once a wide character in two columns made the editing library write beyond its rows, and the call crashed.
    @Test(arguments: [2, 3, 4, 5])
    func wideCharactersInFewColumnsAreNoCrash(columns: Int) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.open("call", Workplace.jane, rows: 24, columns: columns)
        try terminal.waitForAnyPrompt(after: 0)
        try terminal.enterAnyhow("")
        for keys in [
            "漢字漢字", "\u{1}", "é漢", "\u{5}", "\u{1b}[D\u{1b}[D", "e\u{301}", "\u{14}", "\u{b}", "\u{19}\u{19}",
        ] {
            terminal.send(keys)
        }
        for (rows, columns) in [(3, 2), (1, 8), (2, 3), (24, 2), (3, 20)] {
            terminal.resize(rows: rows, columns: columns)
            terminal.send("漢\u{1b}[A\u{1b}[B漢")
        }
        try terminal.enterAnyhow("")
        #expect(try workplace.record().entries.count == 1)
    }

    /// A ^S typed by accident must not freeze the call.
    @Test func controlSFreezesNothing() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call()
        try terminal.enter()
        terminal.send("we \u{13}lose")
        try terminal.waitForLine("we lose", at: "need.pain>")
        try terminal.press(.enter)
        #expect(try workplace.answers() == ["need.pain": "we lose"])
    }
}

extension PseudoTerminal {
    /// Waits until a prompt shows that was not there when `count` were, however it is broken into rows.
    fileprivate func waitForAnyPrompt(after count: Int) throws {
        try wait(until: "prompt number \(count + 1)") { $0.promptCount > count && !$0.isSane }
    }

    fileprivate func enterAnyhow(_ line: String) throws {
        let count = promptCount
        send(line + "\r")
        try waitForAnyPrompt(after: count)
    }
}
