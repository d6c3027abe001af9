import ArgumentParser
import Delivery
import Qualification
import Workspace

/// Marketing's receivers, where each message to them stands, and the way there.
struct PostOffice {
    /// A receiver of the settings, with what became of the messages to it.
    struct Receiver {
        var webhook: Webhook
        var state: OutboxState
        /// What its address is known by in the outbox.
        var address: String
    }

    private let desk: Desk
    private let outbox: Outbox
    private let messages: MarketingMessages
    /// The ids of people whose forgetting was begun.
    private let beingForgotten: Set<String>

    init(_ desk: Desk) throws {
        self.desk = desk
        outbox = Outbox(desk.workspace)
        messages = try desk.marketingMessages()
        beingForgotten = Set(
            Forgetting(desk.workspace, secondPlace: desk.secondPlace, random: desk.random).unfinished()
                .flatMap(\.ids))
    }

    /// All receivers of the settings.
    func receivers() throws -> [Receiver] {
        try desk.settings.feedback.webhooks.map {
            Receiver(webhook: $0, state: try outbox.state(of: $0.name), address: Outbox.digest(of: $0.url))
        }
    }

    // MARK: What became of a message

    /// Whether a receiver is to have a message at all.
    func isMeant(_ message: MarketingMessage, for webhook: Webhook) -> Bool {
        guard !message.isForgotten, !beingForgotten.contains(message.leadID) else { return false }
        return webhook.since.map { message.at >= desk.zone.beginning(of: $0) } ?? true
    }

    /// Whether one of some receivers has not got a message that is meant for it.
    func isOwed(_ message: MarketingMessage, to receivers: [Receiver]) -> Bool {
        receivers.contains {
            isMeant(message, for: $0.webhook) && $0.state.delivered[message.id] == nil
        }
    }

    // MARK: Sending

    func secrets(of webhook: Webhook) throws -> [WebhookSecret] {
        try SecretFile.read(
            SecretFile.path(webhook.secretFile, in: desk.workspace, home: Environment.all["HOME"]))
    }

    /// Takes a receiver up again that said it was gone.
    func enable(_ webhook: Webhook) throws {
        try outbox.file(of: webhook.name).add(
            OutboxEntry(
                at: desk.clock.now().instant, event: .enabled, message: nil,
                address: Outbox.digest(of: webhook.url)))
    }

    /// Sends a receiver what is due, one message after the other; what came of each is on disk before the next.
    func round(
        to webhook: Webhook, secrets: [WebhookSecret], courier: Courier, anew: Bool
    ) throws -> RoundResult {
        var round = DeliveryRound(
            try outbox.state(of: webhook.name), address: Outbox.digest(of: webhook.url), anew: anew)
        var result = RoundResult(webhook: webhook)
        var file: OutboxFile?
        for message in try owed(to: webhook, round.state, anew: anew) {
            let lead = message.leadID
            switch round.decide(message.id, lead: lead, at: desk.clock.now().instant) {
            case .settled: continue
            case .waits, .behind, .held: result.waiting += 1
            case .send(let attempt):
                let parcel = try parcel(message, to: webhook, secrets: secrets)
                if file == nil { file = try outbox.file(of: webhook.name) }
                let reply = courier.post(parcel)
                if reply == .none(.noLibrary) { throw FeedbackSendWording.noLibrary }
                let entry = round.note(
                    reply, to: message.id, lead: lead, attempt: attempt, at: desk.clock.now().instant,
                    chance: Double.random(in: 0..<1))
                try file?.add(entry)
                result.entries.append(entry)
            }
        }
        result.hold = round.hold(at: desk.clock.now().instant)
        return result
    }

    /// The requests that a round would begin with, if each arrived.
    func due(
        to webhook: Webhook, secrets: [WebhookSecret], anew: Bool
    ) throws -> [(message: String, parcel: Parcel)] {
        var round = DeliveryRound(
            try outbox.state(of: webhook.name), address: Outbox.digest(of: webhook.url), anew: anew)
        var parcels: [(String, Parcel)] = []
        for message in try owed(to: webhook, round.state, anew: anew) {
            guard
                case .send = round.decide(message.id, lead: message.leadID, at: desk.clock.now().instant)
            else { continue }
            parcels.append((message.id, try parcel(message, to: webhook, secrets: secrets)))
        }
        return parcels
    }

    /// What a receiver has not got, oldest first.
    private func owed(to webhook: Webhook, _ state: OutboxState, anew: Bool) throws -> [MarketingMessage] {
        let since = webhook.since.map { desk.zone.beginning(of: $0) }
        let isDone = { (id: String) in anew ? state.delivered[id] != nil : state.isSettled(id) }
        return try messages.all(since: since, isWanted: { !isDone($0) }) { error in
            StandardError.write(["baton: skipped: \(ErrorWording.text(error))"])
        }
        .filter { !isDone($0.id) && isMeant($0, for: webhook) }
    }

    private func parcel(
        _ message: MarketingMessage, to webhook: Webhook, secrets: [WebhookSecret]
    ) throws -> Parcel {
        let lead = try desk.book.lead(id: message.leadID)
        return Parcel(
            signing: message.payload(about: lead, including: webhook.include), id: message.webhookID,
            at: desk.clock.now().instant, with: secrets, to: webhook.url,
            agent: "baton/\(Baton.configuration.version)")
    }
}

/// What came of one round to one receiver.
struct RoundResult {
    var webhook: Webhook
    /// What happened, in order.
    var entries: [OutboxEntry] = []
    /// Messages that were not tried now.
    var waiting = 0
    /// Why nothing more goes to the receiver now.
    var hold: DeliveryRound.Hold?
    /// Why nothing went there at all.
    var failure: Failure?

    init(webhook: Webhook) {
        self.webhook = webhook
    }

    var delivered: Int { entries.count { $0.event == .delivered } }
    var failures: [OutboxEntry] { entries.filter { $0.event != .delivered } }
    var isAllDelivered: Bool { waiting == 0 && failures.isEmpty && failure == nil }
}

extension Desk {
    /// All that marketing is told, what silence accepted until now included.
    func marketingMessages() throws -> MarketingMessages {
        let now = clock.now().instant
        let silences = try book.handOffs().compactMap { call, handOff in
            SilentAcceptance(handOff, email: call.leadEmail, company: call.leadCompany, at: now)
        }
        return MarketingMessages(workspace, silences: silences)
    }

    /// Now, by the clock of the workspace.
    var localNow: Moment {
        let now = clock.now().instant
        return Moment(instant: now, offset: zone.offset(at: now))
    }
}
