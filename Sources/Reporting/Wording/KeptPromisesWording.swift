import Qualification

extension KeptPromises {
    package func report(words: (String) -> [String]) -> Report {
        let kind = ReportKind.sla
        return Report(
            id: kind.rawValue, title: kind.title, question: kind.question, answer: answer,
            period: scope.period, warnings: warnings,
            sections: [byPromise, times, byWeek, byRep, byAccountExecutive, byAttempt],
            definitions: definitions)
    }

    private var isEmpty: Bool { total == Tally() }

    private var answer: String {
        guard Promise.allCases.contains(where: { total[$0].share.of > 0 }) else {
            return "No promise of this time can be judged yet."
        }
        // A handful says less than a dozen do.
        guard let worst = worst({ total[$0].share.percent != nil }) ?? worst({ _ in true }) else {
            return "Every promise that can be judged was kept."
        }
        let who = worst.side == .accountExecutive ? "account executives" : worst.side.rawValue
        return "Least kept: \(text(worst)), by \(who): \(kept(worst))."
    }

    private var warnings: [String] {
        let unknown = total[.speedToLead].unknown
        guard unknown > 0 else { return [] }
        return [
            "Of \(Phrase.count(unknown, "lead", "leads")) the hand-off does not say to the minute when they acted, or it was after the call: speed-to-lead leaves them out."
        ]
    }

    // MARK: Sections

    private var byPromise: Report.Section {
        Report.Section(
            id: "by-promise", title: "Who kept what", notes: advice,
            table: ReportTable(
                columns: [
                    .init("side", "side", .text), .init("promise", "promise", .text),
                    .init("kept", "kept", .share, hasBar: true, showsWhole: true),
                    .init("running", "running", .count),
                    .init("missed", "missed", .count, isWide: true),
                    .init("unknown", "not known", .count, isWide: true),
                ],
                rows: (isEmpty ? [] : Promise.allCases).map { promise in
                    let count = total[promise]
                    return .init([
                        .text(promise.side.rawValue), .text(text(promise)), .share(count.share),
                        .count(count.running), .count(count.missed), .count(count.unknown),
                    ])
                }))
    }

    private func text(_ stretch: Stretch) -> String {
        switch stretch {
        case .actToAttempt: "the lead's act to first attempt"
        case .handOffToAttempt: "hand-off to first attempt"
        case .handOffToStatus: "hand-off to first status"
        case .handOffToVerdict: "hand-off to first verdict"
        case .salesQualifiedToAnswer: "SQL to account executive's answer"
        }
    }

    private var times: Report.Section {
        Report.Section(
            id: "times", title: "How long it took",
            notes: [scope.time.hours == nil ? "By the clock, as h:mm:ss." : "In business hours, as h:mm:ss."],
            table: ReportTable(
                columns: [
                    .init("stretch", "from, to", .text), .init("measured", "measured", .count),
                    .init("median", "median", .seconds), .init("ninetieth", "90th percentile", .seconds),
                ],
                rows: (isEmpty ? [] : Stretch.allCases).map { stretch in
                    let measured = total[stretch]
                    return .init([
                        .text(text(stretch)), .count(measured.total), .seconds(measured.median),
                        .seconds(measured.ninetieth),
                    ])
                }))
    }

    private static let columns: [ReportTable.Column] = [
        .init("speedToLead", "speed-to-lead", .share, showsWhole: true),
        .init("firstTouch", "first touch", .share, showsWhole: true),
        .init("median", "median", .seconds),
        .init("ninetieth", "90th percentile", .seconds, isWide: true),
        .init("attempts", "attempts", .share, showsWhole: true),
        .init("status", "status", .share, showsWhole: true, isWide: true),
        .init("reason", "reason", .share, showsWhole: true, isWide: true),
    ]

    private func cells(_ tally: Tally) -> [ReportTable.Cell] {
        let touch = tally[Stretch.handOffToAttempt]
        return [
            .share(tally[.speedToLead].share), .share(tally[.firstTouch].share), .seconds(touch.median),
            .seconds(touch.ninetieth), .share(tally[.attempts].share), .share(tally[.status].share),
            .share(tally[.reason].share),
        ]
    }

    private var byWeek: Report.Section {
        Report.Section(
            id: "by-week", title: "By week",
            table: ReportTable(
                columns: [Dimension.week.column, .init("leads", "leads", .count)] + KeptPromises.columns
                    + [.init("answer", "answer", .share, showsWhole: true)],
                rows: sortedWeeks.map { group in
                    .init(
                        [.text(group.name), .count(group.value.leads)] + cells(group.value)
                            + [.share(group.value[.answer].share)])
                }))
    }

