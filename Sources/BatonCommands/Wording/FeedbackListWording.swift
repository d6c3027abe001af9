import Delivery
import Qualification
import Workspace

/// What marketing was told, as a table and as data.
struct FeedbackListWording {
    var zone: Zone
    var now: Moment
    var post: PostOffice
    var receivers: [PostOffice.Receiver]

    func table(_ rows: [FeedbackRow], width: Int) -> [ScreenLine] {
        var table = Table()
        for row in rows {
            let message = row.message
            var cells: [ScreenLine] = [
                width < 100
                    ? "\(zone.day(of: message.at))"
                    : "\(zone.day(of: message.at)) \(zone.clock(of: message.at))",
                ScreenLine(who(message), .strong), verdict(row), "\(row.verdict?.source.channel ?? "")",
            ]
            if !receivers.isEmpty { cells.append(state(of: message)) }
            table.add(cells)
        }
        return table.lines(width: width, givingWay: [3, 1])
    }

    /// What is to be known of the receivers.
    var notes: [ScreenLine] {
        receivers.filter { $0.state.isDisabled(at: $0.address) }.map { receiver in
            ScreenLine("\(receiver.webhook.name): ", .weak)
                + FeedbackSendWording.held(.disabled, receiver.webhook, now: now)
        }
    }

    private func who(_ message: MarketingMessage) -> String {
        message.email ?? message.company ?? message.leadID
    }

    private func verdict(_ row: FeedbackRow) -> ScreenLine {
        let name =
            switch row.standing {
            case .salesQualified: ValueWording.verdict(.salesQualified)
            case .accepted: row.isAcceptedBySilence ? "accepted by silence" : "AE accepted"
            case .rejected: "AE rejected"
            default: row.standing.rawValue
            }
        let reason = row.reason.map { code in " \(ReasonReference(code: code, sub: row.subReason))" } ?? ""
        let isGood = row.standing == .salesQualified || row.standing == .accepted
        return ScreenLine(name + reason, isGood ? .good : .plain)
    }

    // MARK: What arrived

    private enum State: Int, Comparable {
        case notMeant, delivered, due, waits, disabled, givenUp

        static func < (a: State, b: State) -> Bool { a.rawValue < b.rawValue }

        var name: String {
            switch self {
            case .notMeant: "not-meant"
            case .delivered: "delivered"
            case .due: "due"
            case .waits: "waiting"
            case .disabled: "disabled"
            case .givenUp: "given-up"
            }
        }
    }

    private func state(of message: MarketingMessage, at receiver: PostOffice.Receiver) -> State {
        if receiver.state.delivered[message.id] != nil { return .delivered }
        if !post.isMeant(message, for: receiver.webhook) { return .notMeant }
        if receiver.state.givenUp[message.id] != nil { return .givenUp }
        if receiver.state.isDisabled(at: receiver.address) { return .disabled }
        return receiver.state.waiting[message.id] == nil ? .due : .waits
    }

    /// The worst that is to be said of it, with the receiver's name where there are several.
    private func state(of message: MarketingMessage) -> ScreenLine {
        let states = receivers.map { (receiver: $0, state: state(of: message, at: $0)) }
        guard let worst = states.max(by: { $0.state < $1.state }) else { return "" }
        let tried = worst.receiver.state.waiting[message.id] ?? worst.receiver.state.givenUp[message.id]
        let why = tried.map { " (\(FeedbackListWording.short($0.last)))" } ?? ""
        // What it is comes first: a narrow screen leaves little of the rest.
        let name = states.count > 1 && worst.state > .delivered ? ": \(worst.receiver.webhook.name)" : ""
        switch worst.state {
        case .notMeant: return ScreenLine("-", .quiet)
        case .delivered: return ScreenLine("delivered", .good)
        case .due: return ScreenLine("due\(name)", .quiet)
        case .waits: return ScreenLine("waits\(why)\(name)", .weak)
        case .disabled: return ScreenLine("disabled\(name)", .bad)
        case .givenUp: return ScreenLine("given up\(why)\(name)", .bad)
        }
    }

    private static func short(_ entry: OutboxEntry) -> String {
        entry.status.map(String.init) ?? entry.problem?.rawValue ?? "failed"
    }

    // MARK: Data

    func json(_ row: FeedbackRow) -> JSONValue {
        let message = row.message
        return [
            "message": .string(message.id), "type": .string(message.type), "at": .string(message.at.rfc3339),
            "call": .string(message.call), "rep": .string(message.rep),
            "lead": [
                "id": .string(message.leadID), "email": JSONValue(message.email),
                "company": JSONValue(message.company),
            ],
            "channel": JSONValue(row.verdict?.source.channel),
            "campaign": JSONValue(row.verdict?.source.campaign),
            "standing": .string(row.standing.rawValue), "reason": JSONValue(row.reason),
            "sub": JSONValue(row.subReason),
            "deliveries": .array(receivers.map { json(message, at: $0) }),
        ]
    }

    private func json(_ message: MarketingMessage, at receiver: PostOffice.Receiver) -> JSONValue {
        let tried = receiver.state.waiting[message.id] ?? receiver.state.givenUp[message.id]
        return [
            "webhook": .string(receiver.webhook.name),
            "state": .string(state(of: message, at: receiver).name),
            "deliveredAt": JSONValue(receiver.state.delivered[message.id]?.rfc3339),
            "attempts": JSONValue(tried?.count), "status": JSONValue(tried?.last.status),
            "problem": JSONValue(tried?.last.problem?.rawValue),
            "next": JSONValue(tried?.last.next?.rfc3339),
        ]
    }

    /// What an export had to leave out.
    static func unknowable(_ count: Int, _ profile: CRMProfile?) -> ScreenLine {
        let many = ValueWording.count(count, "lead is", "leads are")
        return profile == .marketo
            ? "baton: \(many) not in it: Marketo's list import knows people by their e-mail address alone"
            : "baton: \(many) not in it: neither an e-mail address nor the CRM's id is known"
    }
}
