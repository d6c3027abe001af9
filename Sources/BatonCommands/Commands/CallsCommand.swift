import ArgumentParser
import Qualification
import Workspace

/// `baton calls`: the calls that were held, newest first.
struct CallsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calls",
        abstract: "List calls, newest first.",
        discussion: """
            EXAMPLES
              baton calls
              baton calls --verdict recycled --reason timing
              baton calls --rep sam --since 2026-11-01
              baton calls --missing authority            authority was not confirmed
              baton calls --overridden --json
            """)

    @Option(help: "Calls of this rep.") var rep: String?
    @Option(help: "Calls with this verdict: sql, disqualified, recycled, returned, incomplete, no-contact.")
    var verdict: Verdict?
    @Option(help: "Calls with this reason, or reason/sub-reason.") var reason: String?
    @Option(help: "Calls with a lead: its id, or part of its name, company or e-mail.") var lead: String?
    @Option(help: "Calls from this day on, as 2026-11-21.") var since: LocalDay?
    @Flag(help: "Calls whose proposal the rep overrode.") var overridden = false
    @Option(help: "Calls in which this element was not confirmed.") var missing: String?
    @Option(help: "How many calls at most (default: 20, and all of them with --json).") var limit: Int?

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1.") }
        if let reason, ReasonReference(reason) == nil {
            throw ValidationError("--reason takes a code, or code/sub-reason, as in timing/contract-end.")
        }
    }

    func run() throws {
        let desk = try Desk(workspace)
        try desk.completeUnfinished()
        try desk.book.refreshThoroughly()
        if let code = reason.flatMap({ ReasonReference($0) })?.code {
            let reasons = try desk.library.reasons()
            guard reasons.reason(code) != nil else {
                let codes = reasons.reasons.map(\.code).joined(separator: ", ")
                throw Failure(.usage, "baton: no reason \(code); there are: \(codes)")
            }
        }
        let zone = desk.settings.zone ?? .machine
        let filter = CallFilter(
            rep: rep, verdict: verdict, reason: reason.flatMap { ReasonReference($0) }, lead: lead,
            since: since.map { zone.beginning(of: $0) }, isOverridden: overridden ? true : nil,
            missingElement: missing)
        let most = limit ?? (output.isJSON ? Int(Int32.max) : 20)
        let calls = try desk.book.calls(filter, limit: most)
        let out = StandardOutput()
        if output.isJSON {
            let json = JSONValue.array(calls.map(CallsWording.json))
            out.write(String(decoding: json.encoded(.pretty), as: UTF8.self))
        } else if calls.isEmpty {
            out.write(["No calls."])
        } else {
            out.write(CallsWording.table(calls, width: out.width))
            if calls.count == most { out.write([ScreenLine("\(most) shown; more with --limit", .quiet)]) }
        }
    }
}

extension Verdict: ExpressibleByArgument {}

extension LocalDay: ExpressibleByArgument {
    package init?(argument: String) { self.init(argument) }
}
