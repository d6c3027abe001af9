package import Qualification

/// What became of one SQL in the hands of the account executive.
package struct HandOffFacts: Hashable, Sendable {
    package enum Decision: String, CaseIterable, Sendable {
        case accepted
        /// Nobody objected in the time that the SLA gives.
        case acceptedBySilence = "accepted-by-silence"
        case rejected
        /// The time is not over.
        case waiting

        package var isAccepted: Bool { self == .accepted || self == .acceptedBySilence }
    }

    /// The call with the verdict.
    package var call: String
    package var rep: String
    /// Who decided; nil for silence and while it waits.
    package var accountExecutive: String?
    /// When it was decided, or when silence became consent; nil while it waits.
    package var at: Instant?
    package var decision: Decision
    /// Until when the SLA asked for an answer.
    package var dueAt: Instant?
    /// When the account executive was first heard; nil where they said nothing.
    package var answeredAt: Instant?
    /// The code of the account executive's reason, for a rejection.
    package var reason: String?
    /// From the verdict to when the account executive was first heard, as the SLA counts time; nil where they said
    /// nothing.
    package var responseMilliseconds: Int64?

    package init(
        call: String, rep: String, accountExecutive: String? = nil, at: Instant? = nil, decision: Decision,
        dueAt: Instant? = nil, answeredAt: Instant? = nil, reason: String? = nil,
        responseMilliseconds: Int64? = nil
    ) {
        self.call = call
        self.rep = rep
        self.accountExecutive = accountExecutive
        self.at = at
        self.decision = decision
        self.dueAt = dueAt
        self.answeredAt = answeredAt
        self.reason = reason
        self.responseMilliseconds = responseMilliseconds
    }
}
