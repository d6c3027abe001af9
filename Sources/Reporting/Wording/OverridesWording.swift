import Qualification

extension Overrides {
    package func report(words: (String) -> [String]) -> Report {
        let kind = ReportKind.overrides
        return Report(
            id: kind.rawValue, title: kind.title, question: kind.question, answer: answer,
            period: scope.period, sections: [fates, byRep, byPair],
            definitions: [
                .init(
                    "calls",
                    "with a verdict, where neither that nor the proposal was no-contact: those on which a rep had something to decide"
                ),
                .period,
                .init(
                    "overridden",
                    "the rep decided otherwise than was proposed and said why; giving a reason where incomplete was proposed is none"
                ),
                .superseded,
                .init("SQL", "calls of the row with verdict SQL"),
                .init(
                    "accepted, silence, rejected",
                    "what account executives made of those SQLs: in words, by saying nothing until the SLA's time for it was over, or refused; the rest waits, or a later verdict came before that time was over"
                ), .share,
            ])
    }

    private var answer: String {
        let calls = total.calls
        guard calls > 0 else { return "No calls with a proposal in this time." }
        let overridden = Share(total.overridden.calls, of: calls)
        guard overridden.count > 0 else {
            return "None of \(Phrase.count(calls, "proposal", "proposals")) was overridden."
        }
        let first = "Reps overrode \(Phrase.full(overridden, calls == 1 ? "proposal" : "proposals"))"
        let (theirs, others) = (total.overridden, total.asProposed)
        guard theirs.answered > 0 else {
            return "\(first); no account executive has answered an SQL made so."
        }
        let sqls = theirs.answered == 1 ? "SQL" : "SQLs"
        return
            "\(first); account executives refused \(Phrase.full(theirs.rejections, "\(sqls) made so")), and \(Phrase.full(others.rejections, "made as proposed"))."
    }

    private static let columns: [ReportTable.Column] = [
        .init("overturned", "overturned", .share), .init("sql", "SQL", .count, isWide: true),
        .init("accepted", "accepted", .count), .init("bySilence", "silence", .count),
        .init("rejected", "rejected", .share),
    ]

    private func cells(_ fate: Fate) -> [ReportTable.Cell] {
        [
            .share(Share(fate.superseded, of: fate.decisive)), .count(fate.salesQualified),
            .count(fate.accepted), .count(fate.acceptedBySilence), .share(fate.rejections),
        ]
    }

    private var fates: Report.Section {
        let calls = total.calls
        let rows = [("overridden", total.overridden), ("as proposed", total.asProposed)].map { name, fate in
            ReportTable.Row([.text(name), .share(Share(fate.calls, of: calls))] + cells(fate))
        }
        return Report.Section(
            id: "fates", title: "What became of it",
            table: ReportTable(
                columns: [.init("which", "verdicts", .text), .init("calls", "calls", .share, hasBar: true)]
                    + Overrides.columns, rows: calls == 0 ? [] : rows))
    }

    private var byRep: Report.Section {
        let rows = sortedReps.map { row in
            ReportTable.Row(
                [
                    .text(row.name), .count(row.value.calls),
                    .share(Share(row.value.overridden.calls, of: row.value.calls)),
                ] + cells(row.value.overridden))
        }
        return Report.Section(
            id: "by-rep", title: "By rep", notes: ["From overturned on, of the overridden calls alone."],
            table: ReportTable(
                columns: [
                    Dimension.rep.column, .init("calls", "calls", .count),
                    .init("overridden", "overridden", .share, hasBar: true),
                ] + Overrides.columns, rows: rows))
    }

    private var byPair: Report.Section {
        let rows = sortedPairs.map { pair, fate in
            ReportTable.Row(
                [
                    .text(pair.proposed.rawValue), .text(pair.decided.rawValue),
                    .share(Share(fate.calls, of: total.overridden.calls)),
                ] + cells(fate))
        }
        return Report.Section(
            id: "by-pair", title: "From which proposal to which verdict",
            table: ReportTable(
                columns: [
                    .init("proposed", "proposed", .text), .init("decided", "decided", .text),
                    .init("calls", "calls", .share, hasBar: true),
                ] + Overrides.columns, rows: rows))
    }
}
