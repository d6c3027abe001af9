import Qualification
import Testing
import Workspace

@Suite struct QueueTests {
    let test: TestWorkspace
    let index: WorkspaceIndex
    let level = ServiceLevel(firstTouchHours: 4, attempts: 6, gapHours: 4)

    init() throws {
        test = try TestWorkspace()
        index = try WorkspaceIndex(test.workspace)
    }

    /// The queue in a form to compare: id, why, when, and what else there is to say.
    private func queue(
        at now: Instant = at("18:00"), waiting: Bool = false, limit: Int = 100, offset: Int = 0
    ) throws -> [String] {
        try index.queue(
            at: now, serviceLevel: level, includingWaiting: waiting, limit: limit, offset: offset
        ).map { lead in
            let flags = (lead.isWaiting ? " waits" : "") + (lead.lead.isOptedOut ? " opted-out" : "")
            return "\(lead.lead.id) \(lead.due.rawValue) \(lead.dueAt.rfc3339.dropFirst(8).prefix(8))\(flags)"
        }
    }

    private func save(_ records: CallRecord...) throws {
        for record in records { try test.save(record) }
        try index.refresh()
    }

    private let yesterday = "2026-11-20"
    private let noAnswer = Attempt(disposition: .noAnswer)

    private func promised(_ instant: Instant) -> Attempt {
        Attempt(disposition: .gatekeeper, callBackAt: instant)
    }

    private func recycled(until day: String?) -> GivenReason {
        GivenReason(code: "timing", sub: "contract-end", revisitOn: day.flatMap { LocalDay($0) })
    }

