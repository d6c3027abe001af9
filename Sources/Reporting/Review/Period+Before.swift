package import Qualification

extension Period {
    /// The last quarter of the calendar that is over.
    package static func lastQuarter(before today: LocalDay, _ calendar: LocalCalendar) -> Period {
        let month = today.adding(days: 1 - today.day).adding(months: -((today.month - 1) % 3))
        return Period(since: month.adding(months: -3), until: month.adding(days: -1), calendar: calendar)
    }

    /// The period of the same length that ends where this one begins: as many months for whole months of the calendar,
    /// else as many days; nil where an end is open.
    package func periodBefore(_ calendar: LocalCalendar) -> Period? {
        guard let since, let until else { return nil }
        let end = since.adding(days: -1)
        let months = (until.year - since.year) * 12 + until.month - since.month + 1
        let isWhole = since.day == 1 && until == until.endOfMonth
        let start =
            isWhole
            ? since.adding(months: -months)
            : since.adding(days: since.daysSinceEpoch - until.daysSinceEpoch - 1)
        return Period(since: start, until: end, calendar: calendar)
    }
}
