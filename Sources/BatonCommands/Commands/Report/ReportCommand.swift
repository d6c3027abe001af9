import ArgumentParser
import Reporting
import Workspace

/// `baton report`: what calls say about leads, checklists and reps; alone it lists the reports with their answers.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "See what becomes of leads, and why.",
        discussion: """
            EXAMPLES
              baton report                                 each report's answer in one line
              baton report funnel --since 2026-07-01       what became of the leads of a quarter
              baton report reasons --by channel            why not, with the buyer's words
              baton report friction --checklist bant       where the checklist hurts
              baton report grading --explain               what each figure means
              baton report funnel --csv > funnel.csv       for a spreadsheet
            """,
        subcommands: [
            ReportListCommand.self, FunnelCommand.self, ReasonsCommand.self, CalibrationCommand.self,
            FrictionCommand.self, OverridesCommand.self, GradingCommand.self, SLACommand.self,
        ],
        defaultSubcommand: ReportListCommand.self)
}

/// `baton report list`: each report's question, and its answer in one line.
struct ReportListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the reports, each with its answer in one line.")

    @OptionGroup var scope: ReportScopeOptions
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let reports = try ReportDesk(workspace).reports(ReportKind.allCases, scope)
        let out = StandardOutput()
        if output.isJSON {
            let json = JSONValue.array(reports.map { ReportData(report: $0).headline })
            out.write(String(decoding: json.encoded(.pretty), as: UTF8.self))
        } else {
            out.write(ReportWording.list(reports))
        }
    }
}

/// `baton report funnel`.
struct FunnelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "funnel", abstract: "What becomes of the leads that marketing hands over.",
        discussion: "--since and --until are the days of the hand-off.")
    @OptionGroup var options: ReportOptions
    func run() throws { try options.show(.funnel) }
}

/// `baton report reasons`.
struct ReasonsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reasons", abstract: "Why leads do not become SQLs, with the buyer's words.")
    @OptionGroup var options: ReportOptions
    func run() throws { try options.show(.reasons) }
}

/// `baton report calibration`.
struct CalibrationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibration",
        abstract: "Whether the score tells who becomes an SQL, and from which one on.")
    @OptionGroup var options: ReportOptions
    func run() throws { try options.show(.calibration) }
}

/// `baton report friction`.
struct FrictionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "friction", abstract: "Which questions go unanswered, and which elements fail.")
    @OptionGroup var options: ReportOptions
    func run() throws { try options.show(.friction) }
}

/// `baton report overrides`.
struct OverridesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overrides",
        abstract: "Where reps decide otherwise than proposed, and what becomes of it.")
    @OptionGroup var options: ReportOptions
    func run() throws { try options.show(.overrides) }
}

/// `baton report grading`.
struct GradingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grading", abstract: "Who marks answers higher than account executives find them.")
    @OptionGroup var options: ReportOptions
    func run() throws { try options.show(.grading) }
}
