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
        message: MarketingMessage, verdict: Feedback?, word: Acceptance.Word?,
        isAcceptedBySilence: Bool = false, lead: Lead? = nil
    ) {
        self.message = message
        self.verdict = verdict
        self.word = word
        self.isAcceptedBySilence = isAcceptedBySilence
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
            case .silence(let silence):
                FeedbackRow(
                    message: message, verdict: known[silence.call] ?? verdict(silence.call), word: nil,
                    isAcceptedBySilence: true)
            }
        }
    }

    /// A row for each lead: its latest verdict, with what was said to that one.
    ///
    /// `verdict` is asked for a verdict that is not among the messages, where only what was said to it is.
    package static func latest(
        of messages: [MarketingMessage], verdict: (_ call: String) -> Feedback? = { _ in nil }
    ) -> [FeedbackRow] {
        var rows: [String: FeedbackRow] = [:]
        for message in messages.inOrder() {
            if case .verdict(let feedback) = message {
                rows[message.leadID] = FeedbackRow(message: message, verdict: feedback, word: nil)
                continue
            }
            var row =
                rows[message.leadID]
                ?? FeedbackRow(message: message, verdict: verdict(message.call), word: nil)
            // A word on a call that another verdict came after changes nothing.
            guard row.verdict?.id == message.call else { continue }
            row.message = message
            if case .word(let acceptance, let index) = message {
                row.word = acceptance.upTo(index).word
            } else {
                row.isAcceptedBySilence = true
            }
            rows[message.leadID] = row
        }
        return rows.values.sorted { ($0.message.at, $0.message.id) < ($1.message.at, $1.message.id) }
    }

    private static func verdicts(in messages: [MarketingMessage]) -> [String: Feedback] {
        var known: [String: Feedback] = [:]
        for case .verdict(let feedback) in messages { known[feedback.id] = feedback }
        return known
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
