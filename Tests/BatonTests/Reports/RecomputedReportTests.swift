import Foundation
import Qualification
import Reporting
import TestSupport
import Testing
import Workspace

/// Every figure of every report against `recompute.py`, which reads the files alone and shares no code with Baton.
///
/// `BATON_HISTORY=10000 swift test --filter RecomputedReport` does so over ten thousand calls.
@Suite struct RecomputedReportTests {
    private static let calls =
        ProcessInfo.processInfo.environment["BATON_HISTORY"].flatMap { Int($0) } ?? 1000

    /// Everything, a quarter by local days, one rep, one checklist.
    private static let scopes: [[String]] = [
        [], ["--since", "2026-07-01", "--until", "2026-09-30"], ["--rep", "ANA"],
        ["--checklist", "team", "--since", "2026-08-15"],
    ]

    @Test func everyFigureIsThatOfTheFiles() throws {
        let workplace = try Workplace()
        let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970) * 1000)
        _ = try GeneratedHistory(
            path: workplace.workspace.path, calls: RecomputedReportTests.calls, now: now, seed: 20_261_122)
        var runs: [JSONValue] = []
        for scope in RecomputedReportTests.scopes {
            for kind in ReportKind.allCases {
                runs.append(try run(kind, scope, workplace))
            }
        }
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
            path: "recompute.py")
        let program = try PipedProgram.run(
            "/usr/bin/env",
            ["python3", script.path, workplace.workspace.path, "Europe/Berlin", "\(now.milliseconds)"],
            input: JSONValue.array(runs).encoded(.compact), environment: ["PATH": "/usr/bin:/bin"])
        #expect(program.ending == .exit(0), "\(program.output)\(program.errors)")
        #expect(program.output.hasSuffix("0 rows differ\n"), "\(program.output)")
    }

    private func run(_ kind: ReportKind, _ scope: [String], _ workplace: Workplace) throws -> JSONValue {
        let program = try PipedProgram.run(
            Workplace.program, ["report", kind.rawValue, "--json"] + scope,
            environment: workplace.environment(["TZ": "Europe/Berlin"]), directory: workplace.folder.path)
        try #require(program.ending == .exit(0), "\(program.errors)")
        func option(_ name: String) -> JSONValue {
            scope.firstIndex(of: name).map { .string(scope[$0 + 1]) } ?? .null
        }
        return [
            "report": .string(kind.rawValue), "since": option("--since"), "until": option("--until"),
            "rep": option("--rep"), "checklist": option("--checklist"), "threshold": 60,
            "output": try JSONValue.parse(Array(program.output.utf8), limit: .max),
        ]
    }
}
