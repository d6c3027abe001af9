import ArgumentParser
import Qualification
import Workspace

/// `baton feedback list`: what marketing was told, newest first, and what became of it.
struct FeedbackListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List what marketing is told, newest first, and what arrived.",
        discussion: """
            EXAMPLES
              baton feedback list
              baton feedback list --verdict recycled --reason timing --since 2026-11-01
              baton feedback list --channel LinkedIn
              baton feedback list --undelivered          what has not arrived
            """)

    @OptionGroup var filter: FeedbackFilterOptions
    @Option(
        help: "With this verdict: sql, disqualified, recycled, returned; or this answer: accepted, rejected.")
    var verdict: LeadStanding?
    @Option(help: "With this reason, or reason/sub-reason.") var reason: String?
    @Option(help: "About leads that came through this channel.") var channel: String?
    @Flag(help: "Only what has not arrived at a receiver.") var undelivered = false
    @Option(help: "How many at most (default: 20, and all of them with --json).") var limit: Int?

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1.") }
        if let reason, ReasonReference(reason) == nil {
            throw ValidationError("--reason takes a code, or code/sub-reason, as in timing/contract-end.")
        }
    }

    /// What is said where the list is empty.
    private var nothing: [ScreenLine] {
        let isFiltered =
            [filter.since, filter.until].contains { $0 != nil } || verdict != nil || reason != nil
        if isFiltered || channel != nil {
            return ["No feedback matches that.", "  baton feedback list alone shows all of it."]
        }
        return undelivered
            ? ["Everything has arrived."] : ["No feedback yet: every verdict but incomplete makes one."]
    }

    func run() throws {
        let desk = try Desk(workspace)
        try desk.completeUnfinished()
        let post = try PostOffice(desk)
        let receivers = try post.receivers()
        let most = limit ?? (output.isJSON ? Int(Int32.max) : 20)
        let period = filter.period(desk.zone)
        let reference = reason.flatMap { ReasonReference($0) }
        let messages = try desk.marketingMessages().newest(most, since: period.since) { message in
            guard period.until.map({ message.at < $0 }) ?? true,
                !undelivered || post.isOwed(message, to: receivers)
            else { return false }
            let row = desk.row(of: message)
            return (verdict.map { row.standing == $0 } ?? true)
                && (reference.map { $0.code == row.reason && ($0.sub == nil || $0.sub == row.subReason) }
                    ?? true)
                && (channel.map { row.verdict?.source.channel?.lowercased() == $0.lowercased() } ?? true)
        } failure: { error in
            StandardError.write(["baton: skipped: \(ErrorWording.text(error))"])
        }
        let wording = FeedbackListWording(
            zone: desk.zone, now: desk.localNow, post: post, receivers: receivers)
        let rows = messages.map { desk.row(of: $0) }
        let out = StandardOutput()
        if output.isJSON {
            let json = JSONValue.array(rows.map(wording.json))
            out.write(String(decoding: json.encoded(.pretty), as: UTF8.self))
        } else if rows.isEmpty {
            out.write(nothing)
        } else {
            out.write(wording.table(rows, width: out.width))
            out.write(wording.notes)
            if rows.count == most { out.write([ScreenLine("\(most) shown; more with --limit", .quiet)]) }
        }
    }
}

extension LeadStanding: ExpressibleByArgument {}

extension Desk {
    /// A message with the verdict that it is, or is about.
    func row(of message: MarketingMessage) -> FeedbackRow {
        FeedbackRow.each([message]) { try? transcripts.feedback($0) }[0]
    }
}
