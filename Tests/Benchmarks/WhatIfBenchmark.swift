import Foundation
import Qualification
import Workspace

/// Decides a hundred thousand past calls again, and lets DuckDB count them, in turns.
struct WhatIfBenchmark {
    static let calls = 100_000

    private let tools: Tools
    private let scratch: Scratch
    private let workspace: String
    private let runs = 5

    /// Makes a workspace of its own.
    init(tools: Tools, scratch: Scratch) throws {
        self.tools = tools
        self.scratch = scratch
        workspace = "\(scratch.path)/whatif"
        try scratch.empty("whatif/checklists", "whatif/transcripts")
        try CallHistory(workspace: workspace, leads: Benchmarks.leads).write(WhatIfBenchmark.calls)
        try writeChecklist()
    }

    /// BANT under another name that asks for one element more: every answer is carried, and many calls move.
    private func writeChecklist() throws {
        let library = ChecklistLibrary(folder: "\(workspace)/checklists")
        let text = String(decoding: try library.text(named: "BANT").bytes, as: UTF8.self)
        let stricter = text.replacing("checklist: BANT", with: "checklist: Stricter")
            .replacing("confirm: 3", with: "confirm: 4")
        try Data(stricter.utf8).write(to: URL(fileURLWithPath: "\(workspace)/checklists/stricter.yaml"))
    }

    func run() throws -> [Budget] {
        let counting = try DuckDBCount(tools: tools, scratch: scratch)
        var (baton, duckDB) = (Samples(), Samples())
        var peak = 0
        for run in 0...runs {
            let started = ContinuousClock.now
            let ending = try TimedProgram(
                tools.baton,
                ["checklist", "whatif", "Stricter", "--json", "--workspace", workspace], in: scratch
            ).end()
            let time = ContinuousClock.now - started
            guard ending.exitCode == 0, ending.output.contains("\"unreadable\": []"),
                ending.output.contains("\"decided\": ")
            else { throw Problem("whatif went wrong:\n\(ending.output)") }
            let count = try counting.time(workspace, calls: WhatIfBenchmark.calls)
            peak = max(peak, ending.peak)
            // The first of each fills the caches.
            if run == 0 { continue }
            baton.add(time)
            duckDB.add(count)
        }
        return [
            Budget(
                "what-if over \(WhatIfBenchmark.calls) past calls", baton, atMost: 2, of: duckDB,
                called: "DuckDB's read_json counting them by verdict"),
            Budget("memory of that what-if", bytes: peak, atMost: 60_000_000),
        ]
    }
}
