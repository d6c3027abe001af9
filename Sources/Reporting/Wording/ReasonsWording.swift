import Qualification

extension Reasons {
    package func report(words: (String) -> [String]) -> Report {
        let kind = ReportKind.reasons
        return Report(
            id: kind.rawValue, title: kind.title, question: kind.question, answer: answer,
            period: scope.period, warnings: warnings,
            sections: [
                overall(words), bySubReason, breakdown(.channel, channels, words),
                breakdown(.campaign, campaigns, words),
            ],
            definitions: [
                .init(
                    "leads",
                    "by the latest verdict of the period: those disqualified, recycled or returned, each once; channel and campaign are those that were known on the call"
                ),
                .period,
                .init("share", "of all leads that were turned down, or of those of the channel or campaign"),
                .init("up to here", "the share of this reason and all more frequent ones"),
                .init(
                    "words",
                    "of the buyer, out of the messages to marketing: one of each of the newest calls, three for a reason and two for one of a channel or campaign; looked for in the newest \(Tally.newest) calls of the first \(Reasons.rowsWithWords) rows"
                ), .only("leads whose latest verdict of the period is on such a call"), .share,
            ])
    }

    /// So many rows of a breakdown have the buyer's words.
    static let rowsWithWords = 20

    private var answer: String {
        let steps = Reasons.steps(all)
        guard let first = steps.first else {
            return decided == 0
                ? "No lead has a verdict in this time."
                : "None of \(Phrase.count(decided, "lead", "leads")) with a verdict was turned down."
        }
        let share = Share(first.tally.count, of: turnedDown)
        let why = "\(first.code) is why \(Phrase.full(share, turnedDown == 1 ? "lead" : "leads"))"
        let were = share.count == 1 ? "was turned down" : "were turned down"
        guard steps.count > 1 else { return "\(why) \(were)." }
        let both = Share(steps[1].upToHere, of: turnedDown)
        return "\(why) \(were); with \(steps[1].code) it is \(Phrase.full(both, ""))."
    }

    private var warnings: [String] {
        let other = all["other"]?.count ?? 0
        guard turnedDown >= Share.fewestForPercent, other * 10 > turnedDown else { return [] }
        return [
            "\(Phrase.full(Share(other, of: turnedDown), "leads")) were turned down for other: where that is over 10 %, the list of reasons in checklists/reasons.yaml lacks one."
        ]
    }

    private static let columns: [ReportTable.Column] = [
        .init("reason", "reason", .text), .init("leads", "leads", .count, isWide: true),
        .init("share", "leads", .share, hasBar: true), .init("upToHere", "up to here", .share),
        .init("name", "name", .text, isWide: true), .init("who", "who acts", .text, isWide: true),
        .init("action", "how", .text, isWide: true),
    ]

    private func overall(_ words: (String) -> [String]) -> Report.Section {
        let rows = Reasons.steps(all).map { step in
            row([], step, of: turnedDown, Reasons.quotes(step.tally, atMost: 3, words))
        }
        return Report.Section(
            id: "reasons", title: "Why leads were turned down",
            table: ReportTable(columns: Reasons.columns, rows: rows))
    }

    private var bySubReason: Report.Section {
        let rows = subs.sorted { ($1.value, $0.key.description) < ($0.value, $1.key.description) }.map {
            reason, count in
            let named = scope.reasons.reason(reason.code)
            let sub = named?.subReasons.first { $0.code == reason.sub }
            return ReportTable.Row([
                .text(reason.description), .count(count),
                .share(Share(count, of: all[reason.code]?.count ?? 0)),
                .text(sub?.name), .text(sub?.who ?? named?.who), .text(sub?.action ?? named?.action),
            ])
        }
        return Report.Section(
            id: "by-sub-reason", title: "More exactly",
            table: ReportTable(
                columns: [
                    .init("reason", "reason", .text), .init("leads", "leads", .count, isWide: true),
                    .init("share", "of the reason", .share, hasBar: true),
                    .init("name", "name", .text, isWide: true),
                    .init("who", "who acts", .text, isWide: true),
                    .init("action", "how", .text, isWide: true),
                ], rows: rows))
    }

    private func breakdown(
        _ dimension: Dimension, _ groups: [GroupKey: Pareto], _ words: (String) -> [String]
    ) -> Report.Section {
        var rows: [ReportTable.Row] = []
        for group in Reasons.rows(groups) {
            let all = Reasons.count(group.value)
            for step in Reasons.steps(group.value) {
                let quotes =
                    rows.count < Reasons.rowsWithWords ? Reasons.quotes(step.tally, atMost: 2, words) : []
                rows.append(row([.text(group.name)], step, of: all, quotes))
            }
        }
        var column = dimension.column
        column.isHeading = true
        return Report.Section(
            id: "by-\(dimension.rawValue)", title: dimension.title,
            table: ReportTable(columns: [column] + Reasons.columns, rows: rows))
    }

    private func row(
        _ first: [ReportTable.Cell], _ step: Step, of all: Int, _ quotes: [String]
    ) -> ReportTable.Row {
        let reason = scope.reasons.reason(step.code)
        return ReportTable.Row(
            first + [
                .text(step.code), .count(step.tally.count), .share(Share(step.tally.count, of: all)),
                .share(Share(step.upToHere, of: all)), .text(reason?.name), .text(reason?.who),
                .text(reason?.action),
            ], quotes: quotes)
    }

    /// The first words of each message, newest call first, none twice.
    private static func quotes(_ tally: Tally, atMost most: Int, _ words: (String) -> [String]) -> [String] {
        var quotes: [String] = []
        for call in tally.calls where quotes.count < most {
            if let first = words(call).first, !first.isEmpty, !quotes.contains(first) { quotes.append(first) }
        }
        return quotes
    }
}
