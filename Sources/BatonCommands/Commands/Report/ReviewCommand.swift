import ArgumentParser
import Reporting
import Workspace

/// `baton report review`: one period beside the one before.
struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "What changed since the period before, and what has to be decided.",
        discussion: """
            EXAMPLES
              baton report review                                         the last quarter
              baton report review --since 2026-07-01 --until 2026-09-30
              baton report review --html --output q3.html                 for the meeting
              baton report review --json

            The period before is as long, and ends where this one begins: a quarter is set
            beside the quarter before it. The page has room for decisions, owners and
            dates.
            """)

    @OptionGroup var scope: ReportScopeOptions
    @Option(help: "How many rows of a table are shown.") var limit = 10
    @Flag(help: "Say what each figure means.") var explain = false
    @Flag(name: .customLong("csv"), help: "Print CSV for a spreadsheet.") var isCSV = false
    @Flag(name: .customLong("html"), help: "Make a page for a browser or for paper.") var isHTML = false
    @OptionGroup var file: PageFileOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var workspace: WorkspaceOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit takes a number from 1.") }
        if [isCSV, isHTML, output.isJSON].count(where: \.self) > 1 {
            throw ValidationError("--csv, --html and --json do not go together.")
        }
        if file.output != nil, !isHTML { throw ValidationError("--output goes with --html.") }
    }

    func run() throws {
        if isHTML { try file.check() }
        let desk = try ReportDesk(workspace)
        let review = try desk.review(scope)
        var report = review.report()
        // The page says so under its title.
        if !isHTML { report.warnings.insert(contentsOf: ReportWording.only(scope), at: 0) }
        let out = StandardOutput()
        if output.isJSON {
            out.write(String(decoding: ReportData(report: report).json.encoded(.pretty), as: UTF8.self))
        } else if isCSV {
            out.write(String(decoding: ReportData(report: report).csv, as: UTF8.self))
        } else if isHTML {
            try file.write(
                ReportPage(
                    title: PageWording.reviewTitle,
                    subtitle: PageWording.subtitle(scope, report.period, before: review.before.scope.period),
                    reports: [report], made: PageWording.made(on: desk.today)))
        } else {
            out.write(
                ReviewWording(report: report, width: min(out.width, 100), limit: limit, explains: explain)
                    .lines)
        }
    }
}
