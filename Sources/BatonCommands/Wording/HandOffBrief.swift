import Qualification

/// The hand-off to the account executive, as Markdown.
struct HandOffBrief {
    var record: CallRecord
    /// The checklist that the call was made under; nil where its text is not kept, and then answers go by their keys.
    var checklist: Checklist?
    /// What account executives said, a sentence each.
    var answers: [String] = []

    var markdown: String {
        let lead = record.lead
        var lines = ["# \(text(lead.displayName))\(lead.company.map { ", \(text($0))" } ?? "")", ""]
        lines += who + [""] + said + whyNow + [""] + elements + [""] + openPoints + [""] + nextStep
        return lines.joined(separator: "\n") + "\n"
    }

    private var standing: Standing { record.standing }

    private var who: [String] {
        let lead = record.lead
        let rows: [(String, String?)] = [
            ("Name", lead.name), ("Title", lead.title), ("Company", lead.company), ("E-mail", lead.email),
            ("Phone", lead.phone),
            ("Came through", [lead.channel, lead.campaign].compactMap(\.self).joined(separator: ", ")),
            ("Score", lead.score.map(String.init)),
            (
                "Qualified by",
                "\(record.rep), \(record.utcOffset.day(of: record.startedAt)), \(record.checklist.name) \(record.checklist.version)"
            ),
            ("Call", record.id),
        ]
        let verdict =
            record.outcome.map { ["- Verdict: **\(ValueWording.verdict($0.verdict))**"] } ?? [
                "- Verdict: none yet"
            ]
        let others = standing.marks.map { mark in
            "- \(mark.kind == .referral ? "Referred to" : "Gatekeeper"): \(text([mark.name, mark.contact].compactMap(\.self).joined(separator: ", ")))"
        }
        return ["## Who", ""]
            + rows.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : "- \(name): \(text($0))" } }
            + others + verdict
    }

    private var said: [String] {
        answers.isEmpty ? [] : ["## Account executive", ""] + answers.map { "- \(text($0))" } + [""]
    }

    private var whyNow: [String] {
        let keys = ["need", "timing"]
        let answers = chapters.filter { keys.contains($0.id) || keys.contains($0.sameAs ?? "") }
            .flatMap(\.questions).compactMap { standing.answers[$0.key] }.filter { !$0.isAgainst }
        let lines = answers.map { answer in
            "- \(text(ValueWording.text(of: answer)))\(words(answer).map { " (\($0))" } ?? "")"
        }
        return ["## Why now", ""] + (lines.isEmpty ? ["- Not found out."] : lines)
    }

    /// The elements of the checklist, or those that the record tells of.
    private var chapters: [Element] {
        if let checklist { return checklist.elements }
        let answered = standing.answers.values.sorted { $0.seq < $1.seq }
        let ids = (record.outcome?.elements ?? []).map(\.id) + answered.map(\.question.element)
        var chapters: [Element] = []
        for id in ids where !chapters.contains(where: { $0.id == id }) {
            let questions = answered.filter { $0.question.element == id }
                .map { Question(key: $0.question, ask: "\($0.question):", kind: .text) }
            chapters.append(Element(id: id, name: id, questions: questions))
        }
        return chapters
    }

    private var elements: [String] {
        var lines = ["## What was found out", ""]
        let states = Dictionary((record.outcome?.elements ?? []).map { ($0.id, $0) }) { first, _ in first }
        for element in chapters {
            let state = states[element.id].map {
                "\($0.state.rawValue), grade \($0.grade.rawValue) of \($0.bar.rawValue)"
            }
            lines.append("### \(text(element.name)): \(state ?? "not decided")")
            lines.append("")
            let answers = element.questions.compactMap { question in
                standing.answers[question.key].map { (question, $0) }
            }
            if answers.isEmpty { lines.append("- Nothing answered.") }
            for (question, answer) in answers {
                let value =
                    ValueWording.value(answer.value).flatMap { $0 == answer.text ? nil : " (\(text($0)))" }
                    ?? ""
                let against = answer.isAgainst ? ", against" : ""
                lines.append(
                    "- \(text(question.ask)) \(text(answer.text))\(value), grade \(answer.grade.rawValue)\(against)"
                )
                // What the buyer said stays said, whatever the answer became later.
                let quotes = standing.quotes.filter { $0.question == question.key }
                lines += quotes.map { "  > “\(text($0.text))”" }
            }
            lines.append("")
        }
        return lines.dropLast()
    }

    private var openPoints: [String] {
        var points: [String] = []
        if checklist == nil {
            points.append("- What was not asked is not known: the checklist is not kept any more.")
        }
        for element in chapters {
            for question in element.questions where question.when == nil {
                switch standing.answers[question.key] {
                case nil: points.append("- \(text(question.ask))")
                case let answer? where answer.grade < .stated:
                    points.append(
                        "- \(text(question.ask)) So far only: \(text(answer.text)) (grade \(answer.grade.rawValue))"
                    )
                default: break
                }
            }
        }
        points += standing.notes.map { "- Note: \(text($0))" }
        return ["## Open points", ""] + (points.isEmpty ? ["- None."] : points)
    }

    private var nextStep: [String] {
        let step = record.outcome?.nextStep ?? standing.nextStep
        return [
            "## Next step", "",
            "- "
                + (step.map { text(ValueWording.nextStep($0)) }
                    ?? "**None agreed: agree one before accepting.**"),
        ]
    }

    private func words(_ answer: StandingAnswer) -> String? {
        answer.quotes.last.map { "“\(text($0))”" }
    }

    private static let markup: Set<Unicode.Scalar> = ["\\", "`", "*", "_", "[", "]", "<", ">", "#", "|"]

    /// One line of plain text: nothing in it is markup or a control.
    private func text(_ text: String) -> String {
        var result = ""
        // Not character by character: with an accent on it a bracket is another one, and still markup.
        for scalar in Sanitiser.visible(text).unicodeScalars {
            if HandOffBrief.markup.contains(scalar) { result.append("\\") }
            result.unicodeScalars.append(scalar)
        }
        return result
    }
}
