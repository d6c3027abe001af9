import Qualification

extension Friction {
    package func report(words: (String) -> [String]) -> Report {
        let kind = ReportKind.friction
        return Report(
            id: kind.rawValue, title: kind.title, question: kind.question, answer: answer,
            period: scope.period, sections: [questions, elements],
            definitions: [
                .conversation, .period,
                .init(
                    "asked",
                    "answered, quoted or dodged on the call itself, and not taken back; of the conversations it was due in"
                ),
                .init(
                    "due",
                    "asked, or active in the checklist at the end of the call and without an answer that stands, one known from the call that it continues included"
                ),
                .init("dodged", "asked, and no answer came on this call; of those asked"),
                .init("skipped", "due and not asked; of the conversations it was due in"),
                .init(
                    "unanswered",
                    "dodged or skipped; of the conversations it was due in. The worst come first"),
                .init(
                    "time",
                    "on each call it was asked on, the time from what was typed before (or from picking up) to each entry on it that stands, together, in whole seconds, the rest cut off; of these the median: the middle one, of an even number the mean of the two in the middle"
                ),
                .init(
                    "0 1 2 3", "how many of those asked stood at each grade at the end; 0 is dodged"),
                .init("against", "of those asked, those that were answered with a no that stands"),
                .init(
                    "failed",
                    "of the conversations in which the element was active, those that left it short of its bar: weak, open (nothing answered) or against"
                ),
                .init("counts", "whether the element is part of the decision; those that are not stand last"),
                .share,
            ])
    }

    private var answer: String {
        let all = conversations
        guard all > 0 else { return "No conversations in this time." }
        guard all >= Share.fewestForPercent else {
            return
                "\(Phrase.count(all, "conversation", "conversations")): too few to say where a checklist hurts."
        }
        let several = checklists.count > 1
        func place(_ key: ChecklistKey) -> String { several ? " (\(key.name) \(key.version))" : "" }
        var question: (text: String, share: Share)?
        var element: (text: String, share: Share)?
        for (key, tally) in rows {
            for (name, tally) in tally.worstQuestions where tally.due >= Share.fewestForPercent {
                if let question, question.share.fraction >= tally.unanswered.fraction { continue }
                question = ("\(name)\(place(key))", tally.unanswered)
            }
            for (id, tally) in tally.worstElements
            where tally.counts && tally.decided >= Share.fewestForPercent {
                if let element, element.share.fraction >= tally.failed.fraction { continue }
                element = ("\(id)\(place(key))", tally.failed)
            }
        }
        let parts = [
            question.map {
                "\($0.text) goes unanswered most, in \(Phrase.full($0.share, "conversations"))"
            },
            element.map { "\($0.text) fails most, in \(Phrase.full($0.share, ""))" },
        ].compactMap(\.self)
        guard !parts.isEmpty else {
            return
                "\(Phrase.count(all, "conversation", "conversations")), too few under any one checklist to say where it hurts."
        }
        return parts.joined(separator: "; ") + "."
    }

    private static let heading: [ReportTable.Column] = [
        .init("checklist", "checklist", .text, isHeading: true),
        .init("version", "version", .text, isHeading: true),
    ]

    private var questions: Report.Section {
        var table = ReportTable(
            columns: Friction.heading + [
                .init("question", "question", .text), .init("unanswered", "unanswered", .share, hasBar: true),
                .init("asked", "asked", .share), .init("dodged", "dodged", .share, isWide: true),
                .init("skipped", "skipped", .share, isWide: true), .init("time", "time", .seconds),
                .init("grades", "0 1 2 3", .grades), .init("against", "against", .share, isWide: true),
            ])
        for (key, tally) in rows {
            for (question, tally) in tally.worstQuestions {
                table.rows.append(
                    .init([
                        .text(key.name), .text(key.version), .text(question.description),
                        .share(tally.unanswered), .share(Share(tally.asked, of: tally.due)),
                        .share(Share(tally.dodged, of: tally.asked)),
                        .share(Share(tally.skipped, of: tally.due)), .seconds(tally.time.median),
                        .grades(tally.grades), .share(Share(tally.against, of: tally.asked)),
                    ]))
            }
        }
        return Report.Section(id: "questions", title: "Questions, the worst first", table: table)
    }

    private var elements: Report.Section {
        var table = ReportTable(
            columns: Friction.heading + [
                .init("element", "element", .text), .init("failed", "failed", .share, hasBar: true),
                .init("weak", "weak", .count), .init("open", "open", .count),
                .init("against", "against", .count), .init("confirmed", "confirmed", .count),
                .init("counts", "counts", .text),
            ])
        for (key, tally) in rows {
            for (id, tally) in tally.worstElements {
                table.rows.append(
                    .init([
                        .text(key.name), .text(key.version), .text(id), .share(tally.failed),
                        .count(tally.weak), .count(tally.open), .count(tally.against),
                        .count(tally.confirmed), .text(tally.counts ? "yes" : "no"),
                    ]))
            }
        }
        return Report.Section(id: "elements", title: "Elements, those that fail most first", table: table)
    }
}
