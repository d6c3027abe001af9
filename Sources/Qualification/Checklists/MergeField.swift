/// A place in a checklist's wording that the lead's own data fills: `{lead.company|your company}`.
package enum MergeField: String, CaseIterable, Sendable {
    case name = "lead.name"
    case firstName = "lead.first-name"
    case company = "lead.company"
    case title = "lead.title"
    case channel = "lead.channel"
    case campaign = "lead.campaign"
    case rep

    /// What is said where the hand-off left it open and the wording names nothing else.
    package var general: String {
        switch self {
        case .name, .firstName: "you"
        case .company: "your company"
        case .title: "your role"
        case .channel: "our website"
        case .campaign: "what you looked at"
        case .rep: "I"
        }
    }

    func value(_ lead: Lead?, rep: String) -> String? {
        switch self {
        case .name: lead?.values(of: .name).first
        case .firstName:
            lead?.values(of: .name).first?.split(whereSeparator: \.isWhitespace).first.map(String.init)
        case .company: lead?.values(of: .company).first
        case .title: lead?.values(of: .title).first
        case .channel: lead?.values(of: .channel).first
        case .campaign: lead?.values(of: .campaign).first
        case .rep: rep
        }
    }
}

/// A text with merge fields in it.
package struct MergeText: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        case text(String)
        /// `name` is what stands in the braces before a bar; it may be no field at all.
        case field(name: String, otherwise: String?)
        /// A brace that opens and never closes; the rest of the text with it.
        case unclosed(String)
    }

    package var parts: [Part] = []

    package init(_ text: String) {
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else {
                parts.append(.unclosed(String(rest[open...])))
                return
            }
            let inner = rest[rest.index(after: open)..<close]
            let bar = inner.firstIndex(of: "|")
            parts.append(
                .field(
                    name: String(inner[..<(bar ?? inner.endIndex)]),
                    otherwise: bar.map { String(inner[inner.index(after: $0)...]) }))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
    }

    /// The words as a rep says them to this lead; without a lead, in general terms.
    package func filled(for lead: Lead?, rep: String) -> String {
        parts.map { part in
            switch part {
            case .text(let text), .unclosed(let text): return text
            case .field(let name, let otherwise):
                guard let field = MergeField(rawValue: name) else { return "{\(name)}" }
                // A form may hold a novel; nobody reads one aloud.
                let value = field.value(lead, rep: rep).map { String($0.prefix(60)) }
                return value ?? otherwise ?? field.general
            }
        }
        .joined()
    }
}

extension Checklist {
    /// The same checklist in the words for one lead.
    package func worded(for lead: Lead?, rep: String) -> Checklist {
        func fill(_ text: String) -> String {
            text.utf8.contains(UInt8(ascii: "{")) ? MergeText(text).filled(for: lead, rep: rep) : text
        }
        var checklist = self
        for element in checklist.elements.indices {
            checklist.elements[element].levels = checklist.elements[element].levels.mapValues(fill)
            for index in checklist.elements[element].questions.indices {
                var question = checklist.elements[element].questions[index]
                question.ask = fill(question.ask)
                question.good = question.good.map(fill)
                question.followUps = question.followUps.map(fill)
                checklist.elements[element].questions[index] = question
            }
        }
        for index in checklist.cards.indices { checklist.cards[index].say = fill(checklist.cards[index].say) }
        return checklist
    }
}
