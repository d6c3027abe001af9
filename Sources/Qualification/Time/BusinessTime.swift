/// Time as a team's SLA counts it: what passes while the team works, in real milliseconds.
///
/// On days when the clocks change an hour that comes twice counts twice, and one that is skipped not at all.
package struct BusinessTime: Hashable, Sendable {
    /// Nil is around the clock.
    package let hours: BusinessHours?
    package let zone: Zone
    private let calendar: OpenTime?
    /// What has to be added to the open time of the wall clock, before the first change of the clocks and after each.
    private let corrections: [Int64]

    package init(_ hours: BusinessHours? = nil, in zone: Zone = .utc) {
        self.hours = hours
        self.zone = zone
        let calendar = hours.map(OpenTime.init)
        self.calendar = calendar
        var corrections: [Int64] = [0]
        if let calendar {
            var (offset, sum) = (zone.first, Int64(0))
            for change in zone.changes {
                sum +=
                    calendar.before(offset.wall(change.at)) - calendar.before(change.offset.wall(change.at))
                corrections.append(sum)
                offset = change.offset
            }
        }
        self.corrections = corrections
    }

    /// The business time from one instant to another, in milliseconds; below zero where the other is the earlier one.
    package func between(_ start: Instant, _ end: Instant) -> Int64 { elapsed(end) - elapsed(start) }

    /// The earliest instant by which so much business time has passed since another: at the latest when a working day
    /// ends, rather than when the next begins.
    ///
    /// With nothing or less to pass it is that instant itself, whether anybody works then or not.
    package func adding(milliseconds: Int64, to start: Instant) -> Instant {
        guard milliseconds > 0 else { return start }
        // Business time passes no faster than time.
        var low = start.adding(milliseconds: milliseconds)
        guard calendar != nil else { return low }
        let goal = elapsed(start) + milliseconds
        if elapsed(low) >= goal { return low }
        var step: Int64 = 86_400_000
        var high = low.adding(milliseconds: step)
        while elapsed(high) < goal {
            low = high
            step *= 2
            high = high.adding(milliseconds: step)
        }
        while high.milliseconds - low.milliseconds > 1 {
            let middle = low.adding(milliseconds: (high.milliseconds - low.milliseconds) / 2)
            if elapsed(middle) < goal { low = middle } else { high = middle }
        }
        return high
    }

    package func adding(hours: Int, to start: Instant) -> Instant {
        adding(milliseconds: Int64(hours) * 3_600_000, to: start)
    }

    /// Whether an instant is no later than the one that `adding` gives, without working that out.
    package func isWithin(_ instant: Instant, milliseconds: Int64, of start: Instant) -> Bool {
        guard milliseconds > 0 else { return instant <= start }
        // Later than anything that can be written is late.
        guard instant.milliseconds <= Instant.writable.upperBound else { return false }
        return elapsed(instant.adding(milliseconds: -1)) - elapsed(start) < milliseconds
    }

    package func isWithin(_ instant: Instant, hours: Int, of start: Instant) -> Bool {
        isWithin(instant, milliseconds: Int64(hours) * 3_600_000, of: start)
    }

    /// Whether the team works at an instant.
    package func isOpen(at instant: Instant) -> Bool {
        between(instant, instant.adding(milliseconds: 1)) > 0
    }

    /// The stretch around an instant in which no business time passes, such as a night, with the moments at which it
    /// stops and goes on; nil while it passes.
    ///
    /// What begins anywhere in it is due at the same instant.
    package func standstill(around instant: Instant) -> ClosedRange<Instant>? {
        guard calendar != nil else { return nil }
        let sum = elapsed(instant)
        let first = furthest(from: instant, by: -1) { elapsed($0) == sum }
        let last = furthest(from: instant, by: 1) { elapsed($0) == sum }
        return first < last ? first...last : nil
    }

    /// When business time stops that passes at an instant; the instant itself where none does.
    package func stop(after instant: Instant) -> Instant {
        let sum = elapsed(instant)
        return furthest(from: instant, by: 1) {
            elapsed($0) - sum == $0.milliseconds - instant.milliseconds
        }
    }

    /// The last instant in one direction up to which something holds that does not come back, ten years at most.
    private func furthest(
        from instant: Instant, by direction: Int64, while holds: (Instant) -> Bool
    ) -> Instant {
        let most: Int64 = 3_650 * 86_400_000
        var (near, far) = (Int64(0), Int64(3_600_000))
        func place(_ distance: Int64) -> Instant { instant.adding(milliseconds: direction * distance) }
        while holds(place(far)) {
            guard far < most else { return place(far) }
            (near, far) = (far, far * 2)
        }
        while far - near > 1 {
            let middle = near + (far - near) / 2
            if holds(place(middle)) { near = middle } else { far = middle }
        }
        return place(near)
    }

    /// Business time since a beginning that is the same for all instants.
    private func elapsed(_ instant: Instant) -> Int64 {
        guard let calendar else { return instant.milliseconds }
        return corrections[zone.changesMade(at: instant)]
            + calendar.before(zone.offset(at: instant).wall(instant))
    }
}

extension UTCOffset {
    /// What the clock on the wall shows, as milliseconds since 1970 began there.
    fileprivate func wall(_ instant: Instant) -> Int64 { instant.milliseconds + Int64(minutes) * 60_000 }
}

/// Sums of opening hours by a clock on the wall that never changes, so that any stretch is a difference of two.
private struct OpenTime: Hashable, Sendable {
    private let week: [[BusinessHours.Span]]
    /// What is open before each day of the week, Monday first, and at the end of all.
    private let beforeDay: [Int64]
    /// Holidays that take something away, as days since 1970, and what they and those before them take away.
    private let holidays: [Int]
    private let taken: [Int64]

    private static let day: Int64 = 86_400_000
    private static let minute: Int64 = 60_000

    init(_ hours: BusinessHours) {
        week = hours.week
        var sums: [Int64] = [0]
        for spans in hours.week {
            let minutes = spans.reduce(0) { $0 + $1.to - $1.from }
            sums.append(sums[sums.count - 1] + Int64(minutes) * OpenTime.minute)
        }
        beforeDay = sums
        holidays = hours.holidays.map(\.daysSinceEpoch).sorted()
        var (taken, sum) = ([Int64](), Int64(0))
        for holiday in holidays {
            let weekday = (holiday + 3).floorDivided(by: 7).remainder
            sum += sums[weekday + 1] - sums[weekday]
            taken.append(sum)
        }
        self.taken = taken
    }

    /// What is open before a moment of the wall clock, counted from a Monday before 1970; below zero before that one.
    func before(_ wall: Int64) -> Int64 {
        let (day, rest) = wall.floorDivided(by: OpenTime.day)
        // 1970 began on a Thursday.
        let (weeks, weekday) = (day + 3).floorDivided(by: 7)
        let today = week[Int(weekday)].reduce(Int64(0)) { sum, span in
            let from = Int64(span.from) * OpenTime.minute
            return sum + min(max(rest - from, 0), Int64(span.to - span.from) * OpenTime.minute)
        }
        let past = holidaysBefore(Int(day))
        let isHoliday = past < holidays.count && holidays[past] == Int(day)
        return weeks * beforeDay[7] + beforeDay[Int(weekday)] + (isHoliday ? 0 : today)
            - (past == 0 ? 0 : taken[past - 1])
    }

    private func holidaysBefore(_ day: Int) -> Int {
        var (low, high) = (0, holidays.count)
        while low < high {
            let middle = (low + high) / 2
            if holidays[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
