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
              baton report funnel --since 2026-07-01       what became of the leads
              baton report reasons --by channel            why not, with the buyer's words
              baton report friction --checklist bant       where the checklist hurts
              baton report grading --explain               what each figure means
              baton report funnel --csv > funnel.csv       for a spreadsheet
              baton report html --output report.html       all of them on one page
              baton report review                          the last quarter, and before
            """,
        subcommands: [
            ReportListCommand.self, FunnelCommand.self, ReasonsCommand.self, CalibrationCommand.self,
            FrictionCommand.self, OverridesCommand.self, GradingCommand.self, SLACommand.self,
            PageCommand.self, ReviewCommand.self,
        ],
        defaultSubcommand: ReportListCommand.self)
}

/// `baton report list`: each report's question, and its answer in one line.
struct ReportListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the reports, each with its answer, and what has to change.",
        discussion: """
            EXAMPLES
              baton report
              baton report list --since 2026-07-01 --json
            """)

    @OptionGroup var scope: ReportScopeOptions
    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let (digest, reports) = try ReportDesk(workspace).digest(scope)
        let out = StandardOutput()
        if output.isJSON {
            let json = JSONValue.array(reports.map { ReportData(report: $0).headline })
            out.write(String(decoding: json.encoded(.pretty), as: UTF8.self))
        } else {
            out.write(ReportWording.list(reports, digest.findings))
        }
    }
}

/// `baton report funnel`.
struct FunnelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "funnel",
        abstract: "What becomes of the leads that marketing hands over.",
        discussion: """
            EXAMPLES
              baton report funnel --since 2026-07-01 --until 2026-09-30
              baton report funnel --by channel,week
              baton report funnel --by campaign --limit 50
              baton report funnel --csv > funnel.csv

            --since and --until are the days of the hand-off; what became of the leads is
            told until now.
            """)
    @OptionGroup var options: ReportOptions
    func run() throws { try options.show(.funnel) }
}

/// `baton report reasons`.
struct ReasonsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reasons",
        abstract: "Why leads do not become SQLs, with the buyer's words.",
        discussion: """
            EXAMPLES
              baton report reasons --since 2026-07-01
              baton report reasons --by channel
              baton report reasons --checklist bant --json
            """)
    @OptionGroup var options: ReportOptions
    func run() throws { try options.show(.reasons) }
}

/// `baton report calibration`.
struct CalibrationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibration",
        abstract: "Whether the score tells who becomes an SQL, and from which one on.",
        discussion: """
            EXAMPLES
              baton report calibration
              baton report calibration --since 2026-07-01 --explain
            """)
    @OptionGroup var options: ReportOptions
    func run() throws { try options.show(.calibration) }
}

/// `baton report friction`.
struct FrictionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "friction",
        abstract: "Which questions go unanswered, and which elements fail.",
        discussion: """
            EXAMPLES
              baton report friction --checklist bant
              baton report friction --rep sam --since 2026-11-01
            """)
    @OptionGroup var options: ReportOptions
    func run() throws { try options.show(.friction) }
}

/// `baton report overrides`.
struct OverridesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "overrides",
        abstract: "Where reps decide otherwise than proposed, and what becomes of it.",
        discussion: """
            EXAMPLES
              baton report overrides
              baton report overrides --by rep
              baton calls --overridden                  each, with the rep's sentence
            """)
    @OptionGroup var options: ReportOptions
    func run() throws { try options.show(.overrides) }
}

/// `baton report grading`.
struct GradingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grading",
        abstract: "Who marks answers higher than account executives find them.",
        discussion: """
            EXAMPLES
              baton report grading --since 2026-07-01
              baton report grading --explain
            """)
    @OptionGroup var options: ReportOptions
    func run() throws { try options.show(.grading) }
}
