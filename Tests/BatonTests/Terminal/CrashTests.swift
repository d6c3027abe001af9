import Foundation
import Qualification
import TestSupport
import Testing

/// A crash waits for nobody, prints nothing of what was said, and leaves no file with it.
@Suite struct CrashTests {
    private static let backtracing = ["SWIFT_BACKTRACE": "enable=yes,interactive=yes,timeout=600s,color=no"]

    /// Swift's backtracer prints registers and memory, on a terminal it asks and waits: it has no say here.
    @Test(arguments: Strike.crashing + [SIGFPE, SIGSYS])
    func onATerminalItSaysOneLine(signal: Int32) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.call(environment: Self.backtracing, inShell: true)
        try terminal.type("secret words")
        let count = terminal.output.count
        terminal.signal(signal)
        #expect(try terminal.waitForEnd() == .signal(signal))
        let last = String(decoding: terminal.output[count...], as: UTF8.self)
        let message =
            "baton stopped on a fault of its own; every entry up to the last prompt is saved. "
            + "`baton call` with the same lead goes on."
        #expect(last == "\u{1b}[?2004l\r\n\(message)\r\n")
        #expect(terminal.modes == terminal.modesAtStart)
    }

    /// Once the guard stood only while a prompt was open: a crash of any other command was the backtracer's.
    @Test(arguments: [SIGSEGV, SIGABRT])
    func withoutATerminalItSaysOneLineToo(signal: Int32) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let program = try workplace.run(
            "call", Workplace.jane, input: ["", "we lose pallets !"], environment: Self.backtracing
        ) {
            if $1.contains("grade 2") { kill($0, signal) }
        }
        #expect(program.ending == .signal(signal))
        // A static runtime says first that it has no backtracer at hand.
        #expect(
            program.errors.hasSuffix(
                "\nbaton stopped on a fault of its own; what was saved before is whole.\n"))
        #expect(program.errors.split(separator: "\n").count <= 2)
        #expect(try workplace.record().entries.count == 1)
    }

    /// A core file would hold what a prospect said.
    ///
    /// The limit is looked at too: not every system writes cores at all.
    @Test(arguments: [SIGSEGV, SIGABRT, SIGQUIT])
    func noCoreFileIsLeft(signal: Int32) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try PseudoTerminal(
            "/bin/sh", ["-c", "ulimit -c unlimited; exec '\(Workplace.program)' call \(Workplace.jane)"],
            environment: workplace.environment(), directory: workplace.scratch.path, inShell: true)
        try terminal.wait(for: "dialling>")
        try terminal.type("secret words")
        let limits = try String(contentsOfFile: "/proc/\(terminal.process)/limits", encoding: .utf8)
        #expect(limits.contains(#/Max core file size +[01] +[01] /#))
        terminal.signal(signal)
        #expect(try terminal.waitForEnd() == .signal(signal))
        #expect(!terminal.didDumpCore)
        let left = try FileManager.default.contentsOfDirectory(atPath: workplace.scratch.path)
        #expect(left.filter { $0.contains("core") } == [])
    }

    /// A limit on file sizes sends a signal that kills: it has to be a disk that refuses.
    @Test func aLimitOnFileSizesIsSaidAndNotDiedOf() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let program = try PipedProgram.run(
            "/bin/sh", ["-c", "ulimit -f 0; exec '\(Workplace.program)' call \(Workplace.jane)"],
            input: Array("\nwe lose pallets !\n".utf8), environment: workplace.environment(),
            directory: workplace.folder.path)
        #expect(program.ending == .exit(74))
        #expect(program.errors.contains("NOT SAVED"))
        #expect(program.output.contains("we lose pallets"))
    }

    /// Once a signal at this prompt was a no, and the program ended well.
    @Test(arguments: [SIGTERM, SIGHUP])
    func aSignalAtAQuestionIsADeathByIt(signal: Int32) throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        let terminal = try workplace.open("forget", Workplace.jane, inShell: true)
        try terminal.waitForPrompt(after: 0)
        terminal.signal(signal)
        #expect(try terminal.waitForEnd() == .signal(signal))
        #expect(terminal.modes == terminal.modesAtStart)
        #expect(try workplace.run("leads").output.contains(Workplace.jane))
    }
}
