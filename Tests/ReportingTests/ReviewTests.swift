import Qualification
import Reporting
import Testing

/// A review of two periods, worked out by hand.
struct ReviewTests {
    private static let calendar = LocalCalendar(.utc)

    private static func period(_ since: String, _ until: String) throws -> Period {
        Period(
            since: try #require(LocalDay(since)), until: try #require(LocalDay(until)), calendar: calendar)
    }

    private struct Stories: FactsSource {
        var stories: [LeadStory]

        func forEachLead(_ parts: CallParts, _ body: (LeadStory) throws -> Void) throws {
            for story in stories { try body(story) }
        }

        func buyerWords(ofCall id: String) -> [String] { [] }
    }

    /// A lead handed over and called on a day; its SQL is accepted on another.
    private static func story(
        _ number: Int, on day: String, channel: String = "Webinar", _ verdict: Verdict,
        reason: String? = nil, acceptedOn: String? = nil
    ) throws -> LeadStory {
        let utc = UTCOffset(minutes: 0)
        let start = utc.instant(on: try #require(LocalDay(day)), minuteOfDay: 600)
        let id = "\(start.compact)-\(String(10_000_000 + number))"
        let call = CallFacts(
            id: id, leadID: "\(number)", rep: "sam", channel: channel, startedAt: start, connectedAt: start,
            utcOffset: utc, checklist: "BANT", checklistVersion: "1", verdict: verdict, proposed: verdict,
            reason: reason.map { ReasonReference(code: $0) }, decidedAt: start)
        let lead = LeadFacts(id: "\(number)", channel: channel, mqlAt: start, handedOverAt: start)
        var handOffs: [HandOffFacts] = []
        if let acceptedOn {
            let at = utc.instant(on: try #require(LocalDay(acceptedOn)))
            handOffs = [HandOffFacts(call: id, rep: "sam", at: at, decision: .accepted)]
        }
        return LeadStory(lead: lead, calls: [call], handOffs: handOffs)
    }

    /// In the second quarter 40 leads: 20 SQL, 10 timing, 10 no-budget; in the third 40: 20 SQL, 18 timing, 2 no-budget
    /// (no difference that the counts support for timing: 25 % against 45 %); and 40 more with nothing but timing.
    private static func review(more: Int) throws -> Review {
        var stories: [LeadStory] = []
        func add(_ count: Int, _ day: String, _ verdict: Verdict, _ reason: String? = nil) throws {
            for _ in 0..<count { stories.append(try story(stories.count, on: day, verdict, reason: reason)) }
        }
        try add(20, "2026-05-05", .salesQualified)
        try add(10, "2026-05-05", .recycled, "timing")
        try add(10, "2026-06-30", .recycled, "no-budget")
        try add(20, "2026-07-01", .salesQualified)
        try add(18, "2026-08-05", .recycled, "timing")
        try add(2, "2026-09-30", .recycled, "no-budget")
        try add(more, "2026-09-30", .recycled, "timing")
        let now = try period("2026-07-01", "2026-09-30")
        let before = try #require(now.periodBefore(calendar))
        return try Stories(stories: stories).review(
            ReportScope(period: now, calendar: calendar), before: before)
    }

    @Test(arguments: [
        ("2026-07-01", "2026-09-30", "2026-04-01", "2026-06-30"),
        ("2026-02-01", "2026-02-28", "2026-01-01", "2026-01-31"),
        ("2024-02-01", "2024-02-28", "2024-01-04", "2024-01-31"),
        ("2026-11-02", "2026-11-08", "2026-10-26", "2026-11-01"),
        ("2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31"),
    ])
    func thePeriodBeforeIsAsLong(since: String, until: String, from: String, to: String) throws {
        let before = try #require(try Self.period(since, until).periodBefore(Self.calendar))
        #expect(before == (try Self.period(from, to)))
    }

    @Test(arguments: [
        ("2026-11-22", "2026-07-01", "2026-09-30"), ("2026-01-01", "2025-10-01", "2025-12-31"),
        ("2026-03-31", "2025-10-01", "2025-12-31"), ("2026-04-01", "2026-01-01", "2026-03-31"),
    ])
    func withoutDaysItIsTheLastQuarter(today: String, from: String, to: String) throws {
        let day = try #require(LocalDay(today))
        #expect(Period.lastQuarter(before: day, Self.calendar) == (try Self.period(from, to)))
    }

    @Test func whatChanceExplainsIsNoChange() throws {
        let review = try Self.review(more: 0)
        let change = review.change(of: .reason("timing"))
        // z = (0.45 - 0.25) / sqrt(0.35 × 0.65 × (1/40 + 1/40)) = 1.875.
        #expect(change.before == Share(10, of: 40) && change.now == Share(18, of: 40))
        #expect(change.direction == .none && change.points == 20)
        #expect(review.report().answer.hasPrefix("Nothing changed by more than chance explains"))
    }

    /// With nothing before there is no change that chance could explain, or not.
    @Test func whereThereIsNothingToCompareNoChangeIsSpokenOf() throws {
        let stories = try (0..<30).map { number in
            try Self.story(
                number, on: "2026-08-05", number < 10 ? .salesQualified : .recycled, reason: "timing")
        }
        let now = try Self.period("2026-07-01", "2026-09-30")
        let before = try #require(now.periodBefore(Self.calendar))
        let review = try Stories(stories: stories).review(
            ReportScope(period: now, calendar: Self.calendar), before: before)
        let report = review.report()
        #expect(report.answer.hasPrefix("There are too few leads and calls to say what changed; "))
        #expect(report.warnings.count == 1)
        // Point and comparison are of the same leads.
        let point = try #require(review.points.first { $0.subject == .reason("timing") })
        #expect(point.headline == "timing: why 20 of 30 leads with a verdict (67 %) were turned down.")
        #expect(review.change(of: .reason("timing")).now == Share(20, of: 30))
    }

    @Test func promisesAreNamedInWords() throws {
        let names = try Self.review(more: 0).report().sections.first { $0.id == "sla" }?.table.rows.map {
            $0.cells[0]
        }
        #expect(names?.contains(.text("sales: hand-off to attempt")) == true)
        for name in names ?? [] {
            guard case .text(let text?) = name else { continue }
            #expect(text.contains(": "), "\(text)")
        }
    }

    @Test func whatChanceDoesNotExplainIsOne() throws {
        let review = try Self.review(more: 40)
        let change = review.change(of: .reason("timing"))
        // z = (0.725 - 0.25) / sqrt(0.5667 × 0.4333 × (1/40 + 1/80)) = 4.95.
        #expect(change.now == Share(58, of: 80) && change.direction == .up)
        let sales = review.change(of: .channel("Webinar"))
        // z = (0.25 - 0.5) / sqrt(0.3333 × 0.6667 × (1/40 + 1/80)) = -2.74.
        #expect(sales.now == Share(20, of: 80) && sales.direction == .down)
        let answer = review.report().answer
        #expect(answer.contains("from 10 of 40 (25 %) to 58 of 80 (73 %)"), "\(answer)")
        let worksheet = try #require(review.report().sections.first { $0.id == Review.worksheet })
        #expect(worksheet.table.rows.count == review.points.count && !review.points.isEmpty)
        #expect(review.points.contains { $0.subject == .reason("timing") })
    }

    @Test(arguments: [
        (11, 11, 0, 12, Change.Direction.tooFew), (0, 100, 0, 100, .none), (100, 100, 100, 100, .none),
        (0, 20, 3, 20, .tooFew), (30, 100, 60, 100, .up), (60, 100, 30, 100, .down),
        (50, 100, 50, 100, .none),
    ])
    func aChangeIsBorneOutByTheCounts(
        count: Int, of: Int, laterCount: Int, laterOf: Int, direction: Change.Direction
    ) {
        let change = Change(before: Share(count, of: of), now: Share(laterCount, of: laterOf))
        #expect(change.direction == direction)
    }

    /// Else the earlier period, whose leads had more time since, would always look the better one.
    @Test func theEarlierPeriodIsJudgedByWhatWasKnownThen() throws {
        let late = try Self.story(1, on: "2026-06-29", .salesQualified, acceptedOn: "2026-07-03")
        var calledLater = try Self.story(2, on: "2026-07-10", .salesQualified)
        calledLater.lead.mqlAt = late.lead.mqlAt
        calledLater.lead.handedOverAt = late.lead.handedOverAt
        let now = try Self.period("2026-07-01", "2026-09-30")
        let before = try #require(now.periodBefore(Self.calendar))
        let review = try Stories(stories: [late, calledLater]).review(
            ReportScope(period: now, calendar: Self.calendar), before: before)
        #expect(review.before.funnel.total.leads == 2)
        #expect(review.before.funnel.total.attempted == 1, "the call of July is not known in June")
        #expect(review.before.funnel.total.salesQualified == 1)
        #expect(review.before.funnel.total.accepted == 0 && review.before.funnel.total.waiting == 1)
    }

    /// A channel whose leads nobody calls brings no SQLs either, and is no worse for it.
    @Test func leadsThatNobodyCalledSayNothingAboutTheirChannel() throws {
        var stories: [LeadStory] = []
        for number in 0..<200 {
            var story = try Self.story(
                number, on: "2026-07-07", channel: number < 100 ? "Newsletter" : "Referral",
                number % 2 == 0 ? .salesQualified : .recycled, reason: number % 2 == 0 ? nil : "timing")
            if number < 80 { story.calls = [] }
            // Knocked out at the desk, and not to be called.
            if number < 10 {
                story.calls = [
                    try Self.story(number, on: "2026-07-07", .disqualified, reason: "no-fit").calls[0]
                ]
                story.calls[0].connectedAt = nil
            } else if number < 15 {
                story.lead.isOptedOut = true
            }
            stories.append(story)
        }
        let digest = try Stories(stories: stories).digest(
            ReportScope(period: Period(calendar: Self.calendar), calendar: Self.calendar))
        #expect(digest.share(of: .neverCalled) == Share(65, of: 200))
        #expect(digest.share(of: .channel("Newsletter")) == Share(10, of: 35))
        #expect(!digest.findings.contains { $0.subject == .channel("Newsletter") })
        #expect(
            digest.findings.first?.headline == "65 of 200 leads (33 %) were never called.",
            "\(digest.findings.map(\.headline))")
    }

    @Test func whatSilenceHadAcceptedThenWasAccepted() throws {
        var late = try Self.story(1, on: "2026-06-20", .salesQualified, acceptedOn: "2026-07-03")
        late.handOffs[0].decision = .rejected
        late.handOffs[0].dueAt = late.handOffs[0].at?.adding(hours: -24 * 7)
        late.handOffs[0].answeredAt = late.handOffs[0].at
        let now = try Self.period("2026-07-01", "2026-09-30")
        let before = try #require(now.periodBefore(Self.calendar))
        let review = try Stories(stories: [late]).review(
            ReportScope(period: now, calendar: Self.calendar), before: before)
        #expect(review.before.funnel.total.acceptedBySilence == 1, "until July nobody had refused it")
        let answer = review.before.promises.total[Promise.answer]
        #expect(answer.kept == 0 && answer.missed == 1)
    }

    @Test func findingsAreOrderedAndBorneOut() throws {
        // 100 leads of a webinar with 5 SQLs beside 50 of others with 25.
        var stories: [LeadStory] = []
        for number in 0..<150 {
            let isWebinar = number < 100
            let isSQL = isWebinar ? number < 5 : number < 125
            stories.append(
                try Self.story(
                    number, on: "2026-07-07", channel: isWebinar ? "Webinar" : "Referral",
                    isSQL ? .salesQualified : .recycled, reason: isSQL ? nil : "timing"))
        }
        let digest = try Stories(stories: stories).digest(
            ReportScope(period: Period(calendar: Self.calendar), calendar: Self.calendar))
        let findings = digest.findings
        #expect(findings.first?.subject == .reason("timing") && findings.first?.concern == 120)
        let channel = try #require(findings.first { $0.subject == .channel("Webinar") })
        #expect(
            channel.headline
                == "Channel Webinar: 5 of 100 leads worked (5 %) became SQL, against 25 of 50 of the others (50 %)."
        )
        #expect(!findings.contains { $0.subject == .channel("Referral") })
    }
}
