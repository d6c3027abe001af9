/// One thing that was typed on a call; entries are added and never changed.
package struct Entry: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case answer(Answer)
        /// The buyer's own words, evidence for a question.
        case quote(question: QuestionKey, text: String)
        /// Asked, and no answer given.
        case dodged(question: QuestionKey)
        /// What stands, graded anew.
        case regrade(question: QuestionKey, grade: EvidenceGrade, isAgainst: Bool)
        case note(text: String)
        case next(NextStep, text: String)
        case mark(Mark)
        /// Takes back the entry with this number.
        case undo(of: Int)
    }

    /// Counts from 1; what stands is a fold in this order.
    package var seq: Int
    package var at: Instant
    package var kind: Kind
    /// The id of the call that this entry was copied from.
    package var from: String?

    package init(seq: Int, at: Instant, kind: Kind, from: String? = nil) {
        self.seq = seq
        self.at = at
        self.kind = kind
        self.from = from
    }
}

/// An answer as typed, and how it was understood.
package struct Answer: Hashable, Sendable {
    package var question: QuestionKey
    package var text: String
    /// Null for text that is only text.
    package var value: AnswerValue?
    package var grade: EvidenceGrade
    /// The buyer said no.
    package var isAgainst: Bool

    package init(
        question: QuestionKey, text: String, value: AnswerValue?, grade: EvidenceGrade, isAgainst: Bool
    ) {
        self.question = question
        self.text = text
        self.value = value
        self.grade = grade
        self.isAgainst = isAgainst
    }
}

/// What happens next, and on which day.
package struct NextStep: Hashable, Sendable {
    package var what: String
    package var on: LocalDay?

    package init(what: String, on: LocalDay?) {
        self.what = what
        self.on = on
    }
}

/// Somebody other than the lead who came up on the call.
package struct Mark: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// Who answered in the lead's place.
        case gatekeeper
        /// Who should be called instead or as well.
        case referral
    }

    package var kind: Kind
    package var name: String
    /// An e-mail address or a phone number.
    package var contact: String?

    package init(kind: Kind, name: String, contact: String? = nil) {
        self.kind = kind
        self.name = name
        self.contact = contact
    }
}

extension Entry.Kind {
    /// The question that an entry is about.
    package var question: QuestionKey? {
        switch self {
        case .answer(let answer): answer.question
        case .quote(let question, _), .dodged(let question), .regrade(let question, _, _): question
        case .note, .next, .mark, .undo: nil
        }
    }
}
