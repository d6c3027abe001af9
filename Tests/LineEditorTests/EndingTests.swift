import Foundation
import TestSupport
import Testing

/// Every way in which a session can end, and what it leaves on the terminal.
@Suite struct EndingTests {
    @Test func termKeepsTheDraftAndDiesOfTerm() throws {
        let draft = Driver.freshPath()
        let terminal = try Driver.start(["--draft", draft])
        terminal.send("half ä typed")
        try terminal.wait(forLastLine: "> half ä typed")
        terminal.signal(SIGTERM)
        #expect(try terminal.waitForEnd() == .signal(SIGTERM))
        #expect(Driver.text(at: draft) == "half ä typed")
        #expect(terminal.isSane)
        #expect(terminal.rawOutput.contains("\u{1b}[?2004l"))
        #expect(terminal.screen.lastLine == "terminated: 15 [half ä typed]")
    }

    /// The text after the cursor belongs to the draft as well.
    @Test func theDraftIsTheWholeLine() throws {
        let draft = Driver.freshPath()
        let terminal = try Driver.start(["--draft", draft, "--initial", "whole line"])
        try terminal.wait(forLastLine: "> whole line")
        terminal.send(.home)
        terminal.send("a ")
        try terminal.wait(forLastLine: "> a whole line")
        terminal.signal(SIGTERM)
        try terminal.waitForEnd()
        #expect(Driver.text(at: draft) == "a whole line")
    }

    /// Once the initial text was lost when the signal came before it had been put on the line.
    @Test func aDraftThatIsNotOnTheLineYetIsKept() throws {
        let draft = Driver.freshPath()
        let terminal = try PseudoTerminal(
            Driver.path, ["--draft", draft, "--initial", "half ä typed", "--right", "term"],
            environment: Driver.environment())
        #expect(try terminal.waitForEnd() == .signal(SIGTERM))
        #expect(Driver.text(at: draft) == "half ä typed")
    }

    /// The window is closed: HUP comes and the terminal is gone, in no certain order.
    @Test func aClosedWindowKeepsTheDraft() throws {
        let draft = Driver.freshPath()
        let terminal = try Driver.start(["--draft", draft])
        terminal.send("half typed")
        try terminal.wait(forLastLine: "> half typed")
        terminal.hangUp()
        #expect(try terminal.waitForEnd() == .signal(SIGHUP))
        #expect(Driver.text(at: draft) == "half typed")
    }

    /// Under nohup no HUP comes: the end of the terminal must not look like a Control-D on an empty line.
    @Test func aClosedWindowWithoutHangUpKeepsTheDraft() throws {
        let draft = Driver.freshPath()
        let terminal = try PseudoTerminal(
            "/bin/sh", ["-c", "trap '' HUP; '\(Driver.path)' --draft '\(draft)'; exit 0"],
            environment: Driver.environment())
        try terminal.waitForPrompt()
        terminal.send("half typed")
        try terminal.wait(forLastLine: "> half typed")
        terminal.hangUp()
        try terminal.waitForEnd()
        #expect(Driver.text(at: draft) == "half typed")
    }

