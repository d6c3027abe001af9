import Foundation
import Qualification
import TestSupport
import Testing

/// Baton before a pager that has the terminal, which is as near as Baton comes to opening one: it dies as it is told,
/// and leaves the terminal to the pager.
@Suite struct PagerTests {
    /// Reads one line, then holds the terminal raw until a key is pressed, and quits with the rest unread.
    private static let pager = """
        { IFS= read -r first; printf '%s\\n' "$first"; stty -icanon -echo </dev/tty; echo paging
          dd bs=1 count=1 </dev/tty >/dev/null 2>&1; stty icanon echo </dev/tty; }
        """

    /// A workplace with a call that does not fit into a pipe.
    private static let template = Result {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let notes = (1...3).map { "- \($0) " + String(repeating: "a", count: 60_000) }
        _ = try workplace.run("call", Workplace.jane, input: [""] + notes)
        return workplace
    }

    /// Shows the call through the pager; the process of Baton is told on the way.
    private func page(_ workplace: Workplace) throws -> (terminal: PseudoTerminal, baton: Int32) {
        let call = try workplace.record().id
        // A shell ignores QUIT, and would hand that on.
        let script = """
            ( echo "baton $BASHPID" >&2; exec env --default-signal=QUIT '\(Workplace.program)' show \(call) ) |
            \(Self.pager)
            echo "ended ${PIPESTATUS[0]}"
            """
        let terminal = try PseudoTerminal(
            "/bin/bash", ["-c", script], environment: workplace.environment(),
            directory: workplace.folder.path, inShell: true)
        try terminal.wait(for: "paging")
        let number = try #require(terminal.screen.text.firstMatch(of: #/baton (\d+)/#)?.1)
        return (terminal, try #require(Int32(number)))
    }

    @Test(arguments: [
        SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGKILL, SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGTRAP,
    ])
    func aSignalEndsItAndThePagerGoesOn(signal: Int32) throws {
        let workplace = try Workplace(copying: Self.template.get())
        let (terminal, baton) = try page(workplace)
        let paging = terminal.modes
        kill(baton, signal)
        try terminal.wait(until: "the end of baton") { _ in isOver(baton) }
        #expect(terminal.modes == paging)
        terminal.send("q")
        try terminal.wait(for: "ended \(128 + signal)")
        #expect(try terminal.waitForEnd() == .exit(0))
        #expect(terminal.modes == terminal.modesAtStart)
        #expect(try workplace.record().entries.count == 3)
    }

    /// The resize and the stop are the pager's affair, and so is a reader that has seen enough.
    @Test(arguments: [SIGWINCH, SIGTSTP, nil])
    func aPagerThatQuitsIsNoFailure(signal: Int32?) throws {
        let workplace = try Workplace(copying: Self.template.get())
        let (terminal, baton) = try page(workplace)
        if let signal {
            kill(baton, signal)
            kill(baton, SIGCONT)
        }
        terminal.send("q")
        try terminal.wait(for: "ended 0")
        #expect(try terminal.waitForEnd() == .exit(0))
        #expect(terminal.modes == terminal.modesAtStart)
    }

    @Test func aTerminalThatIsClosedEndsBoth() throws {
        let workplace = try Workplace(copying: Self.template.get())
        let (terminal, baton) = try page(workplace)
        terminal.hangUp()
        try terminal.waitForEnd()
        while !isOver(baton) { poll(nil, 0, 5) }
        #expect(try workplace.record().entries.count == 3)
    }

    /// Gone, or a zombie that nobody has asked after yet.
    private func isOver(_ process: Int32) -> Bool {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
            return true
        }
        return text.contains(") Z")
    }
}
