internal import Qualification

extension ChecklistLint {
    /// The longest question that is said in one breath.
    private static let longestAsk = 120

    /// Reports what makes a question hard to ask or to judge.
    func lintWording(of draft: QuestionDraft, in element: ElementDraft) {
        let (question, fields) = (draft.question, draft.fields)
        if !question.ask.isEmpty { lintAsk(of: draft) }
        let isNamed = !question.key.element.isEmpty && !question.key.question.isEmpty
        if isNamed, question.good == nil, !fields.has("good"), !element.fields.has("levels") {
            findings.report(
                fields.position(of: "id"), .noGood,
                "nothing says what a good answer to '\(question.key)' is",
                hint: "add 'good' to the question, or 'levels' to its element")
        }
        for key in ["follow-ups", "red-flags", "listen-for"] {
            reportRepeats(fields.listed(key), in: "'\(key)'")
        }
        reportRepeats(
            draft.options.map { ($0.choice.name, $0.fields.valuePosition(of: "name")) }, in: "'choices'")
        let good = question.good?.comparable
        for (flag, position) in fields.listed("red-flags") {
            if flag.comparable.isEmpty {
                findings.report(
                    position, .idleRedFlag, "a red flag of signs alone matches nothing")
            } else if flag.comparable == good {
                findings.report(
                    position, .idleRedFlag, "this red flag is what 'good' says a good answer is")
            }
        }
    }

    private func lintAsk(of draft: QuestionDraft) {
        let position = draft.fields.valuePosition(of: "ask")
        let ask = draft.question.ask
        let said = MergeText(ask).filled(for: nil, rep: "Sam")
        let end = said.reversed().drop { "\"'”’»)]".contains($0) }.first
        if end != "?" {
            findings.report(
                position, .notAQuestion, "'ask' does not end as a question does",
                hint: "say it as it is asked, with '?' at the end")
        }
        if said.count > ChecklistLint.longestAsk {
            findings.report(
                position, .longAsk,
                "'ask' has \(said.count) characters, more than anyone says in one breath",
                hint: "\(ChecklistLint.longestAsk) or less; what leads up to it goes into 'follow-ups'")
        }
        if let second = CompoundQuestion(said).secondQuestion {
            findings.report(
                position, .compoundQuestion, "this asks two things at once: the second begins at '\(second)'",
                hint: "one question a fact: make the other a question of its own, or a follow-up")
        }
    }

    /// Reports a question that stands in the checklist a second time.
    func lintRepeatedAsks() {
        var lines: [String: Int] = [:]
        for question in draft.elements.flatMap(\.questions) {
            let ask = question.question.ask.comparable
            let position = question.fields.valuePosition(of: "ask")
            guard !ask.isEmpty else { continue }
            if let line = lines[ask] {
                findings.report(
                    position, .repeatedAsk, "this is asked already", hint: "in line \(line)")
            } else {
                lines[ask] = position.line
            }
        }
    }

    /// Reports what two cards hear.
    func lintCards() {
        reportRepeats(draft.cards.flatMap { $0.fields.listed("hear") }, in: "'hear'")
    }

    private func reportRepeats(_ items: [(text: String, position: YAMLNode.Position)], in what: String) {
        var lines: [String: Int] = [:]
        for (text, position) in items where !text.comparable.isEmpty {
            if let line = lines[text.comparable] {
                findings.report(
                    position, .repeatedItem, "'\(text)' stands in \(what) twice",
                    hint: "first in line \(line)")
            } else {
                lines[text.comparable] = position.line
            }
        }
    }
}
