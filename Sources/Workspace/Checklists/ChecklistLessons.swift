/// Short lessons on the format, each for the place where a key first appears.
struct ChecklistLessons {
    /// What a mapping of the file is.
    enum Part: Hashable {
        case checklist, element, question, choice, stop, leadStop, card, decision
    }

    struct Lesson {
        var position: YAMLNode.Position
        var text: [String]
    }

    private(set) var found: [Lesson] = []
    private var taught: Set<String> = []

    /// Walks down a mapping and notes what there is to say of its keys.
    mutating func look(at node: YAMLNode, as part: Part) {
        guard case .mapping(let pairs) = node.content else { return }
        for pair in pairs {
            if let text = ChecklistLessons.text(pair.key, in: part), taught.insert(text[0]).inserted {
                found.append(Lesson(position: pair.position, text: text))
            }
            guard let below = ChecklistLessons.part(below: pair.key, in: part) else { continue }
            if case .list(let items) = pair.value.content {
                for item in items { look(at: item, as: below) }
            } else {
                look(at: pair.value, as: below)
            }
        }
    }

    private static func part(below key: String, in part: Part) -> Part? {
        switch (part, key) {
        case (.checklist, "elements"): .element
        case (.checklist, "stops"): .leadStop
        case (.checklist, "cards"): .card
        case (.checklist, "decision"): .decision
        case (.element, "questions"): .question
        case (.question, "choices"): .choice
        case (.question, "stops"): .stop
        default: nil
        }
    }

    private static func text(_ key: String, in part: Part) -> [String]? {
        switch part {
        case .checklist: checklist[key]
        case .element: element[key]
        case .question: question[key]
        case .choice: choice[key]
        case .stop, .leadStop: stop[key]
        case .card: card[key]
        case .decision: decision[key]
        }
    }

    private static let checklist: [String: [String]] = [
        "checklist": ["The name that calls, lists and records show."],
        "version": [
            "Raise it with every change: records keep the text that they were made under.",
            "1.0.1 for wording, 1.1.0 for a question more, 2.0.0 for another decision.",
        ],
        "about": ["A sentence or two on what it asks and why."],
        "currency": ["The currency of the numbers in this file; without it the settings' one."],
        "stops": ["Knock-outs on what is known of the lead, before anyone is called."],
        "elements": ["One element for each letter of the framework, in the order they are asked."],
        "cards": ["What to say to an objection; shown on demand with /card KEY."],
    ]

    private static let element: [String: [String]] = [
        "id": ["What a rep types before the colon: small letters, digits, hyphens."],
        "bar": ["The evidence that confirms it: 1 vague, 2 the buyer said it, 3 verified."],
        "required": ["The evidence it needs for SQL whatever the others do; without it none."],
        "counts": ["false: asked and kept, but no part of the decision."],
        "otherwise": ["The reason out of reasons.yaml that fits when the buyer says no."],
        "same-as": ["The name it shares with other frameworks, so that answers carry over."],
        "levels": ["What evidence of each grade looks like here; /help shows it."],
        "questions": ["At most two that are needed; the weakest of those makes the element's grade."],
    ]

    private static let question: [String: [String]] = [
        "same-as": ["The same question in another framework: its answer carries over."],
        "ask": [
            "Read aloud: first person, one fact. {lead.company|your company} puts in what is known",
            "of the lead; a text with { or ': ' in it needs quotes.",
        ],
        "kind": ["How the answer is read: text, yes-no, choice, number, money, date, person, people."],
        "optional": ["true: its element can do without it."],
        "when": ["Asked only under this condition; any-of and all-of combine several."],
        "good": ["What a good answer is; ? shows it on a call."],
        "follow-ups": ["What to ask on."],
        "red-flags": ["Phrases that, typed in an answer, keep it at grade 1."],
        "listen-for": ["Words that show the buyer is getting there."],
        "choices": ["The options. against: true is a no, grade: 1 is weak, stop: names a knock-out."],
        "wanted": ["false: no is the answer that speaks for the lead."],
        "stops": ["Knock-outs: an answer that ends the matter, with its reason."],
    ]

    private static let choice: [String: [String]] = [
        "key": ["What a rep types to pick it."]
    ]

    private static let stop: [String: [String]] = [
        "verdict": ["Which of the reason's verdicts it gives; without it the first."]
    ]

    private static let card: [String: [String]] = [
        "key": ["What follows /card."],
        "hear": ["How a buyer says it."],
        "say": ["The reply, read aloud."],
        "then": ["The question to go on with."],
    ]

    private static let decision: [String: [String]] = [
        "confirm": ["So many of the counting elements at their bar make an SQL."]
    ]
}