    @Test func everySortComesInItsPlace() throws {
        let ids = [
            "untouched-late", "untouched-soon", "untouched-best", "untouched-import", "promised-old",
            "promised-new",
            "promised-day", "promised-later", "tried-rested", "tried-resting", "incomplete-good",
            "incomplete-fresh",
            "paused", "recycled-due", "recycled-early", "recycled-never", "sold", "lost", "returned", "dnc",
            "opted-out", "opted-promised",
        ]
        try index.add(
            ids.map { id in
                lead(
                    id,
                    phone: id == "dnc" ? "+1 415 555 0142" : nil,
                    score: [
                        "untouched-best": 99, "tried-rested": 30, "incomplete-good": 80, "paused": 50,
                        "recycled-due": 60,
                    ][id],
                    mqlAt: [
                        "untouched-late": at("11:30"), "untouched-soon": at("08:00"),
                        "untouched-best": at("08:00"),
                        "opted-out": at("07:00"),
                    ][id], extra: id.hasPrefix("opted") ? ["Do not call": "Yes"] : [:])
            })
        func made(
            _ id: String, _ time: Instant, _ verdict: Verdict?, reason: GivenReason? = nil,
            attempt: Attempt? = nil,
            next: String? = nil, phone: String? = nil
        ) throws {
            let number = String(10_000_000 + (ids.firstIndex(of: id) ?? 99))
            try test.save(
                call(
                    lead(id, phone: phone), time, random: number, verdict: verdict, reason: reason,
                    attempt: attempt, next: next.map { NextStep(what: "call", on: LocalDay($0)) }))
        }
        try made("promised-old", at("09:00"), .noContact, attempt: promised(at("15:00")))
        try made("promised-new", at("09:00"), .noContact, attempt: promised(at("17:00")))
        try made("promised-day", at("09:00", day: yesterday), .incomplete, next: "2026-11-21")
        try made("promised-later", at("09:00", day: yesterday), .incomplete, next: "2026-11-25")
        try made("tried-rested", at("13:00"), .noContact, attempt: noAnswer)
        try made("tried-resting", at("16:00"), .noContact, attempt: noAnswer)
        try made("incomplete-good", at("09:00"), .incomplete)
        try made("incomplete-fresh", at("17:00"), .incomplete)
        try made("paused", at("17:30"), nil)
        try made(
            "recycled-due", at("09:00", day: "2026-10-01"), .recycled, reason: recycled(until: "2026-11-21"))
        try made(
            "recycled-early", at("09:00", day: "2026-10-01"), .recycled, reason: recycled(until: "2027-03-31")
        )
        try made("recycled-never", at("09:00", day: "2026-10-01"), .recycled, reason: recycled(until: nil))
        try made("sold", at("09:00"), .salesQualified, next: "2026-11-21")
        try made("lost", at("09:00"), .disqualified, reason: GivenReason(code: "no-fit", sub: "size"))
        try made("returned", at("09:00"), .returned, reason: GivenReason(code: "bad-data", sub: "phone"))
        try made(
            "dnc", at("09:00"), .disqualified,
            reason: GivenReason(code: "not-a-prospect", sub: "do-not-contact"), phone: "+1 415 555 0142")
        try made("opted-promised", at("09:00"), .noContact, attempt: promised(at("15:00")))
        try index.refresh()
        let due = [
            "promised-day call-back 20T23:00", "promised-old call-back 21T15:00",
            "promised-new call-back 21T17:00",
            "untouched-best first-touch 21T12:00", "untouched-soon first-touch 21T12:00",
            "untouched-late first-touch 21T15:30", "untouched-import first-touch 21T16:00",
            "incomplete-good incomplete 21T09:05", "recycled-due recycled 20T23:00",
            "paused incomplete 21T17:30", "tried-rested retry 21T17:05",
            "incomplete-fresh incomplete 21T17:05",
            "opted-promised call-back 21T15:00 opted-out", "opted-out first-touch 21T11:00 opted-out",
        ]
        let waiting = [
            "tried-resting retry 21T20:05 waits", "promised-later call-back 24T23:00 waits",
            "recycled-early recycled 30T23:00 waits",
        ]
        let (seen, all) = (try queue(), try queue(waiting: true))
        #expect(seen == due)
        #expect(all == due + waiting)
        for offset in 0...17 {
            #expect(
                try queue(waiting: true, limit: 4, offset: offset)
                    == Array((due + waiting).dropFirst(offset).prefix(4)))
        }
        let counts = try index.queueCounts(at: at("18:00"), serviceLevel: level)
        #expect(counts.callBacks == 3 && counts.firstTouches == 4 && counts.others == 5)
        #expect(counts.optedOut == 2 && counts.waiting == 3 && counts.due == due.count)
        for id in ids {
            let line = (due + waiting).first { $0.hasPrefix("\(id) ") }
            let queued = try index.queued(leadID: id, at: at("18:00"), serviceLevel: level)
            #expect(
                queued.map { "\($0.lead.id) \($0.due.rawValue)" }
                    == line?.split(separator: " ").prefix(2).joined(separator: " "))
            #expect(queued?.isWaiting == line?.contains("waits"))
        }
    }

    /// Who was handed over in one night is due at the same moment: then the better score goes first.
    @Test func ofThoseDueAtTheSameMomentTheBetterScoreGoesFirst() throws {
        let day = [BusinessHours.Span(from: 540, to: 1020)]
        let time = BusinessTime(BusinessHours(week: Array(repeating: day, count: 5) + [[], []]), in: .utc)
        // Friday, 20 November, until Tuesday.
        let leads: [(id: String, score: Int?, at: Instant)] = [
            ("friday-early", 1, at("15:00", day: "2026-11-20")),
            ("friday", 5, at("16:00", day: "2026-11-20")),
            ("friday-end", 20, at("17:00", day: "2026-11-20")),
            ("saturday", 90, at("20:00", day: "2026-11-21")), ("sunday", nil, at("08:00", day: "2026-11-22")),
            ("sunday-too", 90, at("09:00", day: "2026-11-22")),
            ("monday", 10, at("09:00", day: "2026-11-23")),
            ("monday-later", 99, at("09:01", day: "2026-11-23")),
            ("tuesday", 70, at("08:00", day: "2026-11-24")), ("night", 71, at("23:00", day: "2026-11-23")),
        ]
        try index.add(leads.map { lead($0.id, score: $0.score, mqlAt: $0.at) })
        let ids = [
            "friday-early", "friday", "saturday", "sunday-too", "friday-end", "monday", "sunday",
            "monday-later", "night", "tuesday",
        ]
        func queue(limit: Int, offset: Int) throws -> [String] {
            try index.queue(
                at: at("12:00", day: "2026-11-24"), serviceLevel: level, time: time, limit: limit,
                offset: offset
            ).map(\.lead.id)
        }
        for limit in 1...11 {
            for offset in 0...10 {
                #expect(try queue(limit: limit, offset: offset) == Array(ids.dropFirst(offset).prefix(limit)))
            }
        }
    }

    @Test func aTriedLeadRestsAndComesBack() throws {
        try index.add([lead("a")])
        try save(call(lead("a"), at("10:00"), verdict: .noContact, attempt: noAnswer))
        #expect(try queue(at: at("14:04")) == [])
        #expect(try queue(at: at("14:05")) == ["a retry 21T14:05"])
        try save(call(lead("a"), at("14:10"), random: "bbbbbbbb", verdict: .noContact, attempt: noAnswer))
        #expect(try queue(at: at("14:20")) == [])
        #expect(try index.queued(leadID: "a", at: at("19:00"), serviceLevel: level)?.attempts == 2)
    }

    @Test func aPromiseGoesBeforeTheRestAndHoldsUntilItIsKept() throws {
        try index.add([lead("a")])
        try save(call(lead("a"), at("10:00"), verdict: .noContact, attempt: promised(at("11:00"))))
        #expect(try queue(at: at("10:59")) == [])
        #expect(try queue(at: at("11:00")) == ["a call-back 21T11:00"])
        // A call before its time does not keep it, one after it does.
        try save(call(lead("a"), at("10:30"), random: "bbbbbbbb", verdict: .noContact, attempt: noAnswer))
        #expect(try queue(at: at("11:00")) == ["a call-back 21T11:00"])
        try save(call(lead("a"), at("11:01"), random: "cccccccc", verdict: .noContact, attempt: noAnswer))
        #expect(try queue(at: at("12:00")) == [])
        #expect(try queue(at: at("16:00")) == ["a retry 21T15:06"])
    }

    @Test func aLaterVerdictSupersedes() throws {
        try index.add([lead("a")])
        try save(call(lead("a"), at("10:00"), verdict: .disqualified))
        #expect(try queue(waiting: true) == [])
        try save(
            call(
                lead("a"), at("11:00"), random: "bbbbbbbb", verdict: .recycled,
                reason: recycled(until: "2026-11-20")))
        #expect(try queue() == ["a recycled 19T23:00"])
        try save(call(lead("a"), at("17:00"), random: "cccccccc", verdict: .noContact, attempt: noAnswer))
        #expect(try queue() == [], "it rests")
        #expect(try queue(at: at("22:00")) == ["a recycled 21T21:05"])
        try save(call(lead("a"), at("17:30"), random: "dddddddd", verdict: .salesQualified))
        #expect(try queue(at: at("22:00"), waiting: true) == [])
        #expect(try index.history(ofLead: "a").decisive?.verdict == .salesQualified)
    }

    @Test func aRecycledLeadThatIsTalkedToIsInPlayAgain() throws {
        try index.add([lead("a")])
        try save(
            call(lead("a"), at("09:00"), verdict: .recycled, reason: recycled(until: "2027-03-31")),
            call(lead("a"), at("10:00"), random: "bbbbbbbb", verdict: .incomplete))
        let seen = try queue()
        #expect(seen == ["a incomplete 21T10:05"])
    }

    @Test func callsOfALeadAreKnownBeforeTheLeadIs() throws {
        try save(call(lead("a"), at("10:00"), verdict: .disqualified))
        try index.add([lead("a"), lead("b")])
        #expect(try queue() == ["b first-touch 21T16:00"])
        try test.remove("transcripts/2026-11")
        try index.refresh()
        #expect(try queue() == ["a first-touch 21T16:00", "b first-touch 21T16:00"])
    }

    @Test func anOptOutHoldsForMailAndPhoneAcrossImports() throws {
        let asked = Lead(id: "crm-1", email: "Jane@Acme.example", phone: "+44 20 7946 0958")
        try index.add([
            lead("jane@acme.example"), lead("same-phone", phone: "(020) 7946-0958"),
            lead("other", phone: "0958"),
        ])
        try save(
            call(
                asked, at("10:00"), verdict: .disqualified,
                reason: GivenReason(code: "not-a-prospect", sub: "do-not-contact")))
        let later = lead("new@x.example", phone: "0044 20 79460958")
        try index.add([later, lead("crm-1")], at: at("13:00"), random: "bbbbbbbb")
        let optedOut = try ["jane@acme.example", "same-phone", "other", "new@x.example", "crm-1"].filter {
            try index.summary(id: $0)?.isOptedOut == true
        }
        #expect(optedOut == ["jane@acme.example", "same-phone", "new@x.example", "crm-1"])
        #expect(try queue().last == "new@x.example first-touch 21T17:00 opted-out")
        let call = "20261121T100000Z-aaaaaaaa"
        #expect(try index.optOut(leadID: nil, email: "JANE@ACME.EXAMPLE", phone: nil) == call)
        #expect(try index.optOut(leadID: nil, email: nil, phone: "02079460958") == call)
        #expect(try index.optOut(leadID: "x", email: "x", phone: "0958") == nil)
        try test.remove("transcripts/2026-11")
        try index.refresh()
        #expect(try index.summary(id: "same-phone")?.isOptedOut == false)
    }
}
