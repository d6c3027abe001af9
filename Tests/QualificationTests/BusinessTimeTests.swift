import Qualification
import Testing

/// Berlin as it is in 2026: summer time from 29 March, 01:00 UTC, until 25 October, 01:00 UTC.
let berlin = Zone(
    name: "Europe/Berlin", first: UTCOffset(minutes: 60),
    changes: [
        Zone.Change(at: utc("2026-03-29T01:00"), offset: UTCOffset(minutes: 120)),
        Zone.Change(at: utc("2026-10-25T01:00"), offset: UTCOffset(minutes: 60)),
    ])

func utc(_ text: String) -> Instant {
    Instant(rfc3339: text + (text.count == 16 ? ":00Z" : "Z")) ?? Instant(milliseconds: 0)
}

private func span(_ from: Int, _ to: Int) -> BusinessHours.Span {
    BusinessHours.Span(from: from * 60, to: to * 60)
}

private func hours(_ week: [[BusinessHours.Span]], holidays: String...) throws -> BusinessHours {
    try #require(BusinessHours(week: week, holidays: Set(holidays.compactMap { LocalDay($0) })))
}

private let minute: Int64 = 60_000
private let hour: Int64 = 3_600_000

@Suite("Business time") struct BusinessTimeTests {
    /// Monday to Friday from nine to half past five, Saturday from ten to one.
    private let shop: BusinessTime

    init() throws {
        let day = [BusinessHours.Span(from: 540, to: 1050)]
        let week = Array(repeating: day, count: 5) + [[span(10, 13)], []]
        shop = BusinessTime(try hours(week, holidays: "2026-12-25", "2026-12-26"), in: berlin)
    }

    @Test("An instant is in time as far as the due one, and no further", arguments: 0..<40)
    func isWithin(seed: Int) {
        var minutes = seed * 7919
        for time in [shop, BusinessTime(in: berlin)] {
            let start = utc("2026-03-20T00:00").adding(milliseconds: Int64(minutes) * minute + 1)
            for milliseconds in [-5, 0, 1, minute, 4 * hour, 24 * hour] as [Int64] {
                let due = time.adding(milliseconds: milliseconds, to: start)
                for (offset, isInTime) in [(-hour, true), (-1, true), (0, true), (1, false), (hour, false)] {
                    let instant = due.adding(milliseconds: offset)
                    #expect(time.isWithin(instant, milliseconds: milliseconds, of: start) == isInTime)
                }
                #expect(!time.isWithin(.latest, milliseconds: milliseconds, of: start))
            }
            minutes += 311
        }
    }

    @Test(
        "All of a night is due at the same moment, from when the clock stops until it goes on",
        arguments: [
            // Friday evening, midnight, and Saturday morning in Berlin.
            ("2026-11-20T18:00", "2026-11-20T16:30", "2026-11-21T09:00"),
            ("2026-11-20T16:30", "2026-11-20T16:30", "2026-11-21T09:00"),
            ("2026-11-21T09:00", "2026-11-20T16:30", "2026-11-21T09:00"),
            // Christmas and the Sunday after it, from Thursday evening on.
            ("2026-12-25T11:00", "2026-12-24T16:30", "2026-12-28T08:00"),
            // The night in which the clocks change, after a Saturday.
            ("2026-03-29T01:30", "2026-03-28T12:00", "2026-03-30T07:00"),
        ])
    func standstill(instant: String, from: String, to: String) {
        #expect(shop.standstill(around: utc(instant)) == utc(from)...utc(to))
        #expect(shop.stop(after: utc(instant)) == utc(instant) || instant == to)
    }

    @Test func whileTheTeamWorksTheClockRuns() {
        #expect(shop.standstill(around: utc("2026-11-20T11:00")) == nil)
        #expect(shop.stop(after: utc("2026-11-20T11:00")) == utc("2026-11-20T16:30"))
        #expect(shop.stop(after: utc("2026-11-21T09:00")) == utc("2026-11-21T12:00"))
        #expect(BusinessTime().standstill(around: utc("2026-11-20T11:00")) == nil)
    }

