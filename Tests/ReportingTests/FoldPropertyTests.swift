import Qualification
import Reporting
import Testing

/// What holds of reports over any history.
struct FoldPropertyTests {
    /// Chance that is the same in every run (SplitMix64).
    private struct Chance: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let calendar = LocalCalendar(.utc)

    private static var scope: ReportScope {
        ReportScope(period: Period(calendar: calendar), calendar: calendar, threshold: 60)
    }

    private struct Stories: FactsSource {
        var stories: [LeadStory]

        func forEachLead(_ parts: CallParts, _ body: (LeadStory) throws -> Void) throws {
            for story in stories { try body(story) }
        }

        func buyerWords(ofCall id: String) -> [String] { [] }
    }

    /// A lead with one call and its verdict.
    private static func story(
        _ number: Int, channel: String? = "Webinar", score: Int? = nil, _ verdict: Verdict,
        reason: String? = nil
    ) -> LeadStory {
        let start = Instant(milliseconds: 1_790_000_000_000 + Int64(number) * 1000)
        let call = CallFacts(
            id: "\(start.compact)-00000000", leadID: "\(number)", rep: "sam", channel: channel, score: score,
            startedAt: start, connectedAt: start, utcOffset: UTCOffset(minutes: 0), checklist: "BANT",
            checklistVersion: "1", verdict: verdict, proposed: verdict,
            reason: reason.map { ReasonReference(code: $0) }, decidedAt: start)
        let lead = LeadFacts(id: "\(number)", channel: channel, score: score, handedOverAt: start)
        return LeadStory(lead: lead, calls: [call])
    }

    private static func answer(_ kind: ReportKind, _ stories: [LeadStory]) throws -> Report {
        try #require(try Stories(stories: stories).reports([kind], scope).first)
    }

