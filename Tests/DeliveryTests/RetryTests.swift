import Delivery
import Qualification
import Testing

@Suite struct RetryAfterTests {
    private static let now = Instant(rfc3339: "2026-11-21T14:00:00.000Z") ?? Instant(milliseconds: 0)

    @Test(arguments: [
        ("120", "2026-11-21T14:02:00.000Z"), ("0", "2026-11-21T14:00:00.000Z"),
        ("Sat, 21 Nov 2026 15:30:05 GMT", "2026-11-21T15:30:05.000Z"),
        ("Saturday, 21-Nov-26 15:30:05 GMT", "2026-11-21T15:30:05.000Z"),
        ("Sat Nov 21 15:30:05 2026", "2026-11-21T15:30:05.000Z"),
        ("Sun Nov  1 15:30:05 2026", "2026-11-01T15:30:05.000Z"),
        ("Sunday, 06-Nov-94 08:49:37 GMT", "1994-11-06T08:49:37.000Z"),
    ])
    func readsSecondsAndDates(text: String, moment: String) {
        #expect(RetryAfter.moment(text, now: Self.now)?.rfc3339 == moment)
    }

    @Test(arguments: [
        "", "soon", "-5", "1.5", "Sat, 31 Feb 2026 15:30:05 GMT", "Sat, 21 Nov 2026 25:30:05 GMT",
        "Sat, 21 Nov 2026 15:30:05 CET", "21 Nov 2026",
    ])
    func passesOverTheRest(text: String) {
        #expect(RetryAfter.moment(text, now: Self.now) == nil)
    }

    @Test func survivesMoreSecondsThanThereAre() {
        let moment = RetryAfter.moment("99999999999999999999999", now: Self.now)
        #expect((moment ?? Self.now) > Self.now.adding(hours: 24 * 365))
    }
}

@Suite struct RetryScheduleTests {
    private static let first = Instant(milliseconds: 1_795_000_000_000)

    private func pause(
        after attempt: Int, spent seconds: Int64 = 0, asked: Int64? = nil, chance: Double = 0
    ) -> Int64? {
        let now = Self.first.adding(milliseconds: seconds * 1000)
        return RetrySchedule.next(
            after: attempt, first: Self.first, now: now,
            asked: asked.map { now.adding(milliseconds: $0 * 1000) }, chance: chance
        ).map { ($0.milliseconds - now.milliseconds) / 1000 }
    }

    @Test func pausesGrowOverThreeDays() {
        let pauses = (1...9).compactMap { pause(after: $0) }
        #expect(pauses == [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400])
        #expect(pauses.reduce(0, +) > RetrySchedule.shortestSeconds)
    }

    @Test func chanceMakesThemLongerByUpToAQuarter() {
        #expect(pause(after: 3, chance: 0.5) == 2025)
        #expect(pause(after: 3, chance: 0.999) == 2249)
    }

    @Test func givesUpAfterTenAttemptsOverThreeDays() {
        #expect(pause(after: 10, spent: 272_105) == nil)
        #expect(pause(after: 9, spent: 272_105) != nil)
        #expect(pause(after: 10, spent: 3600) == 86_400, "a receiver that asks often does not use them up")
    }

    @Test func aReceiverMayAskForUpToADay() {
        #expect(pause(after: 1, asked: 120) == 120)
        #expect(pause(after: 5, asked: 1) == 1)
        #expect(pause(after: 1, asked: 1_000_000) == 86_400)
    }

    @Test("Bug: who asked to be tried again at once was, with every send", arguments: [0, -50] as [Int64])
    func atOnceIsNoPause(asked: Int64) {
        #expect(pause(after: 1, asked: asked) == 5)
        #expect(pause(after: 4, asked: asked) == 7200)
        #expect(pause(after: 10, spent: 272_105, asked: asked) == nil)
    }
}
