import ArgumentParser
import Qualification
import Reporting
import Workspace

/// Which calls and leads a report is about.
struct ReportScopeOptions: ParsableArguments {
    @Option(help: "From this day on, as 2026-07-01.") var since: LocalDay?
    @Option(help: "Up to this day, as 2026-09-30.") var until: LocalDay?
    @Option(help: "Calls of this rep alone.") var rep: String?
    @Option(help: "Calls under this checklist alone.") var checklist: String?

    func validate() throws {
        if let since, let until, until < since { throw ValidationError("--until is before --since.") }
    }
}

/// What the six reports have in common.
struct ReportOptions: ParsableArguments {
    @OptionGroup var scope: ReportScopeOptions
    @Option(
        name: .customLong("by"),
        help: "Only these breakdowns: channel, campaign, week and so on, as the report has them.")
    var breakdowns: [String] = []
    @Option(help: "How many rows of a table are shown.") var limit = 10
    @Flag(help: "Say what each figure means.") var explain = false
    @Flag(name: .customLong("csv"), help: "Print CSV for a spreadsheet.") var isCSV = false
    @OptionGroup var output: OutputOptions
    @OptionGroup var workspace: WorkspaceOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit takes a number from 1.") }
        if isCSV, output.isJSON { throw ValidationError("--csv and --json do not go together.") }
    }

    func show(_ kind: ReportKind) throws {
        let wanted = breakdowns.flatMap { $0.split(separator: ",").map { "by-\($0.lowercased())" } }
        for section in wanted where !kind.breakdowns.contains(section) {
            throw Failure(.usage, ReportOptions.unknown(section, kind))
        }
        guard var report = try ReportDesk(workspace).reports([kind], scope).first else { return }
        report.warnings.insert(contentsOf: ReportWording.only(scope), at: 0)
        if !wanted.isEmpty { report.sections.removeAll { !wanted.contains($0.id) } }
        let out = StandardOutput()
        if output.isJSON {
            out.write(String(decoding: ReportData(report: report).json.encoded(.pretty), as: UTF8.self))
        } else if isCSV {
            out.write(String(decoding: ReportData(report: report).csv, as: UTF8.self))
        } else {
            let wording = ReportWording(
                report: report, width: min(out.width, 100), limit: limit, explains: explain)
            out.write(wording.lines, endingWith: wording.end)
        }
    }

    private static func unknown(_ section: String, _ kind: ReportKind) -> [ScreenLine] {
        let names = kind.breakdowns.map { String($0.dropFirst(3)) }
        let there: ScreenLine =
            names.isEmpty
            ? "  It has no breakdowns." : "  There are: \(names.joined(separator: ", "))."
        return ["baton: report \(kind.rawValue) has no breakdown by \(section.dropFirst(3))", there]
    }
}