    @Test(
        "A due instant is the end of a working day rather than the beginning of the next",
        arguments: [
            // Friday noon and four hours, by the clock in Berlin.
            ("2026-11-20T11:00", 4 * 60, "2026-11-20T15:00"),
            // Friday 13:30: exactly until the end of the day.
            ("2026-11-20T12:30", 4 * 60, "2026-11-20T16:30"),
            // A minute more is Saturday 10:01.
            ("2026-11-20T12:30", 4 * 60 + 1, "2026-11-21T09:01"),
            // Friday 16:30: an hour on Friday, three on Saturday.
            ("2026-11-20T15:30", 4 * 60, "2026-11-21T12:00"),
            // Saturday evening and Sunday: Monday from nine on.
            ("2026-11-21T20:00", 4 * 60, "2026-11-23T12:00"),
            ("2026-11-22T12:00", 4 * 60, "2026-11-23T12:00"),
            // Christmas: Thursday 17:00, Friday and Saturday closed, Monday 9:30.
            ("2026-12-24T16:00", 60, "2026-12-28T08:30"),
            // Three working days of eight and a half hours, less an hour and a half.
            ("2026-11-16T08:00", 24 * 60, "2026-11-18T15:00"),
            // Over the beginning of summer time: 17:00 on Friday to 10:00 on Monday.
            ("2026-03-27T16:00", 30 + 3 * 60 + 60, "2026-03-30T08:00"),
            ("2026-03-27T16:00", 0, "2026-03-27T16:00"),
        ])
    func adds(start: String, minutes: Int, end: String) {
        #expect(
            shop.adding(milliseconds: Int64(minutes) * minute, to: utc(start)).rfc3339 == utc(end).rfc3339)
    }

    @Test(
        "What lies between is what was open, to the millisecond",
        arguments: [
            ("2026-11-20T11:00", "2026-11-20T15:00", 4 * 60 * 60_000),
            ("2026-11-20T16:29:59.999", "2026-11-21T09:00:00.001", 2),
            ("2026-11-21T12:00", "2026-11-23T08:00", 0),
            ("2026-11-16T08:00", "2026-11-23T08:00", (5 * 510 + 180) * 60_000),
            ("2026-12-21T08:00", "2026-12-28T08:00", 4 * 510 * 60_000),
            ("2026-11-20T15:00", "2026-11-20T11:00", -4 * 60 * 60_000),
        ] as [(String, String, Int64)])
    func between(start: String, end: String, milliseconds: Int64) {
        #expect(shop.between(utc(start), utc(end)) == milliseconds)
    }

    @Test("Days on which the clocks change have 23 and 25 hours, and spans over the change as much")
    func clockChanges() throws {
        let always = BusinessTime(try hours(Array(repeating: [span(0, 24)], count: 7)), in: berlin)
        #expect(always.between(utc("2026-03-28T23:00"), utc("2026-03-29T22:00")) == 23 * hour)
        #expect(always.between(utc("2026-10-24T22:00"), utc("2026-10-25T23:00")) == 25 * hour)
        let night = BusinessTime(try hours(Array(repeating: [span(1, 4)], count: 7)), in: berlin)
        #expect(night.between(utc("2026-03-28T12:00"), utc("2026-03-29T12:00")) == 2 * hour)
        #expect(night.between(utc("2026-10-24T12:00"), utc("2026-10-25T12:00")) == 4 * hour)
        // From two to three comes twice, the hour that is skipped not at all.
        let twice = BusinessTime(try hours(Array(repeating: [span(2, 3)], count: 7)), in: berlin)
        #expect(twice.between(utc("2026-10-25T00:00"), utc("2026-10-25T02:00")) == 2 * hour)
        #expect(twice.between(utc("2026-03-28T12:00"), utc("2026-03-29T12:00")) == 0)
        #expect(twice.adding(milliseconds: 1, to: utc("2026-03-28T12:00")) == utc("2026-03-30T00:00:00.001"))
    }

    @Test("Without hours time is time; hours that nobody keeps are none")
    func plain() {
        let clock = BusinessTime()
        #expect(clock.adding(hours: 4, to: utc("2026-11-21T20:00")) == utc("2026-11-22T00:00"))
        #expect(clock.between(utc("2026-11-21T20:00"), utc("2026-11-22T00:00")) == 4 * hour)
        #expect(BusinessHours(week: Array(repeating: [], count: 7)) == nil)
        #expect(BusinessHours(week: [[span(9, 17)]]) == nil)
        #expect(BusinessHours(week: Array(repeating: [span(17, 9)], count: 7)) == nil)
    }

    @Test("Years of holidays come to an end")
    func holidays() throws {
        let start = try #require(LocalDay("2026-01-01"))
        let days = Set((0..<4000).map { start.adding(days: $0) })
        let monday = [[span(9, 10)]] + Array(repeating: [BusinessHours.Span](), count: 6)
        let hours = try #require(BusinessHours(week: monday, holidays: days))
        let time = BusinessTime(hours, in: .utc)
        #expect(time.adding(hours: 1, to: utc("2026-01-01T00:00")) == utc("2036-12-15T10:00"))
        #expect(time.between(utc("2026-01-01T00:00"), utc("2036-12-14T00:00")) == 0)
    }
}

