extension Calibration {
    package func report(words: (String) -> [String]) -> Report {
        let kind = ReportKind.calibration
        return Report(
            id: kind.rawValue, title: kind.title, question: kind.question, answer: answer,
            period: scope.period, warnings: warnings, sections: [bands, thresholds],
            definitions: [
                .init(
                    "leads",
                    "with a verdict that stands, each once, by the latest one of the period; the score is the one known on that call"
                ),
                .period, .init("SQL rate", "the share of these leads whose verdict is SQL"), .interval,
                .init(
                    "best threshold",
                    "of all whole numbers the one with the greatest J; of equal ones the lowest, and of those between two scores the higher score; none where no J is above 0"
                ),
                .init(
                    "J",
                    "Youden's J: SQLs at or above the threshold as a share of all SQLs, plus other leads below it as a share of all other leads, less one; 1 separates perfectly, 0 not at all"
                ),
                .init(
                    "the data tell",
                    "a dozen leads on either side of the threshold, the higher SQL rate from it on, and intervals of the two that do not overlap"
                ),
                .init(
                    "SQLs kept, others left out",
                    "of all SQLs those at or above the threshold, and of all other leads those below it"),
                .bands,
                .only("leads whose latest verdict of the period is on such a call"), .share,
            ])
    }

    private var answer: String {
        let leads = withScore
        guard leads.decided > 0 else { return "No lead with a score has a verdict in this time." }
        let of = Phrase.count(leads.decided, "lead", "leads")
        guard let best else {
            return leads.salesQualified == 0 || leads.salesQualified == leads.decided
                ? "Of \(of) with a score \(leads.salesQualified.grouped) became SQL: there is nothing to separate."
                : "No threshold separates: of \(of) a higher score never made an SQL likelier."
        }
        let rates =
            "\(Phrase.full(best.above.share, "")) from \(best.threshold) on became SQL, \(Phrase.full(best.below.share, "")) below"
        guard best.isTelling else { return "The data cannot tell whether the score works: \(rates)." }
        let setting =
            switch scope.threshold {
            case best.threshold: "where the threshold is"
            case let threshold?: "the threshold is \(threshold)"
            case nil: "no threshold is set"
            }
        return "A score of \(best.threshold) separates best: \(rates); \(setting)."
    }

    private var warnings: [String] {
        guard let threshold = scope.threshold else { return [] }
        let split = split(at: threshold)
        guard split.above.decided > 0, split.below.decided > 0, !split.isTelling else { return [] }
        if split.isUpsideDown {
            return [
                "The threshold of \(threshold) works the wrong way round: \(Phrase.full(split.above.share, "")) from there on became SQL, \(Phrase.full(split.below.share, "")) below."
            ]
        }
        return [
            "Whether the threshold of \(threshold) separates cannot be told from these leads: too few on one side, or the rates are too close."
        ]
    }

    private var bands: Report.Section {
        var column = Dimension.score.column
        column.title = "score"
        return Report.Section(
            id: "bands", title: "SQL rate by score",
            table: ReportTable(
                columns: [column, .init("leads", "leads", .count), .init("sql", "SQL", .rate, hasBar: true)],
                rows: rows().map { row in
                    .init([.text(row.name), .count(row.value.decided), .rate(row.value.share)])
                }))
    }

    private var thresholds: Report.Section {
        var splits: [(String, Split)] = []
        if let best { splits.append(("best", best)) }
        if let threshold = scope.threshold, withScore.decided > 0 {
            splits.append(("set", split(at: threshold)))
        }
        return Report.Section(
            id: "thresholds", title: "Where to draw the line",
            table: ReportTable(
                columns: [
                    .init("which", "which", .text), .init("threshold", "from", .count),
                    .init("above", "SQL from there on", .rate), .init("below", "SQL below", .rate),
                    .init("j", "J", .number), .init("kept", "SQLs kept", .share, isWide: true),
                    .init("leftOut", "others left out", .share, isWide: true),
                    .init("tells", "the data tell", .text),
                ],
                rows: splits.map { name, split in
                    .init([
                        .text(name), .count(split.threshold), .rate(split.above.share),
                        .rate(split.below.share), .number(split.youden), .share(split.kept),
                        .share(split.leftOut), .text(split.isTelling ? "yes" : "no"),
                    ])
                }))
    }
}
