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

    private var level: ServiceLevel { scope.serviceLevel }

    private var hours: String { scope.time.hours == nil ? "h" : "business h" }
    private var minutes: String { scope.time.hours == nil ? "min" : "business min" }

    func text(_ promise: Promise) -> String {
        switch promise {
        case .dated: "says when it handed over"
        case .workable: "leads that can be worked"
        case .speedToLead: "\(level.speedToLeadMinutes) \(minutes) from act to attempt"
        case .firstTouch: "\(level.firstTouchHours) \(hours) from hand-off to attempt"
        case .status: "\(level.statusHours) \(hours) from hand-off to a status"
        case .attempts: "\(level.attempts) attempts in \(level.attemptsDays) days"
        case .reason: "a reason with every rejection"
        case .answer: "\(level.acceptanceHours) \(hours) from SQL to answer"
        }
    }

    private var answer: String {
        let judged = Promise.allCases.filter { total[$0].share.of > 0 }
        guard !judged.isEmpty else { return "No promise of this time can be judged yet." }
        let broken = judged.filter { total[$0].missed > 0 }
        guard let worst = broken.min(by: { total[$0].share.fraction < total[$1].share.fraction }) else {
            return "Every promise that can be judged was kept."
        }
        let share = total[worst].share
        let percent = share.percent.map { " (\($0) %)" } ?? ""
        let who =
            worst.side == .marketing ? "marketing" : worst.side == .sales ? "sales" : "account executives"
        return
            "Least kept: \(text(worst)), by \(who): \(share.count.grouped) of \(share.of.grouped)\(percent)."
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
            id: "by-promise", title: "Who kept what",
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
            .init("hand-off", "the MQL date, where there is none the first import"),
            .init(
                "attempt",
                "a call that was dialled: somebody picked up, or the rep says that nobody did; a verdict that was taken without dialling is none"
            ),
            .init(
                "speed-to-lead, first touch",
                "two clocks: from the lead's act, and from the hand-off, each to the first attempt since the hand-off; leads decided without a call, or who asked not to be called, are left out"
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
                "of SQLs, those that an account executive accepted or refused in time; silence accepts, and is no answer"
            ),
            .init(
                "running",
                "still in time, and counted nowhere else; who is late and not done counts as missed"),
            .init(
                "median, 90th percentile",
                "the middle one, and the first that nine in ten do not exceed; the latter of at least twelve"),
            .init("by rep", "who made the first attempt; of reasons, who gave the verdict"),
            .init(
                "period",
                "leads that were handed over from the first day to the last, by the workspace's time; SQLs decided, and rejections made, in it"
            ), .share,
        ]
    }
}
