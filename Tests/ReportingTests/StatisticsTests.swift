import Qualification
import Reporting
import Testing

struct StatisticsTests {
    /// The worked example of Newcombe (1998), table I, and the ends.
    @Test(arguments: [
        (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1),
    ])
    func wilsonIntervalsAreThePublishedOnes(count: Int, of: Int, low: Double, high: Double) throws {
        let interval = try #require(WilsonInterval(Share(count, of: of)))
        #expect((interval.low * 10_000).rounded() == (low * 10_000).rounded())
        #expect((interval.high * 10_000).rounded() == (high * 10_000).rounded())
    }

    @Test func wilsonIntervalsHoldTheRateAndShrinkAsTheSampleGrows() throws {
        for of in 1...60 {
            for count in 0...of {
                let share = Share(count, of: of)
                let interval = try #require(WilsonInterval(share))
                let tenfold = try #require(WilsonInterval(Share(count * 10, of: of * 10)))
                #expect(interval.low >= 0 && interval.high <= 1)
                #expect(interval.low <= share.fraction && share.fraction <= interval.high)
                #expect(tenfold.high - tenfold.low < interval.high - interval.low)
            }
        }
        #expect(WilsonInterval(Share(0, of: 0)) == nil)
    }

    @Test func percentagesAreWholeAndNeedTwelve() {
        #expect(Share(1, of: 11).percent == nil)
        #expect(Share(1, of: 12).percent == 8)
        #expect(Share(1, of: 200).percent == 1)
        #expect(Share(1, of: 201).percent == 0)
        #expect(Share(12, of: 12).percent == 100)
        #expect(Share(0, of: 0).percent == nil)
    }

    @Test(arguments: [
        ("2026-11-16", "2026-W47"), ("2026-11-22", "2026-W47"), ("2027-01-03", "2026-W53"),
        ("2024-12-30", "2025-W01"), ("2021-01-01", "2020-W53"), ("2023-01-01", "2022-W52"),
    ])
    func weeksAreThoseOfISO8601(day: String, week: String) throws {
        #expect(try Week(of: #require(LocalDay(day))).description == week)
    }

    /// Central European time in 2026: the clocks go forward on 29 March and back on 25 October, at 01:00 UTC.
    @Test(arguments: [
        ("2026-03-28", "2026-03-27T23:00:00.000Z"), ("2026-03-29", "2026-03-28T23:00:00.000Z"),
        ("2026-03-30", "2026-03-29T22:00:00.000Z"), ("2026-10-25", "2026-10-24T22:00:00.000Z"),
        ("2026-10-26", "2026-10-25T23:00:00.000Z"),
    ])
    func daysBeginAtTheirOwnMidnight(day: String, begins: String) throws {
        let spring = try #require(Instant(rfc3339: "2026-03-29T01:00:00Z"))
        let autumn = try #require(Instant(rfc3339: "2026-10-25T01:00:00Z"))
        let calendar = LocalCalendar(
            Zone(
                first: UTCOffset(minutes: 60),
                changes: [
                    .init(at: spring, offset: UTCOffset(minutes: 120)),
                    .init(at: autumn, offset: UTCOffset(minutes: 60)),
                ]))
        let day = try #require(LocalDay(day))
        #expect(calendar.beginning(of: day).rfc3339 == begins)
        let period = Period(since: day, until: day, calendar: calendar)
        let from = try #require(Instant(rfc3339: begins))
        #expect(period.contains(from) && !period.contains(from.adding(milliseconds: -1)))
        #expect(calendar.day(of: from.adding(milliseconds: -1)) == day.adding(days: -1))
    }
}
