extension Grading {
    package func report(words: (String) -> [String]) -> Report {
        let kind = ReportKind.grading
        let reasons = Grading.gradeReasons.sorted().joined(separator: ", ")
        return Report(
            id: kind.rawValue, title: kind.title, question: kind.question, answer: answer,
            period: scope.period, sections: [byRep, byReason],
            definitions: [
                .init("SQLs", "calls with verdict SQL, later ones with the same lead included"), .period,
                .init(
                    "accepted",
                    "of the SQLs that an account executive accepted or refused, or that silence accepted; left out are those that wait, and those that a later verdict overtook while they did"
                ),
                .init(
                    "too high",
                    "of the same, those refused for \(reasons); a refusal for another reason says nothing about grades"
                ),
                .init(
                    "grade",
                    "the average of the elements that were confirmed on all SQLs of the row, 1 to 3, with two decimals"
                ),
                .init(
                    "verdict",
                    "too-high or better where the whole interval of what was marked too high lies above or below the team's share; too-few under twelve answered"
                ), .interval, .share,
            ])
    }

    private var answer: String {
        guard team.salesQualified > 0 else { return "No SQLs in this time." }
        guard team.answered >= Share.fewestForPercent else {
            return
                "Account executives have answered \(team.answered.grouped) of \(Phrase.count(team.salesQualified, "SQL", "SQLs")): too few to judge grades by."
        }
        let high = sortedReps.filter { judgement(of: $0.value) == .tooHigh }
        let usual = team.markedTooHigh
        guard let worst = high.max(by: { $0.value.markedTooHigh.fraction < $1.value.markedTooHigh.fraction })
        else {
            return
                "Nobody stands out: of the team's answered SQLs \(Phrase.full(usual, "")) came back for what was graded too high."
        }
        let others = high.count > 1 ? "; \(high.count - 1) more stand out" : ""
        return
            "\(worst.name ?? "–") marks too high: \(Phrase.full(worst.value.markedTooHigh, "answered SQLs")) came back for it, against the team's \(Phrase.full(usual, ""))\(others)."
    }

    private var byRep: Report.Section {
        func row(_ name: String?, _ tally: Tally, _ judgement: String?, isTotal: Bool) -> ReportTable.Row {
            ReportTable.Row(
                [
                    .text(name), .count(tally.salesQualified), .rate(tally.acceptances),
                    .rate(tally.markedTooHigh), .number(tally.averageGrade), .text(judgement),
                    .count(tally.acceptedBySilence), .count(tally.rejected),
                ], isTotal: isTotal)
        }
        let rows = sortedReps.map { row($0.name, $0.value, judgement(of: $0.value).rawValue, isTotal: false) }
        return Report.Section(
            id: "by-rep", title: "By rep",
            table: ReportTable(
                columns: [
                    Dimension.rep.column, .init("sqls", "SQLs", .count), .init("accepted", "accepted", .rate),
                    .init("tooHigh", "too high", .rate, hasBar: true), .init("grade", "grade", .number),
                    .init("verdict", "verdict", .text, unknown: ""),
                    .init("acceptedBySilence", "by silence", .count, isWide: true),
                    .init("rejected", "rejected", .count, isWide: true),
                ],
                rows: team.salesQualified == 0 ? [] : rows + [row("team", team, nil, isTotal: true)]))
    }

    private var byReason: Report.Section {
        Report.Section(
            id: "by-reason", title: "Why account executives refused",
            table: ReportTable(
                columns: [
                    .init("reason", "reason", .text), .init("sqls", "SQLs", .share, hasBar: true),
                    .init("grades", "says that grades were too high", .text),
                ],
                rows: sortedReasons.map { code, count in
                    .init([
                        .text(code), .share(Share(count, of: team.rejected)),
                        .text(Grading.gradeReasons.contains(code) ? "yes" : "no"),
                    ])
                }))
    }
}
