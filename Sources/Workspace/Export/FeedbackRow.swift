package import Qualification

/// What one row of an export is about: a verdict, and what an account executive said to it so far.
package struct FeedbackRow: Hashable, Sendable {
    package var message: MarketingMessage
    /// The verdict that the message is, or is about; nil where its file is gone.
    package var verdict: Feedback?
    /// The account executive's word, if it came.
    package var word: Acceptance.Word?
    /// Whether nobody objected to an SQL in the time that the SLA gives.
    package var isAcceptedBySilence = false
    /// The lead as the book has it, if it does.
    package var lead: Lead?

    package init(
        message: MarketingMessage, verdict: Feedback?, word: Acceptance.Word?, lead: Lead? = nil
    ) {
        self.message = message
        self.verdict = verdict
        self.word = word
        self.lead = lead
    }

    /// A row for each message, in their order.
    package static func each(
        _ messages: [MarketingMessage], verdict: (_ call: String) -> Feedback?
    ) -> [FeedbackRow] {
        let known = verdicts(in: messages)
        return messages.map { message in
            switch message {
            case .verdict(let feedback): FeedbackRow(message: message, verdict: feedback, word: nil)
            case .word(let acceptance, let index):
                FeedbackRow(
                    message: message, verdict: known[acceptance.call] ?? verdict(acceptance.call),
                    word: acceptance.upTo(index).word)
            }
        }
    }

    /// A row for each lead: its latest verdict, with what was said to that one.
    package static func latest(of messages: [MarketingMessage]) -> [FeedbackRow] {
        var rows: [String: FeedbackRow] = [:]
        for message in messages.inOrder() {
            switch message {
            case .verdict(let feedback):
                rows[feedback.leadID] = FeedbackRow(message: message, verdict: feedback, word: nil)
            case .word(let acceptance, let index):
                // A word on a call that another verdict came after changes nothing.
                guard rows[acceptance.leadID]?.verdict?.id == acceptance.call else { continue }
                rows[acceptance.leadID]?.word = acceptance.upTo(index).word
                rows[acceptance.leadID]?.message = message
            }
        }
        return rows.values.sorted { ($0.message.at, $0.message.id) < ($1.message.at, $1.message.id) }
    }

    private static func verdicts(in messages: [MarketingMessage]) -> [String: Feedback] {
        var known: [String: Feedback] = [:]
        for case .verdict(let feedback) in messages { known[feedback.id] = feedback }
        return known
    }

    /// The row as it stands at a moment, at which silence may have accepted an SQL.
    package func standing(at now: Instant, settings: Settings) -> FeedbackRow {
        guard word == nil, let verdict, verdict.verdict == .salesQualified,
            settings.acceptanceDue(decidedAt: verdict.at) <= now
        else { return self }
        var row = self
        row.isAcceptedBySilence = true
        return row
    }

    /// What the account executive said to an SQL, if anything: `accepted`, `rejected`, `accepted-by-silence`.
    package var answer: String? {
        word?.decision.rawValue ?? (isAcceptedBySilence ? HandOff.State.acceptedBySilence.rawValue : nil)
    }

    /// Where the lead stands after it.
    package var standing: LeadStanding {
        switch (word?.decision, verdict?.verdict) {
        case (.accepted, _): .accepted
        case (.rejected, _): .rejected
        case (nil, .disqualified): .disqualified
        case (nil, .recycled): .recycled
        case (nil, .returned): .returned
        default: isAcceptedBySilence ? .accepted : .salesQualified
        }
    }

    /// The code of the reason: the account executive's own, else the verdict's.
    package var reason: String? { word?.reason ?? verdict?.reason?.code }
    package var subReason: String? { word?.reason == nil ? verdict?.reason?.sub : nil }
    package var revisitOn: LocalDay? { word?.reason == nil ? verdict?.reason?.revisitOn : nil }
}
