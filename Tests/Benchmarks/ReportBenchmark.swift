import Foundation
import Glibc
import Qualification
import Reporting
import TestSupport
import Workspace

/// Makes reports over many calls and as many leads, and searches them, beside DuckDB counting the same calls and ripgrep
/// searching the same files.
///
/// The first build is that of the book and of what reports are made of, out of nothing but the files.
struct ReportBenchmark {
    private let tools: Tools
    private let scratch: Scratch
    private let workspace: String
    private let history: CallHistory
    private let calls: Int
    private let runs: Int

    /// Makes a workspace of its own.
    init(tools: Tools, scratch: Scratch, calls: Int) throws {
        self.tools = tools
        self.scratch = scratch
        self.calls = calls
        runs = calls > 200_000 ? 1 : 5
        workspace = "\(scratch.path)/reports"
        try scratch.empty("reports/checklists", "reports/transcripts", "reports/leads")
        history = try CallHistory(workspace: workspace, leads: calls)
        try history.write(calls)
        try writeLeads()
    }

    private func writeLeads() throws {
        guard let file = fopen("\(workspace)/leads/20250101T000000Z-aaaaaaaa.jsonl", "w") else {
            throw Problem("cannot write leads into \(workspace)")
        }
        defer { fclose(file) }
        let today = UTCOffset(minutes: 0).day(of: Benchmarks.now)
        for index in 0..<calls {
            let line = InventedLead(index, of: calls, today: today).lead.jsonLine
            fwrite(line, 1, line.count, file)
        }
    }

    func run() throws -> [Budget] {
        let counting = try DuckDBCount(tools: tools, scratch: scratch)
        var (first, duckDB) = (Samples(), Samples())
        var (firstPeak, peak) = (0, 0)
        for run in 0...runs {
            try? FileManager.default.removeItem(atPath: "\(workspace)/.baton")
            let (time, memory) = try baton(["report", "list", "--json"])
            let count = try counting.time(workspace, calls: calls)
            firstPeak = max(firstPeak, memory)
            // The first of each fills the caches.
            if run == 0 { continue }
            first.add(time)
            duckDB.add(count)
        }
        let count = "DuckDB's read_json counting the calls by verdict"
        var budgets = [
            Budget(
                "first build for reports over \(calls) calls and leads", first, atMost: 1, of: duckDB,
                called: count),
            Budget("memory of that build", bytes: firstPeak, atMost: 120_000_000),
        ]
        for kind in ReportKind.allCases {
            var samples = Samples()
            for run in 0...runs {
                let (time, memory) = try baton(["report", kind.rawValue, "--json"])
                peak = max(peak, memory)
                if run > 0 { samples.add(time) }
            }
            budgets.append(
                Budget("report \(kind.rawValue)", samples, atMost: 0.1, of: duckDB, called: count))
        }
        budgets.append(Budget("memory of a report", bytes: peak, atMost: 120_000_000))
        return try budgets + oneCallMore(duckDB, count) + search()
    }

    /// A report after each of a few calls.
    private func oneCallMore(_ duckDB: Samples, _ count: String) throws -> [Budget] {
        var samples = Samples()
        for _ in 0...runs {
            try history.write(1)
            samples.add(try baton(["report", "funnel", "--json"]).time)
        }
        return [Budget("report funnel after a call more", samples, atMost: 0.1, of: duckDB, called: count)]
    }

    private func search() throws -> [Budget] {
        let ripgrep = try Tools.find("rg", package: "ripgrep")
        var budgets: [Budget] = []
        for words in [["overtime"], ["warehouse", "order*"], ["before the season"]] {
            var (find, grep) = (Samples(), Samples())
            let pattern = words[0]
            for run in 0...runs * 4 {
                let found = try time(tools.baton, ["find"] + words + ["--workspace", workspace])
                let grepped = try time(
                    ripgrep, ["--files-with-matches", pattern, "\(workspace)/transcripts"])
                if run == 0 { continue }
                find.add(found)
                grep.add(grepped)
            }
            budgets.append(
                Budget(
                    "find \(words.joined(separator: " "))", find, atMost: 0.1, of: grep,
                    called: "ripgrep naming the files with “\(pattern)”"))
        }
        return budgets
    }

    private func baton(_ arguments: [String]) throws -> (time: Duration, peak: Int) {
        let started = ContinuousClock.now
        let ending = try TimedProgram(
            tools.baton, arguments + ["--workspace", workspace], in: scratch
        ).end()
        let time = ContinuousClock.now - started
        guard ending.exitCode == 0 else {
            throw Problem("baton \(arguments.joined(separator: " ")) went wrong:\n\(ending.output)")
        }
        return (time, ending.peak)
    }

    private func time(_ program: String, _ arguments: [String]) throws -> Duration {
        let started = ContinuousClock.now
        let run = try PipedProgram.run(program, arguments, environment: scratch.environment)
        let time = ContinuousClock.now - started
        guard run.ending == .exit(0), !run.output.isEmpty else {
            throw Problem("\(program) \(arguments.joined(separator: " ")) went wrong:\n\(run.errors)")
        }
        return time
    }
}
