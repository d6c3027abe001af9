package import Qualification

/// Days and weeks in the time zone of the workspace.
package struct LocalCalendar: Sendable {
    private let zone: Zone

    package init(_ zone: Zone) {
        self.zone = zone
    }

    package func day(of instant: Instant) -> LocalDay { zone.day(of: instant) }

    package func week(of instant: Instant) -> Week { Week(of: day(of: instant)) }

    /// When a day begins: its midnight, or where the clocks skip that, the moment after.
    package func beginning(of day: LocalDay) -> Instant {
        // The offset before and the one after a change of the clocks: one of them is that of the midnight.
        let first = zone.offset(at: UTCOffset(minutes: 0).instant(on: day).adding(hours: -14)).instant(
            on: day)
        let second = zone.offset(at: first).instant(on: day)
        return self.day(of: second) == day ? second : first
    }
}

/// A week after ISO 8601: Monday first, and the year is that of its Thursday; written `2026-W47`.
package struct Week: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let monday: LocalDay

    package init(of day: LocalDay) {
        monday = day.adding(days: 1 - day.weekday)
    }

    package static func < (a: Week, b: Week) -> Bool { a.monday < b.monday }

    package var description: String {
        let thursday = monday.adding(days: 3)
        let newYear = LocalDay(year: thursday.year, month: 1, day: 1) ?? thursday
        let number = (thursday.daysSinceEpoch - newYear.daysSinceEpoch) / 7 + 1
        return "\(thursday.year)-W\(number < 10 ? "0" : "")\(number)"
    }
}