    @Test func termBetweenTwoPromptsIsNotLost() throws {
        let flag = Driver.freshPath()
        let terminal = try Driver.start()
        terminal.send("slow \(flag)\r")
        try terminal.wait(for: "away")
        terminal.signal(SIGTERM)
        try "".write(toFile: flag, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: flag) }
        #expect(try terminal.waitForEnd() == .signal(SIGTERM))
        #expect(terminal.screen.lastLine == "terminated: 15 []")
    }

    /// The terminal is in its usual mode there, and ^C is a signal.
    @Test func controlCBetweenTwoPromptsDoesNotKill() throws {
        let flag = Driver.freshPath()
        let terminal = try Driver.start()
        terminal.send("slow \(flag)\r")
        try terminal.wait(for: "away")
        terminal.send(.controlC)
        try terminal.wait(for: "^C")
        try "".write(toFile: flag, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: flag) }
        try terminal.wait(for: "line: [slow")
        try terminal.waitForPrompt()
        try terminal.enter("on", showing: "line: [on]")
    }

    @Test func anInterruptFromOutsideDropsTheLine() throws {
        let terminal = try Driver.start()
        terminal.send("half")
        try terminal.wait(forLastLine: "> half")
        terminal.signal(SIGINT)
        try terminal.wait(for: "interrupted")
        try terminal.waitForPrompt()
        try terminal.enter("on", showing: "line: [on]")
    }

    /// Nothing can be done against it, but the next one to use the terminal finds it as it was left: raw.
    @Test func killIsDeathAtOnce() throws {
        let draft = Driver.freshPath()
        let terminal = try Driver.start(["--draft", draft])
        terminal.send("half")
        try terminal.wait(forLastLine: "> half")
        terminal.signal(SIGKILL)
        #expect(try terminal.waitForEnd() == .signal(SIGKILL))
        #expect(Driver.text(at: draft) == nil)
    }

    /// A crash in the middle of a line: signals sent from outside arrive while the terminal is raw.
    @Test(arguments: [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP])
    func aCrashLeavesTheTerminalSane(signal: Int32) throws {
        let terminal = try Driver.start()
        terminal.send("customer's words")
        try terminal.wait(forLastLine: "> customer's words")
        #expect(!terminal.isSane)
        terminal.signal(signal)
        #expect(try terminal.waitForEnd() == .signal(signal))
        #expect(terminal.isSane)
        #expect(terminal.rawOutput.hasSuffix("\u{1b}[?2004l\r\nThe driver crashed.\r\n"))
    }

    /// Swift's backtracer would ask on the terminal and wait for half a minute.
    @Test(arguments: [("segv", SIGSEGV), ("trap", SIGILL), ("abort", SIGABRT), ("stack", SIGSEGV)])
    func aCrashOfOurOwnSaysOneLineAndNoMore(how: String, signal: Int32) throws {
        // The backtracer is on where output is a terminal; it must stay out all the same.
        let terminal = try Driver.start(environment: ["SWIFT_BACKTRACE": "enable=yes,interactive=yes"])
        terminal.send("crash \(how)\r")
        #expect(try terminal.waitForEnd() == .signal(signal))
        #expect(terminal.isSane)
        #expect(terminal.screen.lastLine == "The driver crashed.")
        #expect(!terminal.screen.text.contains("Backtrace"))
    }

    @Test func exitWithoutClosingLeavesTheTerminalSane() throws {
        let terminal = try Driver.start()
        terminal.send("stop\r")
        #expect(try terminal.waitForEnd() == .exit(0))
        #expect(terminal.isSane)
    }

    /// A job-control shell stops the driver, has the terminal for itself, and takes it back.
    @Test func controlZStopsAndComesBackWithTheLine() throws {
        let terminal = try PseudoTerminal(
            "/bin/bash",
            ["--norc", "-mc", "'\(Driver.path)'; stty -a | tr ' ;' '\\n\\n' | grep -x isig; fg"],
            environment: Driver.environment())
        try terminal.waitForPrompt()
        terminal.send("half ä")
        try terminal.wait(forLastLine: "> half ä")
        terminal.send(.controlZ)
        // The shell's own command found signals on; then `fg` brought the line back.
        try terminal.wait(for: /\nisig\n(?s:.*)> half ä$/)
        try terminal.wait(until: "editing again") { !$0.isSane }
        terminal.send(" more\r")
        try terminal.wait(for: "line: [half ä more]")
        try terminal.waitForPrompt()
        terminal.send(.controlD)
        try terminal.waitForEnd()
    }

    /// Stopped from outside the shell resets the modes; CONT must make the terminal raw again.
    @Test func stopAndContinueFromOutsideGoOn() throws {
        let terminal = try PseudoTerminal(
            "/bin/bash", ["--norc", "-mc", "'\(Driver.path)'; stty sane; echo stopped; fg"],
            environment: Driver.environment())
        try terminal.waitForPrompt()
        terminal.send("half")
        try terminal.wait(forLastLine: "> half")
        kill(-terminal.foregroundGroup, SIGSTOP)
        try terminal.wait(for: /stopped\n(?s:.*)> half$/)
        try terminal.wait(until: "editing again") { !$0.isSane }
        terminal.send(" more\r")
        try terminal.wait(for: "line: [half more]")
    }
}
