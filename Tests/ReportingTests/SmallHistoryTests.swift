import Qualification
import Reporting
import Testing

/// Every figure of every report on the small history, worked out by hand.
struct SmallHistoryTests {
    // MARK: Funnel

    @Test func theFunnelFollowsTheLeadsHandedOverInNovember() throws {
        let funnel = try SmallReport(.funnel)
        #expect(
            funnel.report.answer
                == "20 leads: 18 called, 16 reached, 7 SQL, 4 accepted.")
        #expect(
            try funnel.rows("stages") == """
                leads 20/20=100% 20/20=100%
                called 18/20=90% 18/20=90%
                reached 16/20=80% 16/18=89%
                SQL 7/20=35% 7/16=44%
                accepted 4/20=20% 4/7
                """)
    }

    /// Leads, called, reached, SQL, accepted, by silence, rejected, waiting.
    @Test(arguments: [
        (
            "by-channel",
            """
            Webinar 9 8/9 8/9 2/9 2/9 1 0 0
            LinkedIn 5 5/5 3/5 2/5 1/5 0 0 1
            Referral 4 3/4 3/4 3/4 1/4 0 2 0
            – 2 2/2 2/2 0/2 0/2 0 0 0
            """
        ),
        (
            "by-campaign",
            """
            Spring 6 6/6 5/6 1/6 1/6 0 0 0
            Guide 5 4/5 4/5 2/5 1/5 0 0 1
            – 9 8/9 7/9 4/9 2/9 1 2 0
            """
        ),
        (
            "by-score",
            """
            20-29 1 0/1 0/1 0/1 0/1 0 0 0
            30-39 2 2/2 2/2 0/2 0/2 0 0 0
            40-49 2 2/2 1/2 0/2 0/2 0 0 0
            50-59 2 2/2 2/2 0/2 0/2 0 0 0
            60-69 3 3/3 2/3 1/3 1/3 1 0 0
            70-79 3 3/3 3/3 2/3 1/3 0 0 1
            80-89 3 3/3 3/3 2/3 1/3 0 1 0
            90-99 2 2/2 2/2 2/2 1/2 0 1 0
            – 2 1/2 1/2 0/2 0/2 0 0 0
            """
        ),
        (
            "by-rep",
            """
            li 7 7/7 6/7 3/7 1/7 0 2 0
            ana 6 5/6 4/6 1/6 1/6 1 0 0
            sam 6 6/6 6/6 3/6 2/6 0 0 1
            – 1 0/1 0/1 0/1 0/1 0 0 0
            """
        ),
        (
            "by-checklist",
            """
            BANT 15 15/15=100% 14/15=93% 6/15=40% 3/15=20% 0 2 1
            MEDDIC 4 3/4 2/4 1/4 1/4 1 0 0
            – 1 0/1 0/1 0/1 0/1 0 0 0
            """
        ),
        (
            "by-week",
            """
            2026-W45 9 8/9 8/9 4/9 3/9 1 0 1
            2026-W46 11 10/11 8/11 3/11 1/11 0 2 0
            """
        ),
    ])
    func theFunnelIsBrokenDown(section: String, rows: String) throws {
        let columns = [
            String(section.dropFirst(3)), "leads", "attempted", "reached", "sql", "accepted",
            "acceptedBySilence", "rejected", "waiting",
        ]
        let total = "all 20 18/20=90% 16/20=80% 7/20=35% 4/20=20% 1 2 1"
        #expect(try SmallReport(.funnel).rows(section, columns: columns) == rows + "\n" + total)
    }

    @Test func partsOfTheFunnelAreSharesOfAllLeadsAndAllSQLs() throws {
        #expect(
            try SmallReport(.funnel).rows("by-channel", columns: ["channel", "ofLeads", "ofSQLs"]) == """
                Webinar 9/20=45% 2/7
                LinkedIn 5/20=25% 2/7
                Referral 4/20=20% 3/7
                – 2/20=10% 0/7
                all 20/20=100% 7/7
                """)
    }

    @Test func aPeriodIsThatOfTheHandOffWheneverTheCallsWere() throws {
        // Lead a20 was handed over in October; the October call with a12 came before its hand-off of November.
        #expect(
            try SmallReport(.funnel, since: "2026-10-01", until: "2026-10-31").report.answer
                == "1 lead: 1 called, 1 reached, 1 SQL, 1 accepted.")
        #expect(
            try SmallReport(.funnel, since: "2026-12-01", until: nil).report.answer
                == "No leads were handed over in this time.")
        let all = try SmallReport(.funnel, since: nil, until: nil)
        #expect(
            try all.rows("stages", columns: ["stage", "leads"]).split(separator: "\n").map(String.init)
                == [
                    "leads 21/21=100%", "called 19/21=90%", "reached 17/21=81%", "SQL 8/21=38%",
                    "accepted 5/21=24%",
                ])
    }

    @Test func ofOneRepOnlyTheLeadsThatTheyToldOf() throws {
        #expect(
            try SmallReport(.funnel, rep: "SAM").report.answer
                == "6 leads: 6 called, 6 reached, 3 SQL, 2 accepted.")
        #expect(
            try SmallReport(.funnel, checklist: "meddic").report.answer
                == "4 leads: 3 called, 2 reached, 1 SQL, 1 accepted.")
    }

    // MARK: Reasons

    @Test func reasonsAreCountedByTheLatestVerdictOfEachLead() throws {
        let reasons = try SmallReport(.reasons)
        #expect(
            reasons.report.answer
                == "timing is why 3 of 9 leads were turned down; with no-fit it is 5 of 9.")
        #expect(reasons.report.warnings.isEmpty)
        let columns = ["channel", "campaign", "reason", "leads", "share", "upToHere"]
        #expect(
            try reasons.rows("reasons", columns: columns) == """
                timing 3 3/9 3/9
                no-fit 2 2/9 5/9
                hand-off-error 1 1/9 6/9
                no-budget 1 1/9 7/9
                no-need 1 1/9 8/9
                other 1 1/9 9/9
                """)
        #expect(
            try reasons.rows("by-sub-reason", columns: columns) == """
                no-fit/size 2 2/2
                hand-off-error/duplicate 1 1/1
                timing/contract-end 1 1/3
                """)
        #expect(
            try reasons.rows("by-channel", columns: columns) == """
                Webinar no-fit 2 2/6 2/6
                Webinar timing 2 2/6 4/6
                Webinar no-budget 1 1/6 5/6
                Webinar no-need 1 1/6 6/6
                LinkedIn timing 1 1/1 1/1
                – hand-off-error 1 1/2 1/2
                – other 1 1/2 2/2
                """)
        #expect(
            try reasons.rows("by-campaign", columns: columns) == """
                Guide no-fit 2 2/3 2/3
                Guide no-budget 1 1/3 3/3
                Spring timing 3 3/3 3/3
                – hand-off-error 1 1/3 1/3
                – no-need 1 1/3 2/3
                – other 1 1/3 3/3
                """)
    }

    @Test func verdictsOfThePeriodAloneCount() throws {
        // Up to the 10th, lead a09 stood at recycled, a04 at SQL.
        let reasons = try SmallReport(.reasons, until: "2026-11-10")
        #expect(
            try reasons.rows("reasons", columns: ["reason", "leads"])
                == "timing 4\nno-budget 1\nno-fit 1")
        // Over all time the October verdict on a12 is its latest.
        #expect(
            try SmallReport(.reasons, since: nil, until: nil).rows("reasons", columns: ["reason", "leads"])
                == "timing 3\nno-budget 2\nno-fit 2\nhand-off-error 1\nno-need 1\nother 1")
    }

    @Test func theBuyersWordsAreThoseOfTheNewestCalls() throws {
        let words = [
            SmallHistory.id("03"): ["under contract until May", "an older quote"],
            SmallHistory.id("05"): ["we are moving warehouses"],
            SmallHistory.id("13"): ["of a verdict that another one took the place of"],
            SmallHistory.id("17"): ["under contract until May"],
        ]
        let report = try SmallReport(.reasons, words: words).report
        let overall = try #require(report.sections.first { $0.id == "reasons" })
        #expect(overall.table.rows[0].quotes == ["under contract until May", "we are moving warehouses"])
        #expect(overall.table.rows.dropFirst().flatMap(\.quotes).isEmpty)
        let channels = try #require(report.sections.first { $0.id == "by-channel" })
        #expect(
            channels.table.rows[1].quotes == ["we are moving warehouses", "under contract until May"])
        #expect(channels.table.rows[4].quotes == ["under contract until May"])
    }

    // MARK: Calibration

    @Test func theScoreIsCalibratedAgainstTheVerdicts() throws {
        let calibration = try SmallReport(.calibration)
        #expect(
            calibration.report.answer
                == "The data cannot tell whether the score works: 7 of 8 from 64 on became SQL, 0 of 7 below."
        )
        #expect(
            try calibration.rows("bands") == """
                20-29 1 0/1
                30-39 2 0/2
                40-49 1 0/1
                50-59 2 0/2
                60-69 2 1/2
                70-79 3 2/3
                80-89 2 2/2
                90-99 2 2/2
                – 1 0/1
                """)
        #expect(
            try calibration.rows("thresholds") == """
                best 64 7/8 0/7 0.875 7/7 7/8 no
                set 60 7/9 0/6 0.75 7/7 6/8 no
                """)
        #expect(calibration.report.warnings.count == 1)
    }

    // MARK: Friction

    @Test func frictionIsCountedOverConversations() throws {
        let friction = try SmallReport(.friction)
        #expect(
            friction.report.answer
                == "budget.amount (BANT 1.0.0) goes unanswered most, in 10 of 15 conversations (67 %); budget (BANT 1.0.0) fails most, in 9 of 13 (69 %)."
        )
        // Unanswered, asked, dodged, skipped, median seconds, grades 0 to 3, against.
        #expect(
            try friction.rows("questions") == """
                BANT 1.0.0 budget.amount 10/15=67% 8/15=53% 3/8 7/15=47% 35.0 3-0-5-0 1/8
                BANT 1.0.0 need.pain 0/15=0% 15/15=100% 0/15=0% 0/15=0% 20.0 0-0-15-0 0/15=0%
                """)
        // Failed, weak, open, against, confirmed.
        #expect(
            try friction.rows("elements") == """
                BANT 1.0.0 budget 9/13=69% 8 0 1 4 yes
                BANT 1.0.0 authority 0/2 0 0 0 2 yes
                BANT 1.0.0 need 0/15=0% 0 0 0 15 yes
                MEDDIC 1.0.0 need 0/1 0 0 0 1 yes
                """)
        #expect(
            try SmallReport(.friction, checklist: "MEDDIC").report.answer
                == "3 conversations: too few to say where a checklist hurts.")
    }

    // MARK: Overrides

    @Test func overridesAreFollowedToWhatBecameOfThem() throws {
        let overrides = try SmallReport(.overrides)
        #expect(
            overrides.report.answer
                == "Reps overrode 3 of 19 proposals (16 %); account executives refused 2 of 2 SQLs made so, and 1 of 5 made as proposed."
        )
        // Calls, overturned, SQL, accepted, by silence, rejected.
        #expect(
            try overrides.rows("fates") == """
                overridden 3/19=16% 2/3 2 0 0 2/2
                as proposed 16/19=84% 0/15=0% 6 3 1 1/5
                """)
        #expect(
            try overrides.rows("by-rep") == """
                sam 7 2/7 2/2 1 0 0 1/1
                ana 6 0/6 0/0 0 0 0 0/0
                li 6 1/6 0/1 1 0 0 1/1
                """)
        #expect(
            try overrides.rows("by-pair") == """
                disqualified sql 1/3 0/1 1 0 0 1/1
                incomplete sql 1/3 1/1 1 0 0 1/1
                sql recycled 1/3 1/1 0 0 0 0/0
                """)
    }

    // MARK: Grading

    @Test func gradesAreHeldAgainstWhatWasAccepted() throws {
        let grading = try SmallReport(.grading)
        #expect(
            grading.report.answer
                == "Account executives have answered 7 of 8 SQLs: too few to judge grades by.")
        // SQLs, accepted, too high, average grade, judgement, by silence, rejected.
        #expect(
            try grading.rows("by-rep") == """
                sam 4 2/3 1/3 2.33 too-few 0 1
                li 3 1/3 1/3 2.25 too-few 0 2
                ana 1 1/1 0/1 2.0 too-few 1 0
                team 8 4/7 2/7 2.29 – 1 3
                """)
        #expect(
            try grading.rows("by-reason") == """
                fact-contradicted 1/3 yes
                no-show 1/3 no
                pain-not-confirmed 1/3 yes
                """)
    }

    @Test(arguments: ReportKind.allCases)
    func everyReportAnswersWhereThereIsNothing(kind: ReportKind) throws {
        let report = try SmallReport(kind, since: "2030-01-01").report
        #expect(report.answer.hasPrefix("No "))
        #expect(!report.definitions.isEmpty && Set(report.sections.map(\.id)).count == report.sections.count)
        #expect(kind.breakdowns.allSatisfy { name in report.sections.contains { $0.id == name } })
    }
}
