import ArgumentParser
import Delivery
import HTTPTransport
import Qualification
import Workspace

/// `baton feedback send`: takes what is due to marketing's receivers, once.
struct FeedbackSendCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "send",
        abstract: "Send what is due to marketing's receivers, as signed webhooks.",
        discussion: """
            EXAMPLES
              baton feedback send --dry-run            exactly what would go
              baton feedback send
              baton feedback send --to marketing --now what waits or was given up, too
              */5 * * * *  baton feedback send >/dev/null

            Receivers stand in baton.yaml under feedback, webhooks. What did not arrive
            goes again later, with the same id: after 5 s, 5 min, 30 min, 2 h and so on
            for three days, or when the receiver says. It exits with 0 when all has
            arrived, with 1 when something has not.
            """)

    @Option(help: ArgumentHelp("Only to this receiver.", valueName: "NAME")) var to: String?
    @Flag(help: "Print the requests that would go, and send nothing.") var dryRun = false
    @Flag(help: "Do not wait for the next attempt's time; take up again what was given up.") var now = false
    @Option(
        help: ArgumentHelp(
            "Send again to a receiver that said it is gone (410).", valueName: "NAME"))
    var enable: String?

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard let enable else { return }
        if let to, to != enable {
            throw ValidationError("--to \(to) leaves out \(enable), which --enable names.")
        }
        if dryRun {
            throw ValidationError("--enable is for sending; leave it out, or --dry-run.")
        }
    }

    func run() throws {
        let desk = try Desk(workspace)
        try desk.completeUnfinished()
        let webhooks = try picked(desk.settings.feedback.webhooks)
        if dryRun { return try show(webhooks, at: PostOffice(desk)) }
        guard let lock = try Outbox(desk.workspace).lock() else { throw FeedbackSendWording.busy }
        defer { withExtendedLifetime(lock) {} }
        // Nobody is forgotten from here on; who was until now is known only now.
        let office = try PostOffice(desk)
        let certificates = Environment.all["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        let courier = Courier.network(certificates: certificates)
        var rounds: [RoundResult] = []
        for webhook in webhooks {
            let round = try round(to: webhook, at: office, courier)
            rounds.append(round)
            if let failure = round.failure { StandardError.write(failure.lines) }
            guard !output.isJSON, round.failure == nil else { continue }
            StandardError.write(FeedbackSendWording.failures(round, now: desk.localNow))
            StandardOutput().write(FeedbackSendWording.summary(round, now: desk.localNow))
        }
        if output.isJSON {
            let json = JSONValue.array(rounds.map(FeedbackSendWording.json))
            StandardOutput().write(String(decoding: json.encoded(.pretty), as: UTF8.self))
        }
        if let failure = rounds.lazy.compactMap(\.failure).first { throw ExitCode(failure.code.rawValue) }
        if !rounds.allSatisfy(\.isAllDelivered) { throw ExitCode(Failure.Code.failure.rawValue) }
    }

    /// One round; a receiver that cannot be sent to is in the way of no other.
    private func round(
        to webhook: Webhook, at office: PostOffice, _ courier: Courier
    ) throws -> RoundResult {
        var result = RoundResult(webhook: webhook)
        do {
            let secrets = try office.secrets(of: webhook)
            if webhook.name == enable { try office.enable(webhook) }
            return try office.round(to: webhook, secrets: secrets, courier: courier, anew: now)
        } catch let error as SecretFileError {
            result.failure = FeedbackSendWording.unusable(webhook, error)
        } catch let error as FileError {
            // Where nothing can be written, whatever goes would go again and again.
            guard let failure = FeedbackSendWording.unusable(webhook, error) else {
                throw FeedbackSendWording.notKept(error)
            }
            result.failure = failure
        }
        return result
    }

    private func picked(_ webhooks: [Webhook]) throws -> [Webhook] {
        guard !webhooks.isEmpty else { throw FeedbackSendWording.noReceivers }
        for name in [to, enable].compactMap(\.self) {
            guard webhooks.contains(where: { $0.name == name }) else {
                throw FeedbackSendWording.unknown(name, among: webhooks.map(\.name))
            }
        }
        return webhooks.filter { to == nil || $0.name == to }
    }

    private func show(_ webhooks: [Webhook], at office: PostOffice) throws {
        var parcels: [(webhook: String, message: String, parcel: Parcel)] = []
        for webhook in webhooks {
            parcels += try office.due(to: webhook, secrets: office.secrets(of: webhook), anew: now).map {
                (webhook.name, $0.message, $0.parcel)
            }
        }
        if output.isJSON {
            let json = JSONValue.array(
                parcels.map { FeedbackSendWording.json($0.parcel, to: $0.webhook, $0.message) })
            StandardOutput().write(String(decoding: json.encoded(.pretty), as: UTF8.self))
        } else if parcels.isEmpty {
            StandardOutput().write(["Nothing is due."])
        } else {
            StandardOutput().write(
                data: parcels.map { FeedbackSendWording.request($0.parcel) }.joined(separator: "\n"))
        }
    }
}
