/// What marketing is told: a verdict, or what an account executive said to an SQL.
package enum MarketingMessage: Hashable, Sendable {
    case verdict(Feedback)
    /// One word of an account executive; `index` counts from 0, the oldest first.
    case word(Acceptance, index: Int)
    /// Nobody objected in the time that the SLA gives.
    case silence(SilentAcceptance)

    /// The words about one hand-off, oldest first: each is a message of its own.
    package static func words(_ acceptance: Acceptance) -> [MarketingMessage] {
        (0...acceptance.earlier.count).map { .word(acceptance, index: $0) }
    }

    /// The call's id, for a word or silence with the decision behind it; no two messages have the same.
    package var id: String {
        switch self {
        case .verdict(let feedback): feedback.id
        case .word(let acceptance, let index): acceptance.upTo(index).messageID
        case .silence(let silence): "\(silence.call).\(HandOff.State.acceptedBySilence.rawValue)"
        }
    }

    package var call: String {
        switch self {
        case .verdict(let feedback): feedback.id
        case .word(let acceptance, _): acceptance.call
        case .silence(let silence): silence.call
        }
    }

    package var type: String {
        switch self {
        case .verdict(let feedback): feedback.type
        case .word(let acceptance, let index): acceptance.upTo(index).type
        case .silence: "lead.\(Acceptance.Decision.accepted.rawValue)"
        }
    }

    package var at: Instant {
        switch self {
        case .verdict(let feedback): feedback.at
        case .word(let acceptance, let index): acceptance.upTo(index).word.at
        case .silence(let silence): silence.at
        }
    }

    package var leadID: String {
        switch self {
        case .verdict(let feedback): feedback.leadID
        case .word(let acceptance, _): acceptance.leadID
        case .silence(let silence): silence.leadID
        }
    }

    package var email: String? {
        switch self {
        case .verdict(let feedback): feedback.email
        case .word(let acceptance, _): acceptance.email
        case .silence(let silence): silence.email
        }
    }

    package var company: String? {
        switch self {
        case .verdict(let feedback): feedback.company
        case .word(let acceptance, _): acceptance.company
        case .silence(let silence): silence.company
        }
    }

    package var rep: String {
        switch self {
        case .verdict(let feedback): feedback.rep
        case .word(let acceptance, _): acceptance.rep
        case .silence(let silence): silence.rep
        }
    }
}

extension Acceptance {
    /// The acceptance as it was when the word at an index was the last one.
    package func upTo(_ index: Int) -> Acceptance {
        guard index < earlier.count else { return self }
        var before = self
        before.word = earlier[index]
        before.earlier = Array(earlier[..<index])
        return before
    }
}

extension Sequence where Element == MarketingMessage {
    /// In the order in which things happened.
    package func inOrder() -> [MarketingMessage] { sorted { ($0.at, $0.id) < ($1.at, $1.id) } }
}
