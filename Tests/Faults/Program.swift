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

        /// Whether the fault was met.
        var isStruck: Bool { log.hasPrefix("!") || log.contains("\n!") }
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
    func type(
        _ arguments: [String], lines: [String], in place: Place, fault: Fault? = nil
    ) throws -> Run {
        let terminal = try PseudoTerminal(
            path, arguments, environment: environment(in: place, isWatched: true, fault: fault), rows: 50,
            columns: 200)
        var prompts = 0
        for line in lines + [nil] {
            do {
                try terminal.wait(until: "prompt \(prompts + 1)") {
                    Program.prompts(in: $0.rawOutput) > prompts
                }
            } catch { break }
            prompts += 1
            guard let line else { break }
            terminal.send(line + "\r")
        }
        // Whatever else is asked, the rep leaves.
        var asked = Program.prompts(in: terminal.rawOutput)
        while true {
            if asked > lines.count { terminal.send(.controlD) }
            do {
                try terminal.wait(until: "more") { Program.prompts(in: $0.rawOutput) > asked }
                asked += 1
            } catch { break }
        }
        let ending = try terminal.waitForEnd()
        return Run(output: terminal.rawOutput, ending: ending, log: place.text(place.log))
    }

    /// How many prompts were opened: each asks the terminal to mark what is pasted.
    private static func prompts(in output: String) -> Int {
        output.components(separatedBy: "\u{1b}[?2004h").count - 1
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
