package import Qualification

/// What reports know of one call: no names, no words.
package struct CallFacts: Hashable, Sendable {
    package var id: String
    package var leadID: String
    package var rep: String
    /// Channel, campaign, score and hand-off as they were known when the call began.
    package var channel: String?
    package var campaign: String?
    package var score: Int?
    package var mqlAt: Instant?
    package var startedAt: Instant
    package var connectedAt: Instant?
    package var endedAt: Instant?
    package var utcOffset: UTCOffset
    package var checklist: String
    package var checklistVersion: String
    /// Nil for a call that is open, paused or cut short; so are the other parts of an outcome.
    package var verdict: Verdict?
    package var proposed: Verdict?
    /// The rep decided otherwise than was proposed, and said why.
    package var isOverridden: Bool
    package var reason: ReasonReference?
    package var disposition: Attempt.Disposition?
    package var decidedAt: Instant?
    /// The call whose standing entries this one started from.
    package var continues: String?
    /// The call with the earlier verdict on the same lead.
    package var supersedes: String?
    /// Where each element stood when the call was decided; empty without an outcome.
    package var elements: [ElementFacts]
    /// Those that were asked or skipped, in checklist order; those that the checklist does not have behind them.
    package var questions: [QuestionFacts]

    package init(
        id: String, leadID: String, rep: String, channel: String? = nil, campaign: String? = nil,
        score: Int? = nil, mqlAt: Instant? = nil, startedAt: Instant, connectedAt: Instant? = nil,
        endedAt: Instant? = nil, utcOffset: UTCOffset, checklist: String, checklistVersion: String,
        verdict: Verdict? = nil, proposed: Verdict? = nil, isOverridden: Bool = false,
        reason: ReasonReference? = nil, disposition: Attempt.Disposition? = nil, decidedAt: Instant? = nil,
        continues: String? = nil, supersedes: String? = nil, elements: [ElementFacts] = [],
        questions: [QuestionFacts] = []
    ) {
        self.id = id
        self.leadID = leadID
        self.rep = rep
        self.channel = channel
        self.campaign = campaign
        self.score = score
        self.mqlAt = mqlAt
        self.startedAt = startedAt
        self.connectedAt = connectedAt
        self.endedAt = endedAt
        self.utcOffset = utcOffset
        self.checklist = checklist
        self.checklistVersion = checklistVersion
        self.verdict = verdict
        self.proposed = proposed
        self.isOverridden = isOverridden
        self.reason = reason
        self.disposition = disposition
        self.decidedAt = decidedAt
        self.continues = continues
        self.supersedes = supersedes
        self.elements = elements
        self.questions = questions
    }
}

extension CallFacts {
    /// Somebody picked up.
    package var isReached: Bool { connectedAt != nil }

    /// It was dialled.
    package var isAttempt: Bool {
        Attempt.isMade(connectedAt: connectedAt, verdict: verdict, reason: reason?.code)
    }

    /// Somebody picked up and it was talked about the matter until the call had a verdict.
    package var isConversation: Bool {
        guard let verdict else { return false }
        return isReached && verdict != .noContact
    }

    /// It has a verdict that stands until a later one.
    package var isDecisive: Bool { verdict?.isDecisive ?? false }
}