    private var byRep: Report.Section {
        Report.Section(
            id: "by-rep", title: "By rep",
            table: ReportTable(
                columns: [
                    ReportTable.Column("rep", "rep", .text, unknown: "nobody yet"),
                    .init("leads", "leads", .count),
                ] + KeptPromises.columns,
                rows: sortedReps.map { group in
                    .init([.text(group.name), .count(group.value.leads)] + cells(group.value))
                }))
    }

    private var byAccountExecutive: Report.Section {
        Report.Section(
            id: "by-ae", title: "By account executive",
            table: ReportTable(
                columns: [
                    ReportTable.Column("ae", "account executive", .text, unknown: "silence"),
                    .init("inTime", "in time", .share, showsWhole: true), .init("median", "median", .seconds),
                    .init("ninetieth", "90th percentile", .seconds, isWide: true),
                    .init("accepted", "accepted", .count), .init("rejected", "rejected", .count),
                    .init("running", "running", .count),
                ],
                rows: sortedAccountExecutives.map { group in
                    let answers = group.value
                    return .init([
                        .text(group.name), .share(answers.answered.share), .seconds(answers.response.median),
                        .seconds(answers.response.ninetieth), .count(answers.accepted),
                        .count(answers.rejected), .count(answers.answered.running),
                    ])
                }))
    }

    private var byAttempt: Report.Section {
        let last = attempts.count - 1
        return Report.Section(
            id: "by-attempt", title: "What attempts came to",
            table: ReportTable(
                columns: [
                    .init("attempt", "attempt", .text), .init("attempts", "leads", .count),
                    .init("reached", "reached", .share, hasBar: true),
                ]
                    + Attempt.Disposition.allCases.map {
                        .init($0.rawValue, $0.rawValue, .count)
                    },
                rows: attempts.enumerated().filter { $0.element.attempts > 0 }.map { number, came in
                    .init(
                        [
                            .text(number == last ? "\(number + 1) and later" : "\(number + 1)"),
                            .count(came.attempts), .share(Share(came.reached, of: came.attempts)),
                        ] + Attempt.Disposition.allCases.map { .count(came.others[$0] ?? 0) })
                }))
    }

    // MARK: Definitions

    private var definitions: [Report.Definition] {
        let clock =
            scope.time.hours == nil
            ? "the clock, since baton.yaml has no business-hours"
            : "business hours, as baton.yaml has them; a promise that ends with a working day is kept by its last moment"
        return [
            .init("hours", clock),
            .init(
                "lead's act",
                "what the hand-off says of the lead's own last deed, such as a form: a column like HubSpot's Recent conversion date or Salesforce's Created Date, with a time of day; \(total[.speedToLead].unknown.grouped) of these leads have none that is before the call"
            ),
            .init(
                "hand-off",
                "the latest: the MQL date, where there is none the first import, and for a lead that only calls tell of the MQL date of its latest call, else its first call"
            ),
            .init(
                "attempt",
                "a call that was dialled: somebody picked up, or the rep says that nobody did, by no-contact or by giving the lead up as unreachable; any other verdict that was taken without dialling is none"
            ),
            .init(
                "speed-to-lead, first touch",
                "two clocks: from the lead's act, and from the hand-off, each to the first attempt since the hand-off; leads decided without a call, who asked not to be called, or who were called before that hand-off and not since, are left out"
            ),
            .init("status", "any outcome of a call, a no-answer too"),
            .init(
                "attempts",
                "of leads that nobody was reached at: as many attempts as promised in the days from the hand-off, by the calendar, and none given up as unreachable before"
            ),
            .init("reason", "of verdicts disqualified, recycled and returned, those that carry one"),
            .init("says when", "leads of the book whose hand-off has an MQL date"),
            .init("can be worked", "of leads with a verdict, those not returned to marketing"),
            .init(
                "answer",
                "of SQLs, those that an account executive accepted or refused in time, by the first word; silence accepts, and is no answer; left out are those that a later verdict overtook before the time was over"
            ),
            .init(
                "running",
                "still in time, and counted nowhere else; who is late and not done counts as missed"),
            .init(
                "median, 90th percentile",
                "the middle one, of an even number the mean of the two in the middle, and the first that nine in ten do not exceed; the latter of at least twelve; in whole seconds, the rest cut off"
            ),
            .init("by rep", "who made the first attempt; of reasons, who gave the verdict"),
            .only(
                "leads whose first attempt since the hand-off, else first call, is such a one; SQLs and rejections on such calls"
            ),
            .init(
                "period",
                "leads that were handed over from the first day to the last, by the workspace's time; SQLs decided, and rejections made, in it"
            ), .share,
        ]
    }
}
