import Foundation
import TestSupport

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The program under test.
struct Program: Sendable {
    let path: String
    /// The library that makes system calls fail.
    let library: String

    /// How a run went.
    struct Run {
        /// Both outputs, in the order in which they were written.
        var output: String
        var ending: PseudoTerminal.Ending
        /// The calls that were counted; empty where nothing was to be counted.
        var log = ""

        /// The call that the fault struck; nil where it was not met.
        var struck: SystemCall? { SystemCall.struck(in: log) }
    }

    /// Runs it on lines out of a file.
    ///
    /// With `isWatched` its system calls are counted, and `fault` strikes.
    func run(
        _ arguments: [String], lines: [String] = [], in place: Place, isWatched: Bool = false,
        fault: Fault? = nil
    ) throws -> Run {
        try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(fileURLWithPath: place.input))
        try Data().write(to: URL(fileURLWithPath: place.output))
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, place.input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, place.output, O_WRONLY | O_APPEND, 0)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        let environment = environment(in: place, isWatched: isWatched, fault: fault)
        var process: pid_t = 0
        let failure = withCStrings([path] + arguments) { argv in
            withCStrings(environment.map { "\($0)=\($1)" }) { envp in
                posix_spawn(&process, path, &actions, nil, argv, envp)
            }
        }
        guard failure == 0 else { throw Stage.Problem(description: "\(path) does not start: \(failure)") }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return Run(
            output: place.text(place.output),
            ending: signal != 0 ? .signal(signal) : .exit(status >> 8 & 0xff),
            log: isWatched ? place.text(place.log) : "")
    }

    /// Runs it on a terminal, where a line is typed whenever a prompt shows.
    func type(_ arguments: [String], lines: [String], in place: Place, fault: Fault? = nil) throws -> Run {
        let terminal = try terminal(arguments, in: place, isWatched: true, fault: fault)
        var prompts = Prompts()
        for line in lines {
            guard prompts.waitForNext(on: terminal) else { break }
            terminal.send(line + "\r")
        }
        // Whatever else is asked, the rep leaves.
        while prompts.waitForNext(on: terminal) { terminal.send(.controlD) }
        let ending = try terminal.waitForEnd()
        return Run(output: Program.withoutColour(terminal.output), ending: ending, log: place.text(place.log))
    }

    /// Runs it on a terminal until the end that was chosen for it.
    func type(_ arguments: [String], lines: [String], in place: Place, until death: RandomDeath) throws -> Run
    {
        let terminal = try terminal(arguments, in: place)
        var prompts = Prompts()
        for line in lines.prefix(death.lines) {
            guard death.isHasty || prompts.waitForNext(on: terminal) else { break }
            terminal.send(line + "\r")
        }
        if death.typed > 0, let next = lines.dropFirst(death.lines).first {
            if !death.isHasty { _ = prompts.waitForNext(on: terminal) }
            terminal.send(String(next.prefix(death.typed)))
        }
        usleep(death.pause)
        death.strike(terminal)
        let ending = try terminal.waitForEnd()
        return Run(output: Program.withoutColour(terminal.output), ending: ending)
    }

    private func terminal(
        _ arguments: [String], in place: Place, isWatched: Bool = false, fault: Fault? = nil
    ) throws -> PseudoTerminal {
        try PseudoTerminal(
            path, arguments, environment: environment(in: place, isWatched: isWatched, fault: fault),
            rows: 50, columns: 200)
    }

    /// What was written without the colours, which part words from each other.
    private static func withoutColour(_ output: [UInt8]) -> String {
        String(decoding: output, as: UTF8.self).replacing(/\u{1b}\[[0-9;]*m/, with: "")
    }

    private func environment(in place: Place, isWatched: Bool, fault: Fault?) -> [String: String] {
        var variables = [
            "BATON_WORKSPACE": place.workspace, "HOME": place.path, "LANG": "C.UTF-8",
            "PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "xterm-256color", "TMPDIR": place.second,
            "TZ": Program.noon, "USER": "sam",
        ]
        guard isWatched else { return variables }
        try? FileManager.default.removeItem(atPath: place.log)
        variables["LD_PRELOAD"] = library
        variables["BATON_FAULT_ROOTS"] = "\(place.workspace):\(place.second)"
        variables["BATON_FAULT_LOG"] = place.log
        variables["BATON_FAULT"] = fault?.variable
        return variables
    }

    /// A time zone in which it is about noon: no run crosses into another day, on which calls are not resumed.
    private static let noon: String = {
        let hour = Int(Date().timeIntervalSince1970) / 3600 % 24
        return "NOON\(hour - 12)"
    }()
}

/// The prompts that a terminal has shown: each asks it to mark what is pasted.
struct Prompts {
    static let marker = Array("\u{1b}[?2004h".utf8)

    private var awaited = 0
    private var shown = 0
    private var searched = 0

    /// Waits for another prompt than those waited for so far; false where none comes.
    mutating func waitForNext(on terminal: PseudoTerminal) -> Bool {
        awaited += 1
        do {
            try terminal.wait(until: "a prompt") { terminal in
                look(at: terminal.output)
                return shown >= awaited
            }
            return true
        } catch {
            return false
        }
    }

    private mutating func look(at output: [UInt8]) {
        while searched + Prompts.marker.count <= output.count {
            if output[searched...].starts(with: Prompts.marker) { shown += 1 }
            searched += 1
        }
    }
}
