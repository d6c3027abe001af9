import Glibc
import Qualification
import Workspace

/// All benchmarks in their order, in a workspace that is made for them and removed again.
///
/// Nothing is judged by an absolute time, which says more about the machine than about Baton. What is compared runs in
/// turns, A B A B, so that whatever else the machine does befalls both; medians are compared.
struct Benchmarks {
    static let leads = 100_000
    static let calls = 10_000

    private let tools: Tools

    private let keepsWorkspace: Bool
    /// Those that are measured alone; nil for all.
    enum Part {
        case whatIf
        /// An import, starting a call, and its entries.
        case call
        /// Over so many calls, with as many leads.
        case reports(calls: Int)
    }

    private let part: Part?

    init(keepsWorkspace: Bool, part: Part?) throws {
        self.keepsWorkspace = keepsWorkspace
        self.part = part
        tools = try Tools()
    }

    func run() throws -> [Budget] {
        let scratch = try Scratch()
        defer { if keepsWorkspace { say("kept: \(scratch.path)") } else { scratch.remove() } }
        var budgets: [Budget] = []
        func note(_ more: [Budget]) {
            for budget in more { say(budget.line) }
            budgets += more
        }
        say("\(Benchmarks.leads) leads, \(Benchmarks.calls) calls; medians, with the extremes and the runs")

        switch part {
        case .whatIf:
            note(try WhatIfBenchmark(tools: tools, scratch: scratch).run())
            return budgets
        case .reports(let calls):
            note(try ReportBenchmark(tools: tools, scratch: scratch, calls: calls).run())
            return budgets
        case .call, nil: break
        }
        let imports = try ImportBenchmark(tools: tools, scratch: scratch)
        note(try imports.run())

        let history = try CallHistory(workspace: imports.workspacePath, leads: Benchmarks.leads)
        try history.write(Benchmarks.calls)
        note(try StartBenchmark(tools: tools, scratch: scratch, history: history).run())
        note(try EntryBenchmark(tools: tools, scratch: scratch, history: history).run())
        if case .call = part { return budgets }
        note(try WhatIfBenchmark(tools: tools, scratch: scratch).run())
        note(try ReportBenchmark(tools: tools, scratch: scratch, calls: 100_000).run())
        return budgets
    }
}

extension Benchmarks.Part {
    init?(_ arguments: [String]) {
        if arguments.contains("--whatif") {
            self = .whatIf
        } else if arguments.contains("--call") {
            self = .call
        } else if let option = arguments.firstIndex(of: "--reports") {
            self = .reports(calls: arguments.dropFirst(option + 1).first.flatMap { Int($0) } ?? 100_000)
        } else {
            return nil
        }
    }
}

/// Prints a line at once, wherever the output goes.
func say(_ line: String) {
    let bytes = Array("\(line)\n".utf8)
    _ = write(STDOUT_FILENO, bytes, bytes.count)
}
