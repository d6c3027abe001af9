import Qualification
import Testing

@Suite("Instants, local days and offsets") struct TimeTests {
    @Test(
        "An instant is written with exactly three decimals, in UTC",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (1, "1970-01-01T00:00:00.001Z"),
            (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (1_795_269_802_512, "2026-11-21T14:03:22.512Z"),
            (1_835_395_200_000, "2028-02-29T00:00:00.000Z"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func writes(milliseconds: Int64, text: String) {
        #expect(Instant(milliseconds: milliseconds).rfc3339 == text)
        #expect(Instant(rfc3339: text)?.milliseconds == milliseconds)
    }

    @Test("What was written reads back to the same millisecond, over four thousand years")
    func roundTrip() {
        var generator = SeededGenerator(seed: 1)
        let years = Int64(-30_000_000_000_000)...Int64(100_000_000_000_000)
        for _ in 0..<2000 {
            let instant = Instant(milliseconds: Int64.random(in: years, using: &generator))
            #expect(Instant(rfc3339: instant.rfc3339) == instant)
            let offset = UTCOffset(minutes: Int.random(in: -14 * 60...14 * 60, using: &generator))
            #expect(UTCOffset(offset.description) == offset)
            let local = offset.day(of: instant)
            #expect(LocalDay(local.description) == local)
            let midnight = offset.instant(on: local)
            #expect(midnight <= instant && instant < midnight.adding(hours: 24))
        }
    }

    @Test(
        "Offsets and fractions of a second are understood",
        arguments: [
            ("2026-11-21T15:03:22.512+01:00", "2026-11-21T14:03:22.512Z"),
            ("2026-11-21T00:15:00-05:30", "2026-11-21T05:45:00.000Z"),
            ("2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00.000Z"),
            ("2026-11-21T14:03:22Z", "2026-11-21T14:03:22.000Z"),
            ("2026-11-21 14:03:22.5z", "2026-11-21T14:03:22.500Z"),
            ("2026-11-21T14:03:22.51299999Z", "2026-11-21T14:03:22.512Z"),
        ])
    func understands(text: String, inUTC: String) {
        #expect(Instant(rfc3339: text)?.rfc3339 == inUTC)
    }

    @Test(
        "What is no instant is refused",
        arguments: [
            "", "2026-11-21", "2026-11-21T14:03Z", "2026-11-21T14:03:22", "2026-11-21T14:03:22.Z",
            "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T14:60:00Z",
            "2026-11-21T14:03:60Z", "2026-11-21T14:03:22+0100", "2026-11-21T14:03:22Z ",
            "٢٠٢٦-11-21T14:03:22Z",
            // In UTC they are in years that could not be written again.
            "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
        ])
    func refuses(text: String) {
        #expect(Instant(rfc3339: text) == nil)
    }

    @Test("A call's id begins with its start in UTC, and its folder is the month in UTC")
    func compact() throws {
        let start = try #require(Instant(rfc3339: "2026-12-01T00:30:22.512+01:00"))
        #expect(CallRecord.id(startingAt: start, random: "7f3a9c2e") == "20261130T233022Z-7f3a9c2e")
        #expect(start.month == "2026-11")
        #expect(UTCOffset(minutes: 60).day(of: start) == day("2026-12-01"))
        #expect(UTCOffset(minutes: 60).clock(of: start) == "00:30")
    }

    @Test(
        "Only days that exist are days",
        arguments: [
            ("2027-03-31", true), ("2028-02-29", true), ("2027-02-29", false), ("2000-02-29", true),
            ("2100-02-29", false), ("2027-04-31", false), ("2027-00-10", false), ("2027-1-31", false),
            ("27-01-31", false), ("2027-01-31-", false), ("0000-01-01", false), ("9999-12-31", true),
            ("+027-01-31", false),
        ])
    func exists(text: String, isDay: Bool) {
        #expect((LocalDay(text) != nil) == isDay)
    }

    @Test(
        "Weekdays are ISO: Monday is 1, Sunday is 7",
        arguments: [
            ("2026-11-21", 6), ("2026-11-22", 7), ("2026-11-23", 1), ("2028-02-29", 2), ("1970-01-01", 4),
            ("1969-12-31", 3), ("2000-01-01", 6),
        ])
    func weekday(text: String, weekday: Int) {
        #expect(day(text).weekday == weekday)
    }

    @Test("Day after day the calendar goes on without a gap, leap days included")
    func calendar() {
        var last = day("1999-12-31")
        for number in (last.daysSinceEpoch + 1)...(last.daysSinceEpoch + 366 * 40) {
            let next = LocalDay(daysSinceEpoch: number)
            #expect(LocalDay(year: next.year, month: next.month, day: next.day) == next)
            #expect(next.weekday == last.weekday % 7 + 1)
            let isNewMonth = next.day == 1 && last == last.endOfMonth && next.month == last.month % 12 + 1
            #expect(isNewMonth || next.day == last.day + 1 && next.month == last.month)
            last = next
        }
    }

    @Test(
        "A month later is the same day, or the last one where there is no such day",
        arguments: [
            ("2026-11-21", 3, "2027-02-21"), ("2027-01-31", 1, "2027-02-28"), ("2028-01-31", 1, "2028-02-29"),
            ("2028-02-29", 12, "2029-02-28"), ("2026-12-31", 1, "2027-01-31"),
            ("2026-01-31", -2, "2025-11-30"),
            ("2026-03-15", -3, "2025-12-15"),
        ])
    func months(from: String, months: Int, to: String) {
        #expect(day(from).adding(months: months) == day(to))
    }
}