@Suite("Laws of business time") struct BusinessTimeLaws {
    /// Hours, holidays and zones of all sorts, each with instants to try.
    private func each(_ seed: UInt64, _ body: (BusinessTime, [Instant]) -> Void) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<150 {
            let week = (0..<7).map { _ in
                (0..<Int.random(in: 0...3, using: &generator)).map { _ in
                    let from = Int.random(in: 0..<1440, using: &generator)
                    return BusinessHours.Span(
                        from: from, to: Int.random(in: from + 1...1440, using: &generator))
                }
            }
            let start = Int.random(in: 20_000...21_000, using: &generator)
            let holidays = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                LocalDay(daysSinceEpoch: start + Int.random(in: 0...120, using: &generator))
            }
            var zone = Zone(first: UTCOffset(minutes: Int.random(in: -720...840, using: &generator)))
            let changes = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
                Zone.Change(
                    at: Instant(
                        milliseconds: Int64(start * 1440 + Int.random(in: 0...172_800, using: &generator))
                            * minute),
                    offset: UTCOffset(minutes: Int.random(in: -720...840, using: &generator)))
            }
            zone = Zone(first: zone.first, changes: changes)
            guard let hours = BusinessHours(week: week, holidays: Set(holidays)) else { continue }
            let instants = (0..<12).map { _ in
                Instant(
                    milliseconds: Int64(start) * 24 * hour
                        + Int64.random(in: 0...120 * 24 * hour, using: &generator))
            }
            body(BusinessTime(hours, in: zone), instants.sorted())
        }
    }

    @Test("Stretches add up, and never run backwards or faster than the clock")
    func additive() {
        each(1) { time, instants in
            for (a, b) in zip(instants, instants.dropFirst()) {
                let between = time.between(a, b)
                #expect(between >= 0 && between <= b.milliseconds - a.milliseconds)
                #expect(time.between(instants[0], a) + between == time.between(instants[0], b))
                #expect(time.between(b, a) == -between)
            }
        }
    }

    @Test("What was added lies between, and nothing earlier has it all")
    func roundTrip() {
        var generator = SeededGenerator(seed: 9)
        each(2) { time, instants in
            for start in instants {
                let amount = Int64.random(in: 1...60 * hour, using: &generator)
                let end = time.adding(milliseconds: amount, to: start)
                #expect(time.between(start, end) == amount)
                let before = end.adding(milliseconds: -1)
                #expect(time.between(start, before) == amount - 1, "it ends while the team works")
                #expect(time.isOpen(at: before))
            }
        }
    }

    @Test("The later it begins, the later it is due")
    func monotone() {
        each(3) { time, instants in
            let due = instants.map { time.adding(hours: 4, to: $0) }
            #expect(due == due.sorted())
        }
    }

    @Test("It is what a minute-by-minute look at the clock on the wall counts")
    func minutes() {
        each(4) { time, instants in
            guard let hours = time.hours, let first = instants.first else { return }
            // On whole minutes, so that looking at their beginnings is enough.
            let start = Instant(milliseconds: first.milliseconds / minute * minute)
            var counted: Int64 = 0
            for step in 0..<Int64(3 * 1440) {
                let instant = start.adding(milliseconds: step * minute)
                let offset = time.zone.offset(at: instant)
                let day = offset.day(of: instant)
                let ofDay = Int((instant.milliseconds - offset.instant(on: day).milliseconds) / minute)
                let isOpen = hours.week[day.weekday - 1].contains { $0.from <= ofDay && ofDay < $0.to }
                if isOpen, !hours.holidays.contains(day) { counted += minute }
            }
            #expect(time.between(start, start.adding(milliseconds: 3 * 1440 * minute)) == counted)
        }
    }
}
