import Foundation
import TestSupport

/// What goes over all records is measured against: DuckDB reading the same records and counting them by verdict.
///
/// Only the query is timed, neither Python's start nor DuckDB's. `read_json` is asked plainly: told which columns there
/// are, it takes several times as long over small files.
struct DuckDBCount {
    private let python: String
    private let script: String

    init(tools: Tools, scratch: Scratch) throws {
        python = try tools.pythonWithDuckDB()
        script = "\(scratch.path)/count.py"
        try Data(DuckDBCount.text.utf8).write(to: URL(fileURLWithPath: script))
    }

    /// How long it takes over the records of a workspace, of which there are so many.
    func time(_ workspace: String, calls: Int) throws -> Duration {
        let count = try PipedProgram.run(
            python, [script, "\(workspace)/transcripts"], environment: ProcessInfo.processInfo.environment)
        let figures = count.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        guard figures.count == 2, figures[0] == calls else {
            throw Problem("DuckDB went wrong:\n\(count.output)\(count.errors)")
        }
        return .microseconds(figures[1])
    }

    private static let text = #"""
        import sys, time
        import duckdb

        files = sys.argv[1] + "/*/*.json"
        db = duckdb.connect()
        started = time.perf_counter()
        rows = db.execute(
            "SELECT outcome.verdict, count(*) FROM read_json(?) GROUP BY 1", [files]).fetchall()
        taken = time.perf_counter() - started
        print(sum(count for _, count in rows), round(taken * 1e6))
        """#
}
