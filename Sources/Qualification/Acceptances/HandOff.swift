/// An SQL on its way to an account executive: what was said about it, and what silence says.
package struct HandOff: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// Nothing was said, and there is time left.
        case waiting
        case accepted
        /// Nobody objected in the time that the SLA gives.
        case acceptedBySilence = "accepted-by-silence"
        case rejected

        package var isAccepted: Bool { self == .accepted || self == .acceptedBySilence }
    }

    /// What an account executive said.
    package struct Answer: Hashable, Sendable {
        /// The word that stands.
        package var word: Acceptance.Word
        /// Until when it was asked for when it came.
        package var dueAt: Instant
        /// When the account executive was first heard.
        package var firstAt: Instant

        package init(word: Acceptance.Word, dueAt: Instant, firstAt: Instant) {
            self.word = word
            self.dueAt = dueAt
            self.firstAt = firstAt
        }

        package init(_ acceptance: Acceptance) {
            self.init(word: acceptance.word, dueAt: acceptance.dueAt, firstAt: acceptance.answeredAt)
        }
    }

    /// The id of the call that made the lead an SQL.
    package var call: String
    package var leadID: String
    package var rep: String
    package var decidedAt: Instant
    /// When silence accepts.
    package var dueAt: Instant
    package var answer: Answer?

    /// Until when a word was due is told by the word itself, which knows the settings of its day, else by today's.
    package init(
        call: String, leadID: String, rep: String, decidedAt: Instant, answer: Answer?, settings: Settings
    ) {
        self.call = call
        self.leadID = leadID
        self.rep = rep
        self.decidedAt = decidedAt
        self.answer = answer
        dueAt = answer?.dueAt ?? settings.acceptanceDue(decidedAt: decidedAt)
    }

    package func state(at now: Instant) -> State {
        switch answer?.word.decision {
        case .accepted: .accepted
        case .rejected: .rejected
        case nil: now < dueAt ? .waiting : .acceptedBySilence
        }
    }

    /// Whether the word that stands came after silence had accepted already.
    package var isLate: Bool { answer.map { $0.word.at > $0.dueAt } ?? false }

    /// Whether the account executive kept the SLA; nil while there is time left.
    package func isAnsweredInTime(at now: Instant) -> Bool? {
        if let answer { return answer.firstAt <= answer.dueAt }
        return now < dueAt ? nil : false
    }
}
