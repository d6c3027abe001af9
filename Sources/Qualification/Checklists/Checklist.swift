/// A team's written definition of "qualified" in one framework.
package struct Checklist: Hashable, Sendable {
    package var name: String
    package var version: String
    package var about: String
    /// The currency of amounts typed without one, as an ISO 4217 code; nil leaves it to the settings.
    package var currency: String?
    /// Knock-outs on what is known of a lead before anyone is called.
    package var stops: [LeadStop]
    package var elements: [Element]
    /// Short replies to what buyers often say, shown on demand.
    package var cards: [Card]
    package var decision: DecisionRule

    package init(
        name: String, version: String, about: String, currency: String? = nil, stops: [LeadStop] = [],
        elements: [Element], cards: [Card] = [], decision: DecisionRule
    ) {
        self.name = name
        self.version = version
        self.about = about
        self.currency = currency
        self.stops = stops
        self.elements = elements
        self.cards = cards
        self.decision = decision
    }

    /// Every question in checklist order.
    package var questions: [Question] { elements.flatMap(\.questions) }

    package func question(_ key: QuestionKey) -> Question? {
        element(key.element)?.questions.first { $0.key == key }
    }

    package func element(_ id: String) -> Element? { elements.first { $0.id == id } }
}

/// How many elements make a sales qualified lead.
package struct DecisionRule: Hashable, Sendable {
    /// This many counting elements at their bar.
    package var confirm: Int

    package init(confirm: Int) {
        self.confirm = confirm
    }
}

/// One letter of a framework.
package struct Element: Hashable, Sendable {
    package var id: String
    package var name: String
    /// The evidence grade that confirms it.
    package var bar: EvidenceGrade
    /// The grade it must reach for SQL whatever the others do; `.none` asks nothing of it.
    package var required: EvidenceGrade
    /// False: asked and kept, but no part of the decision.
    package var counts: Bool
    /// The reason that fits when the buyer is against.
    package var otherwise: ReasonReference?
    /// What it shares with other frameworks, for example `money`.
    package var sameAs: String?
    /// What evidence of each grade looks like here; empty where nobody wrote it down.
    package var levels: [EvidenceGrade: String]
    package var questions: [Question]

    package init(
        id: String, name: String, bar: EvidenceGrade = .stated, required: EvidenceGrade = .none,
        counts: Bool = true, otherwise: ReasonReference? = nil, sameAs: String? = nil,
        levels: [EvidenceGrade: String] = [:], questions: [Question]
    ) {
        self.id = id
        self.name = name
        self.bar = bar
        self.required = required
        self.counts = counts
        self.otherwise = otherwise
        self.sameAs = sameAs
        self.levels = levels
        self.questions = questions
    }
}
