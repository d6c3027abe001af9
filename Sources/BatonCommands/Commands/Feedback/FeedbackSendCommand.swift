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

    func run() throws {
        let desk = try Desk(workspace)
        try desk.completeUnfinished()
        let counter = try PostOffice(desk)
        let receivers = try picked(counter)
        let secrets = try receivers.map { try counter.secrets(of: $0.webhook) }
        if dryRun { return try show(counter, zip(receivers, secrets).map { ($0, $1) }) }
        guard let lock = try counter.outbox.lock() else { throw FeedbackSendWording.busy }
        defer { withExtendedLifetime(lock) {} }
        // Nobody is forgotten from here on; who was until now is known only now.
        let office = try PostOffice(desk)
        let courier = Courier.network(certificates: Environment.all["SSL_CERT_FILE"])
        var rounds: [RoundResult] = []
        for (receiver, secrets) in zip(receivers, secrets) {
            if receiver.webhook.name == enable { try office.enable(receiver.webhook) }
            let round = try office.round(
                to: receiver.webhook, secrets: secrets, courier: courier, anew: now)
            rounds.append(round)
            guard !output.isJSON else { continue }
            StandardError.write(FeedbackSendWording.failures(round, now: desk.localNow))
            StandardOutput().write(FeedbackSendWording.summary(round, now: desk.localNow))
        }
        if output.isJSON {
            let json = JSONValue.array(rounds.map(FeedbackSendWording.json))
            StandardOutput().write(String(decoding: json.encoded(.pretty), as: UTF8.self))
        }
        if !rounds.allSatisfy(\.isAllDelivered) { throw ExitCode(Failure.Code.failure.rawValue) }
    }

    private func picked(_ office: PostOffice) throws -> [PostOffice.Receiver] {
        guard !office.receivers.isEmpty else { throw FeedbackSendWording.noReceivers }
        for name in [to, enable].compactMap(\.self) {
            guard office.receivers.contains(where: { $0.webhook.name == name }) else {
                throw FeedbackSendWording.unknown(name, among: office.receivers.map(\.webhook.name))
            }
        }
        return office.receivers.filter { to == nil || $0.webhook.name == to }
    }

    private func show(
        _ office: PostOffice, _ receivers: [(PostOffice.Receiver, [WebhookSecret])]
    ) throws {
        var parcels: [(webhook: String, message: String, parcel: Parcel)] = []
        for (receiver, secrets) in receivers {
            parcels += try office.due(to: receiver.webhook, secrets: secrets, anew: now).map {
                (receiver.webhook.name, $0.message, $0.parcel)
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
