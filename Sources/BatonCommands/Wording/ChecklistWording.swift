import Qualification

/// A checklist as a rep reads it: elements and questions in order, in the words they are asked in.
struct ChecklistWording {
    private let checklist: Checklist
    private let conditions: ConditionWording

    init(_ checklist: Checklist) {
        self.checklist = checklist.worded(for: nil, rep: MergeField.rep.general)
        conditions = ConditionWording(checklist)
    }

    var lines: [ScreenLine] {
        head + checklist.elements.flatMap { [""] + element($0) } + cards
    }

    private var head: [ScreenLine] {
        var lines: [ScreenLine] = [
            ScreenLine(checklist.name, .strong) + " \(checklist.version)"
                + (checklist.currency.map { quiet("  amounts in \($0)") } ?? "")
        ]
        if !checklist.about.isEmpty { lines.append("  \(checklist.about)") }
        lines.append("  \(DecisionRule.sentence(checklist))")
        if !checklist.stops.isEmpty {
            lines += ["", ScreenLine("Before anyone is called", .strong)]
            lines += checklist.stops.map { "  " + ScreenLine("stop", .bad) + " if \(conditions.text($0))" }
        }
        return lines
    }

    // MARK: Elements

    private func element(_ element: Element) -> [ScreenLine] {
        var lines = [ScreenLine(element.name, .strong)] + terms(element).map { quiet("  \($0)") }
        lines += element.levels.sorted { $0.key < $1.key }.map { "  grade \($0.rawValue)  \($1)" }
        for question in element.questions { lines += self.question(question) }
        return lines
    }

    /// The bar and what follows from it, in words.
    private func terms(_ element: Element) -> [String] {
        guard element.counts else { return ["asked and kept, no part of the decision"] }
        var bar = "confirmed \(ChecklistWording.grade(element.bar))"
        if element.required > .none { bar += "; no SQL below grade \(element.required.rawValue)" }
        return [bar] + (element.otherwise.map { ["if the buyer says no: \($0)"] } ?? [])
    }

    static func grade(_ grade: EvidenceGrade) -> String {
        switch grade {
        case .none: "at grade 0"
        case .vague: "at grade 1 (a vague answer)"
        case .stated: "at grade 2 (the buyer said it)"
        case .verified: "at grade 3 (verified)"
        }
    }

    private func question(_ question: Question) -> [ScreenLine] {
        var lines: [ScreenLine] = [
            "  \(question.key.question, .strong)  \(question.ask)" + quiet("  \(kind(question))")
        ]
        if let condition = question.when {
            lines.append("      " + ScreenLine("only when \(conditions.text(condition))", .weak))
        }
        if let good = question.good { lines.append("      good: \(good, .good)") }
        lines += question.followUps.map { "      ask on: \($0)" }
        for choice in question.choices { lines.append("      " + self.choice(choice)) }
        if !question.redFlags.isEmpty {
            lines.append("      red flags: \(question.redFlags.joined(separator: "; "), .weak)")
        }
        if !question.listenFor.isEmpty {
            lines.append("      listen for: \(question.listenFor.joined(separator: ", "))")
        }
        lines += question.stops.map {
            "      " + ScreenLine("stop", .bad) + " if it \(conditions.text($0, of: question))"
        }
        return lines
    }

    private func kind(_ question: Question) -> String {
        let kind =
            switch question.kind {
            case .text: "text"
            case .choice: "choice"
            case .number: "a number"
            case .money: "an amount"
            case .date: "a date"
            case .person: "a person"
            case .people: "people"
            case .yesNo: question.wanted ? "yes or no" : "yes or no; no is what speaks for them"
            }
        return question.isOptional ? "\(kind), optional" : kind
    }

    private func choice(_ choice: Choice) -> ScreenLine {
        var line: ScreenLine = "- \(choice.key)  \(choice.name)"
        if let grade = choice.grade { line = line + quiet("  grade \(grade.rawValue)") }
        if choice.isAgainst { line = line + ScreenLine("  against", .bad) }
        return line
    }

    // MARK: Cards

    private var cards: [ScreenLine] {
        guard !checklist.cards.isEmpty else { return [] }
        return ["", ScreenLine("Cards", .strong) + quiet("  /card KEY on a call")]
            + checklist.cards.flatMap(card)
    }

    private func card(_ card: Card) -> [ScreenLine] {
        var lines: [ScreenLine] = ["  \(card.key, .strong)  \(card.name)"]
        if !card.hear.isEmpty {
            lines.append("      they say: \(card.hear.map { "“\($0)”" }.joined(separator: ", "))")
        }
        lines.append("      say: “\(card.say)”")
        if let then = card.then { lines.append("      then: \(then)") }
        return lines
    }

    private func quiet(_ text: String) -> ScreenLine { ScreenLine(text, .quiet) }
}
