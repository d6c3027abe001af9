/// The full key of a question, `element.question`.
package struct QuestionKey: Hashable, Sendable, CustomStringConvertible {
    package var element: String
    package var question: String

    package init(element: String, question: String) {
        self.element = element
        self.question = question
    }

    /// Reads `budget.amount`; nil without exactly one dot between two parts.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(element: String(parts[0]), question: String(parts[1]))
    }

    package var description: String { "\(element).\(question)" }
}

/// What an answer is read as.
package enum QuestionKind: String, CaseIterable, Sendable {
    case text, choice, number, money, date, person, people
    case yesNo = "yes-no"
}

/// One fact to find out, in spoken language.
package struct Question: Hashable, Sendable {
    package var key: QuestionKey
    package var ask: String
    package var kind: QuestionKind
    /// What it shares with questions of other frameworks, wherever those stand.
    package var sameAs: String?
    /// Asked, but its element can be confirmed without it.
    package var isOptional: Bool
    /// The condition under which it is asked and counted; nil is always.
    package var when: Condition?
    /// What a good answer is.
    package var good: String?
    package var followUps: [String]
    package var redFlags: [String]
    package var listenFor: [String]
    /// The options of a choice, in the order they are shown.
    package var choices: [Choice]
    /// The answer to a yes-no question that speaks for the lead.
    package var wanted: Bool
    /// Its knock-outs; an option with a stop of its own is one on that option.
    package var stops: [Stop]

    package init(
        key: QuestionKey, ask: String, kind: QuestionKind = .text, sameAs: String? = nil,
        isOptional: Bool = false, when: Condition? = nil, good: String? = nil, followUps: [String] = [],
        redFlags: [String] = [],
        listenFor: [String] = [], choices: [Choice] = [], wanted: Bool = true, stops: [Stop] = []
    ) {
        self.key = key
        self.ask = ask
        self.kind = kind
        self.sameAs = sameAs
        self.isOptional = isOptional
        self.when = when
        self.good = good
        self.followUps = followUps
        self.redFlags = redFlags
        self.listenFor = listenFor
        self.choices = choices
        self.wanted = wanted
        self.stops = stops
    }
}

extension Question {
    /// Whether a value by itself says no; nil where it says nothing about that.
    func isDenied(by value: AnswerValue?) -> Bool? {
        switch value {
        case .money(let money): money.amount == 0 && money.upTo == nil
        case .yesNo(let yes): yes != wanted
        case .choice(let key): choices.first { $0.key == key }?.isAgainst ?? false
        default: nil
        }
    }
}

/// One option of a choice question.
package struct Choice: Hashable, Sendable {
    package var key: String
    package var name: String
    /// Whether the buyer who picks it says no.
    package var isAgainst: Bool
    /// The evidence that picking it is, unless the rep marks it otherwise; nil is what a stated fact gets.
    package var grade: EvidenceGrade?

    package init(key: String, name: String, isAgainst: Bool = false, grade: EvidenceGrade? = nil) {
        self.key = key
        self.name = name
        self.isAgainst = isAgainst
        self.grade = grade
    }
}

/// A knock-out: an answer that ends the matter whatever the other elements say.
package struct Stop: Hashable, Sendable {
    /// Tested against the answer of the question that the stop stands on.
    package var when: ValueTest
    package var reason: ReasonReference
    /// Which of the reason's verdicts it gives; nil is the first named.
    package var verdict: Verdict?

    package init(when: ValueTest, reason: ReasonReference, verdict: Verdict? = nil) {
        self.when = when
        self.reason = reason
        self.verdict = verdict
    }
}
