import Qualification

/// Starts a call, the list of leads, and the `sqlite3` shell, in turns.
///
/// Each call ends as an attempt, so that the next start finds a folder changed and has something to catch up with.
struct StartBenchmark {
    private let tools: Tools
    private let scratch: Scratch
    private let history: CallHistory
    private let runs = 40

    init(tools: Tools, scratch: Scratch, history: CallHistory) {
        self.tools = tools
        self.scratch = scratch
        self.history = history
    }

    func run() throws -> [Budget] {
        var (shell, call, list) = (Samples(), Samples(), Samples())
        for run in 0...runs {
            let shellTime = try shellStart()
            let callTime = try callStart(history.untouchedLead(run).id)
            let listTime = try leadsList()
            // The first of each fills the caches, and the index.
            if run == 0 { continue }
            shell.add(shellTime)
            call.add(callTime)
            list.add(listTime)
        }
        return [
            Budget(
                "baton call ID to its first prompt", call, atMost: 3, of: shell, called: "the sqlite3 shell"),
            Budget("baton leads", list, atMost: 100, over: call, called: "that call"),
        ]
    }

    private func shellStart() throws -> Duration {
        let started = ContinuousClock.now
        let program = try TimedProgram(tools.sqlite, [], in: scratch)
        try program.wait(for: "sqlite> ")
        let time = ContinuousClock.now - started
        program.send(".quit\r")
        _ = try program.end()
        return time
    }

    private func callStart(_ id: String) throws -> Duration {
        let started = ContinuousClock.now
        let program = try TimedProgram(
            tools.baton, ["call", id, "--workspace", history.workspace], in: scratch)
        try program.wait(for: "dialling> ")
        let time = ContinuousClock.now - started
        program.send("/noanswer\r")
        try program.wait(for: "next step> ")
        program.send("\r")
        try program.wait(for: "next or Enter> ")
        program.send("\r")
        _ = try program.end()
        return time
    }

    private func leadsList() throws -> Duration {
        let started = ContinuousClock.now
        let ending = try TimedProgram(tools.baton, ["leads", "--workspace", history.workspace], in: scratch)
            .end()
        let time = ContinuousClock.now - started
        guard ending.exitCode == 0 else { throw Problem("baton leads went wrong:\n\(ending.output)") }
        return time
    }
}