    @Test func theBestThresholdBeatsAllOthers() throws {
        var chance = Chance(state: 7)
        for _ in 0..<300 {
            let count = Int.random(in: 1...40, using: &chance)
            let leads = (0..<count).map { _ in
                (score: Int.random(in: -5...30, using: &chance), isSQL: Bool.random(using: &chance))
            }
            var calibration = Calibration(Self.scope)
            for (number, lead) in leads.enumerated() {
                calibration.add(
                    Self.story(number, score: lead.score, lead.isSQL ? .salesQualified : .recycled))
            }
            let sqls = leads.count { $0.isSQL }
            func weight(_ threshold: Int) -> Int {
                let kept = leads.count { $0.isSQL && $0.score >= threshold }
                let out = leads.count { !$0.isSQL && $0.score < threshold }
                return kept * (count - sqls) + out * sqls - sqls * (count - sqls)
            }
            let greatest = (-6...32).map(weight).max() ?? 0
            guard sqls > 0, sqls < count, greatest > 0 else {
                #expect(calibration.best == nil)
                continue
            }
            let best = try #require(calibration.best)
            #expect(weight(best.threshold) == greatest)
            #expect(leads.contains { $0.score == best.threshold })
            #expect(
                !leads.contains { $0.score < best.threshold && weight($0.score) == greatest }, "the lowest")
            #expect(calibration.split(at: best.threshold) == best)
        }
    }

    @Test func mediansAreThoseOfTheSortedSeconds() {
        var chance = Chance(state: 11)
        for count in 1...200 {
            var histogram = SecondsHistogram()
            var seconds: [Int64] = []
            for _ in 0..<count {
                let milliseconds = Int64.random(in: 0...20_000, using: &chance)
                histogram.add(milliseconds: milliseconds)
                seconds.append(milliseconds / 1000)
            }
            seconds.sort()
            let median = Double(seconds[(count - 1) / 2] + seconds[count / 2]) / 2
            #expect(histogram.median == median)
        }
        #expect(SecondsHistogram().median == nil)
    }

    @Test(arguments: [
        (0, 10), (99, 10), (119, 10), (120, 20), (239, 20), (240, 50), (599, 50), (600, 100), (1200, 200),
        (2400, 500), (1_000_000, 100_000),
    ])
    func thereAreAtMostADozenScoreBands(highest: Int, width: Int) {
        let bands = ScoreBands([highest: 1])
        #expect(bands.width == width)
        #expect(bands.text(of: bands.band(of: width)) == "\(width)-\(2 * width - 1)")
        #expect(bands.text(of: bands.band(of: -3)) == "below 0")
    }

    /// One lead that was given a number of nine digits made one band of all others.
    @Test func aFewScoresFarAboveTheOthersDoNotWidenTheBands() {
        var leads = Dictionary((0...100).map { ($0, 5) }) { first, _ in first }
        leads[-40] = 3
        leads[750_000_000] = 1
        leads[Int.max] = 1
        let bands = ScoreBands(leads)
        #expect(bands.width == 10)
        let texts = Set(leads.keys.map(bands.band)).sorted().map(bands.text)
        #expect(
            texts == ["below 0"] + (0...9).map { "\($0 * 10)-\($0 * 10 + 9)" } + ["100 and more"])
        // More than one in twenty are no exception.
        leads[300] = 60
        #expect(ScoreBands(leads).width == 50)
        #expect(ScoreBands([10: 1, 5000: 1]).text(of: 20) == "20 and more")
        #expect(
            ScoreBands([Int.max: 1]).ends(of: ScoreBands([Int.max: 1]).band(of: Int.max)).contains(Int.max))
        #expect(ScoreBands([:]).width == 10 && ScoreBands([-5: 2]).band(of: -5) == -1)
    }

    /// A no that is known from the call before is none that was given on this one, where the buyer dodged.
    @Test func aDodgeIsNoNo() throws {
        var story = Self.story(1, .recycled)
        story.calls[0].questions = [
            QuestionFacts(
                key: QuestionKey(element: "budget", question: "amount"), isAsked: true, isDodged: true,
                milliseconds: 5000, grade: .stated, isAgainst: true)
        ]
        let row = try #require(try Self.answer(.friction, [story]).sections.first?.table.rows.first)
        #expect(row.cells[5] == .share(Share(1, of: 1)) && row.cells[8] == .grades([1, 0, 0, 0]))
        #expect(row.cells[9] == .share(Share(0, of: 1)))
    }

    // MARK: Answers

    @Test func theFunnelNamesTheChannelThatIsFurthestFromItsShare() throws {
        // Webinar: 41 of 100 leads, 2 of 22 SQLs.
        let stories = (0..<100).map { number -> LeadStory in
            let isWebinar = number < 41
            let isSQL = isWebinar ? number < 2 : number < 61
            return Self.story(
                number, channel: isWebinar ? "Webinar" : "Referral", isSQL ? .salesQualified : .recycled)
        }
        #expect(
            try Self.answer(.funnel, stories).answer
                == "Referral brings 59 of 100 leads (59 %) and 20 of 22 SQLs (91 %).")
        let unnamed = stories.map { story in
            var story = story
            if story.lead.channel == "Referral" { story.lead.channel = nil }
            return story
        }
        #expect(
            try Self.answer(.funnel, unnamed).answer
                == "Webinar brings 41 of 100 leads (41 %) and 2 of 22 SQLs (9 %).",
            "of two as far off, the one that has a name")
    }

    @Test func aListOfReasonsThatLacksOneIsSaid() throws {
        func stories(other: Int) -> [LeadStory] {
            (0..<20).map { Self.story($0, .recycled, reason: $0 < other ? "other" : "timing") }
        }
        #expect(try Self.answer(.reasons, stories(other: 2)).warnings.isEmpty, "ten percent is not over ten")
        #expect(try Self.answer(.reasons, stories(other: 3)).warnings.count == 1)
        #expect(
            try Self.answer(.reasons, stories(other: 3)).answer
                == "timing is why 17 of 20 leads (85 %) were turned down; with other it is 20 of 20 (100 %).")
    }

    @Test func aScoreThatWorksIsSaidToWork() throws {
        let stories = (0..<100).map {
            Self.story($0, score: $0, $0 >= 72 && $0 % 5 > 0 ? .salesQualified : .recycled)
        }
        let report = try Self.answer(.calibration, stories)
        #expect(
            report.answer
                == "A score of 72 separates best: 23 of 28 (82 %) from 72 on became SQL, 0 of 72 (0 %) below; the threshold is 60."
        )
        #expect(report.warnings.isEmpty)
        // The other way round the threshold does harm, which is more than that nobody can tell.
        let upsideDown = (0..<100).map {
            Self.story($0, score: 99 - $0, $0 >= 60 ? .salesQualified : .recycled)
        }
        #expect(
            try Self.answer(.calibration, upsideDown).warnings == [
                "The threshold of 60 works the wrong way round: 0 of 40 (0 %) from there on became SQL, 40 of 60 (67 %) below."
            ])
        let flat = (0..<100).map {
            Self.story($0, score: $0 % 10, $0 / 10 % 2 == 0 ? .salesQualified : .recycled)
        }
        #expect(
            try Self.answer(.calibration, flat).answer
                == "No threshold separates: of 100 leads a higher score never made an SQL likelier.")
    }

    @Test func whoMarksTooHighIsNamed() throws {
        var stories: [LeadStory] = []
        for number in 0..<80 {
            var story = Self.story(number, .salesQualified)
            story.calls[0].rep = number < 20 ? "ana" : "sam"
            let isRejected = number < 20 ? number < 12 : number < 23
            story.handOffs = [
                HandOffFacts(
                    call: story.calls[0].id, rep: story.calls[0].rep,
                    decision: isRejected ? .rejected : .accepted,
                    reason: isRejected ? "pain-not-confirmed" : nil)
            ]
            stories.append(story)
        }
        let report = try Self.answer(.grading, stories)
        #expect(
            report.answer
                == "ana marks too high: 12 of 20 answered SQLs (60 %) came back for it, against the team's 15 of 80 (19 %)."
        )
        let rows = try #require(report.sections.first).table.rows
        #expect(rows.map { $0.cells[5] } == [.text("better"), .text("too-high"), .text(nil)])
        // What nobody came to says nothing about grades.
        for index in stories.indices { stories[index].handOffs[0].reason = "no-show" }
        #expect(
            try Self.answer(.grading, stories).answer
                == "Nobody stands out: of the team's answered SQLs 0 of 80 (0 %) came back for what was graded too high."
        )
    }
}
