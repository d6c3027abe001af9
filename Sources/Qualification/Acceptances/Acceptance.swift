/// What an account executive said about an SQL that was handed over.
///
/// Silence is no acceptance of this kind: it is worked out from the SLA, and nothing is written.
package struct Acceptance: Hashable, Sendable {
    package enum Decision: String, CaseIterable, Sendable {
        case accepted, rejected
    }

    /// One word of an account executive.
    package struct Word: Hashable, Sendable {
        package var decision: Decision
        package var at: Instant
        /// The account executive's name.
        package var by: String
        /// The code of a reason on the account executives' own list; of a rejection alone.
        package var reason: String?
        package var note: String?

        package init(
            _ decision: Decision, at: Instant, by: String, reason: String? = nil, note: String? = nil
        ) {
            self.decision = decision
            self.at = at
            self.by = by
            self.reason = reason
            self.note = note
        }
    }

    /// The id of the call that made the lead an SQL.
    package var call: String
    package var leadID: String
    package var email: String?
    package var company: String?
    /// The rep who handed the lead over.
    package var rep: String
    /// Until when the SLA asked for a word, by the settings of the day on which it came.
    package var dueAt: Instant
    /// The word that stands.
    package var word: Word
    /// What was said before minds changed, oldest first.
    package var earlier: [Word]

    package init(
        call: String, leadID: String, email: String?, company: String?, rep: String, dueAt: Instant,
        word: Word, earlier: [Word] = []
    ) {
        self.call = call
        self.leadID = leadID
        self.email = email
        self.company = company
        self.rep = rep
        self.dueAt = dueAt
        self.word = word
        self.earlier = earlier
    }

    package var isRejected: Bool { word.decision == .rejected }

    /// Whether the word that stands came after silence had accepted already.
    package var isLate: Bool { word.at > dueAt }

    /// When the account executive was first heard, which is what the SLA asks for.
    package var answeredAt: Instant { earlier.first?.at ?? word.at }

    /// What happened, as event names go: `lead.accepted`.
    package var type: String { "lead.\(word.decision.rawValue)" }

    /// The id of the message that tells marketing: `<call>.rejected`; after a change of mind `<call>.accepted.2`, so
    /// that no two messages have the same.
    package var messageID: String {
        "\(call).\(word.decision.rawValue)\(earlier.isEmpty ? "" : ".\(earlier.count + 1)")"
    }
}
