extension Funnel {
    package func report(words: (String) -> [String]) -> Report {
        let kind = ReportKind.funnel
        return Report(
            id: kind.rawValue, title: kind.title, question: kind.question, answer: answer,
            period: scope.period, sections: [stages] + dimensions.map(breakdown),
            definitions: [
                .init(
                    "leads",
                    "handed over in the period, each once, by its latest hand-off: the MQL date, or where the hand-off has none the first import; for a lead that only calls tell of, the MQL date of its latest call, else its first call"
                ),
                .init(
                    "what became of them",
                    "until now, whenever that was: calls from the hand-off on, or all calls where it has no date"
                ),
                .init(
                    "called",
                    "at least one call was dialled: somebody picked up, or the rep says that nobody did, by no-contact or by giving the lead up as unreachable; any other verdict that was taken without dialling is none"
                ),
                .reached, .init("SQL", "the latest verdict of the lead that stands is SQL"), .accepted,
                .init("rejected, waiting", "SQLs that the account executive refused, or has yet to answer"),
                .init("step", "the share of those who came as far as the stage before"),
                .init("of leads, of SQLs", "what share of all leads and of all SQLs of the report a row is"),
                .init(
                    "rep, checklist",
                    "of the call with the verdict, else of the latest call; leads without one are in a row of their own"
                ),
                .init("week", "of the hand-off, after ISO 8601, Monday first, by local time"), .bands,
                .only(
                    "leads that these would put into the row of that rep or checklist, with all that became of them"
                ),
                .share,
            ])
    }

    /// The channel whose share of SQLs is furthest from its share of leads, where there is one to speak of.
    private var answer: String {
        guard total.leads > 0 else { return "No leads were handed over in this time." }
        if let row = outstanding {
            let leads = Share(row.value.leads, of: total.leads)
            let sql = Share(row.value.salesQualified, of: total.salesQualified)
            let name = row.name.map { "\($0) brings" } ?? "No channel is named for"
            return "\(name) \(Phrase.full(leads, "leads")) and \(Phrase.full(sql, "SQLs"))."
        }
        return
            "\(Phrase.count(total.leads, "lead", "leads")): \(total.attempted.grouped) called, \(total.reached.grouped) reached, \(total.salesQualified.grouped) SQL, \(total.accepted.grouped) accepted."
    }

    private var outstanding: NamedGroup<Counts>? {
        let fewest = Share.fewestForPercent
        guard total.leads >= fewest, total.salesQualified >= fewest else { return nil }
        func gap(_ counts: Counts) -> Int {
            abs(counts.leads * total.salesQualified - counts.salesQualified * total.leads)
        }
        let widest = rows(by: .channel).reduce(nil as NamedGroup<Counts>?) { widest, row in
            guard let widest, gap(widest.value) >= gap(row.value) else { return row }
            return widest
        }
        // Five points of a hundred.
        guard let widest, gap(widest.value) * 20 >= total.leads * total.salesQualified else { return nil }
        return widest
    }

    private var stages: Report.Section {
        let stages = [
            ("leads", total.leads), ("called", total.attempted), ("reached", total.reached),
            ("SQL", total.salesQualified), ("accepted", total.accepted),
        ]
        let rows = stages.enumerated().map { index, stage in
            ReportTable.Row([
                .text(stage.0), .share(Share(stage.1, of: total.leads)),
                .share(Share(stage.1, of: index == 0 ? total.leads : stages[index - 1].1)),
            ])
        }
        return Report.Section(
            id: "stages", title: "From hand-off to acceptance",
            table: ReportTable(
                columns: [
                    .init("stage", "stage", .text), .init("leads", "leads", .share, hasBar: true),
                    .init("step", "of the stage before", .share),
                ], rows: total.leads == 0 ? [] : rows))
    }

    private func breakdown(by dimension: Dimension) -> Report.Section {
        let rows = rows(by: dimension).map { row(.text($0.name), $0.value) }
        return Report.Section(
            id: "by-\(dimension.rawValue)", title: dimension.title,
            table: ReportTable(
                columns: [
                    dimension.column, .init("leads", "leads", .count),
                    .init("attempted", "called", .share), .init("reached", "reached", .share),
                    .init("sql", "SQL", .share, hasBar: true), .init("accepted", "accepted", .share),
                    .init("acceptedBySilence", "by silence", .count, isWide: true),
                    .init("rejected", "rejected", .count, isWide: true),
                    .init("waiting", "waiting", .count, isWide: true),
                    .init("ofLeads", "of leads", .share, isWide: true),
                    .init("ofSQLs", "of SQLs", .share, isWide: true),
                ], rows: rows + [row(.text("all"), total, isTotal: true)]))
    }

    private func row(
        _ first: ReportTable.Cell, _ counts: Counts, isTotal: Bool = false
    ) -> ReportTable.Row {
        ReportTable.Row(
            [
                first, .count(counts.leads), .share(Share(counts.attempted, of: counts.leads)),
                .share(Share(counts.reached, of: counts.leads)),
                .share(Share(counts.salesQualified, of: counts.leads)),
                .share(Share(counts.accepted, of: counts.leads)), .count(counts.acceptedBySilence),
                .count(counts.rejected), .count(counts.waiting),
                .share(Share(counts.leads, of: total.leads)),
                .share(Share(counts.salesQualified, of: total.salesQualified)),
            ], isTotal: isTotal)
    }
}
