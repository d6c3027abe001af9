import Foundation
import Qualification

/// Decides a hundred thousand past calls again, and lets DuckDB count them, in turns.
struct WhatIfBenchmark {
    static let calls = 100_000

    private let tools: Tools
    private let scratch: Scratch
    private let workspace: String
    private let runs = 5

    init(tools: Tools, scratch: Scratch) throws {
        self.tools = tools
        self.scratch = scratch
        try scratch.makeFolder("whatif/transcripts")
        try scratch.makeFolder("whatif/checklists")
        workspace = "\(scratch.path)/whatif"
        let history = try CallHistory(workspace: workspace, leads: Benchmarks.leads)
        try history.write(WhatIfBenchmark.calls)
    }

    func run() throws -> [Budget] { [] }
}
