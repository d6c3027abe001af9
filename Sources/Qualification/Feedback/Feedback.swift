/// The message that takes a verdict back to marketing.
package struct Feedback: Hashable, Sendable {
    /// What marketing knew at hand-off, and whether sales kept its promise.
    package struct Source: Hashable, Sendable {
        package var channel: String?
        package var campaign: String?
        package var score: Int?
        package var threshold: Int?
        package var mqlAt: Instant?
        /// When the lead was dialled for the first time; null where it was decided without.
        package var firstTouchAt: Instant?
        /// Null where the hand-off did not say when it was, or nobody dialled.
        package var firstTouchInTime: Bool?
        package var attempts: Int

        package init(
            channel: String?, campaign: String?, score: Int?, threshold: Int?, mqlAt: Instant?,
            firstTouchAt: Instant?, firstTouchInTime: Bool?, attempts: Int
        ) {
            self.channel = channel
            self.campaign = campaign
            self.score = score
            self.threshold = threshold
            self.mqlAt = mqlAt
            self.firstTouchAt = firstTouchAt
            self.firstTouchInTime = firstTouchInTime
            self.attempts = attempts
        }
    }

    /// Where an element stood; its bar is the team's own business.
    package struct Element: Hashable, Sendable {
        package var id: String
        package var grade: EvidenceGrade
        package var state: ElementState.State

        package init(id: String, grade: EvidenceGrade, state: ElementState.State) {
            self.id = id
            self.grade = grade
            self.state = state
        }
    }

    /// Who acts on it, how, and when.
    package struct Action: Hashable, Sendable {
        package var who: String
        package var what: String
        package var on: LocalDay?

        package init(who: String, what: String, on: LocalDay?) {
            self.who = who
            self.what = what
            self.on = on
        }
    }

    /// The id of the call.
    package var id: String
    package var at: Instant
    package var rep: String
    package var leadID: String
    package var email: String?
    package var company: String?
    package var source: Source
    package var verdict: Verdict
    package var reason: GivenReason?
    /// The newest quotes on the reason's element, else the answer's text.
    package var buyerWords: [String]
    package var elements: [Element]
    package var action: Action
    package var supersedes: String?

    package init(
        id: String, at: Instant, rep: String, leadID: String, email: String?, company: String?,
        source: Source,
        verdict: Verdict, reason: GivenReason?, buyerWords: [String], elements: [Element],
        action: Action, supersedes: String?
    ) {
        self.id = id
        self.at = at
        self.rep = rep
        self.leadID = leadID
        self.email = email
        self.company = company
        self.source = source
        self.verdict = verdict
        self.reason = reason
        self.buyerWords = buyerWords
        self.elements = elements
        self.action = action
        self.supersedes = supersedes
    }

    /// What happened, as event names go: `lead.recycled`.
    package var type: String { "lead.\(verdict.rawValue)" }
}
