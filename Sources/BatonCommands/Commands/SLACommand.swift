import ArgumentParser
import Reporting

/// `baton sla`: who kept what was promised, by side, week, rep and account executive.
struct SLACommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sla",
        abstract: "Who kept what was promised: first touch, attempts, answers and so on.",
        discussion: """
            EXAMPLES
              baton sla
              baton sla --since 2026-11-01 --until 2026-11-30
              baton sla --by rep,week
              baton sla --explain                what each figure means
              baton sla --csv > sla.csv

            What is promised, business hours and holidays stand in baton.yaml.
            """)

    @OptionGroup var options: ReportOptions

    func run() throws { try options.show(.sla) }
}
