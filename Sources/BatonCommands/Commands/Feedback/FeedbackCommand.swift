import ArgumentParser
import Qualification
import Reporting
import Workspace

/// `baton feedback`: what marketing is told; alone it lists it.
struct FeedbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedback",
        abstract: "See, export and send what marketing is told.",
        discussion: """
            EXAMPLES
              baton feedback                                       the newest messages
              baton feedback export --profile hubspot > back.csv   for the CRM
              baton feedback send --dry-run                        what would go out
              baton feedback send                                  send what is due
            """,
        subcommands: [
            FeedbackListCommand.self, FeedbackExportCommand.self, FeedbackSendCommand.self,
        ],
        defaultSubcommand: FeedbackListCommand.self)
}

/// Which messages are meant.
struct FeedbackFilterOptions: ParsableArguments {
    @Option(help: "Decided on this day or later, as 2026-11-21.") var since: LocalDay?
    @Option(help: "Decided on this day or earlier.") var until: LocalDay?

    func validate() throws {
        if let since, let until, until < since { throw ValidationError("--until is before --since.") }
    }

    /// From the first moment of one day to the last of another, as the workspace's clock has them.
    func period(_ zone: Zone) -> (since: Instant?, until: Instant?) {
        (since.map { zone.beginning(of: $0) }, until.map { zone.beginning(of: $0.adding(days: 1)) })
    }
}

extension Zone {
    /// The first moment of a local day.
    func beginning(of day: LocalDay) -> Instant {
        LocalCalendar(self).beginning(of: day)
    }
}

extension CRMProfile: ExpressibleByArgument {}
extension Webhook.Detail: ExpressibleByArgument {}
