import Qualification

extension Review {
    package static let id = "review"
    /// The section that a meeting works through.
    package static let worksheet = "worksheet"

    package func report() -> Report {
        Report(
            id: Review.id, title: "Review",
            question: "What changed since the period before, and what has to be decided?", answer: answer,
            period: now.scope.period, warnings: warnings,
            sections: [
                periods, worksheet, changes("steps", "From hand-off to acceptance", Review.steps),
                changes("by-channel", "SQLs by channel, of leads worked", channels),
                changes("by-campaign", "SQLs by campaign, of leads worked", campaigns),
                changes("by-reason", "Leads turned down, by reason", reasons),
                changes("by-score", "SQLs by score", scores),
                changes("elements", "Elements left short of their bar", elements),
                changes("questions", "Questions left unanswered", questions),
                changes("verdicts", "Overrides and grades", verdicts),
                changes("sla", "Promises kept", promises),
            ],
            definitions: definitions)
    }

    private var answer: String {
        guard now.funnel.total.leads + now.reasons.decided > 0 else {
            return "No leads were handed over or decided in this time."
        }
        let changed = all.map { ($0, change(of: $0)) }.filter { [.up, .down].contains($0.1.direction) }
        let toDecide = Phrase.count(points.count, "point", "points")
        guard let (subject, most) = changed.max(by: { Review.weight($0.1) < Review.weight($1.1) }) else {
            let isCompared = all.contains { change(of: $0).direction != .tooFew }
            return isCompared
                ? "Nothing changed by more than chance explains; \(toDecide) to decide."
                : "There are too few leads and calls to say what changed; \(toDecide) to decide."
        }
        return
            "\(Phrase.count(changed.count, "figure", "figures")) changed by more than chance explains, most of all: \(subject.fullName), from \(Phrase.full(most.before, "")) to \(Phrase.full(most.now, "")); \(toDecide) to decide."
    }

    private static func weight(_ change: Change) -> Double {
        (change.now.fraction - change.before.fraction).magnitude
    }

    private var warnings: [String] {
        var warnings: [String] = []
        if let asked, let today = now.scope.period.until {
            warnings.append(
                "The period is asked for until \(asked) and is not over: compared is what there is until today, \(today), with as many days before."
            )
        }
        if before.funnel.total.leads < Share.fewestForPercent {
            warnings.append(
                "\(Phrase.count(before.funnel.total.leads, "lead was", "leads were")) handed over in the period before: too few to compare with."
            )
        }
        return warnings
    }

    private var periods: Report.Section {
        let rows = [("before", before), ("now", now)].map { name, digest in
            ReportTable.Row([
                .text(name), .text(digest.scope.period.since?.description),
                .text(digest.scope.period.until?.description), .count(digest.funnel.total.leads),
                .count(digest.reasons.decided), .count(digest.friction.conversations),
            ])
        }
        return Report.Section(
            id: "periods", title: "What is compared",
            table: ReportTable(
                columns: [
                    .init("which", "period", .text), .init("since", "from", .text),
                    .init("until", "to", .text), .init("leads", "leads", .count),
                    .init("decided", "with a verdict", .count),
                    .init("conversations", "conversations", .count),
                ], rows: rows))
    }

    private static let columns: [ReportTable.Column] = [
        .init("before", "before", .rate), .init("now", "now", .rate),
        .init("points", "points", .number, isWide: true), .init("change", "change", .text),
    ]

    private func cells(_ subject: Subject) -> [ReportTable.Cell] {
        let change = change(of: subject)
        return [
            .rate(change.before), .rate(change.now), .number(change.points.map(Double.init)),
            .text(change.direction.rawValue),
        ]
    }

    private func changes(_ id: String, _ title: String, _ subjects: [Subject]) -> Report.Section {
        let rows = subjects.filter { subject in
            let change = change(of: subject)
            return change.before.of + change.now.of > 0
        }
        .map { ReportTable.Row([.text($0.name)] + cells($0)) }
        return Report.Section(
            id: id, title: title,
            table: ReportTable(columns: [.init("what", "what", .text)] + Review.columns, rows: rows))
    }

    private var worksheet: Report.Section {
        Report.Section(
            id: Review.worksheet, title: "To decide",
            table: ReportTable(
                columns: [
                    .init("number", "no.", .count), .init("point", "point", .text),
                    .init("question", "question", .text),
                ] + Review.columns,
                rows: points.enumerated().map { index, point in
                    .init(
                        [.count(index + 1), .text(point.headline), .text("\(point.change)?")]
                            + cells(point.subject))
                }))
    }

    private var definitions: [Report.Definition] {
        [
            .init(
                "the period before",
                "as many whole months of the calendar, or else as many days, that end where the period begins; a period that is not over is compared up to today"
            ),
            .init(
                "what became of leads",
                "until the period was over: of the earlier period too only what was known then, so that its leads have no more time than those of the later one"
            ),
            .init(
                "up, down",
                "the shares differ by the two-proportion test with pooled rate, with 99 % confidence, since dozens are compared"
            ),
            .init("as before", "chance explains the difference"),
            .init(
                "too few",
                "under twelve in one of the periods, or under five expected hits or misses in the smaller"),
            .init("points", "the later percentage less the earlier"),
            .init(
                "to decide",
                "what the later period's figures say has to change, what got worse, and bands of scores from the threshold on whose interval lies below the SQL rate of all leads with a score; what concerns most leads comes first, then SQLs, then conversations; \(Review.mostPoints) at most"
            ),
            .init(
                "never called",
                "nobody dialled, nobody decided without that, and they did not ask not to be called; of leads handed over in the period"
            ),
            .init(
                "SQLs by channel, by campaign",
                "of leads handed over in the period and worked, which is called, or decided without a call, those that became SQL; the \(Review.mostNames) with the most leads"
            ),
            .init(
                "by reason",
                "of leads with a verdict in the period, those turned down for it"),
            .init("by score", "of leads with a verdict and a score, those whose verdict is SQL"), .bands,
            .init(
                "elements, questions",
                "of the conversations where it mattered, those that left the element short of its bar or the question unanswered; over all versions of a checklist"
            ),
            .init(
                "promises kept",
                "of what is over: kept in time, as baton sla counts it, which explains each; a lead that waits still is in none"
            ),
            .init(
                "marked too high",
                "of a rep's SQLs that were accepted or refused, those that came back for what was graded too high"
            ), .interval, .share,
        ]
    }
}
