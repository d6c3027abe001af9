package import Qualification

/// From one local day to another, both included; either end may be open.
package struct Period: Hashable, Sendable {
    package var since: LocalDay?
    package var until: LocalDay?
    /// The beginning of the first day.
    package var from: Instant?
    /// The end of the last day.
    package var before: Instant?

    /// `calendar` says when days begin.
    package init(since: LocalDay? = nil, until: LocalDay? = nil, calendar: LocalCalendar) {
        self.since = since
        self.until = until
        from = since.map(calendar.beginning)
        before = until.map { calendar.beginning(of: $0.adding(days: 1)) }
    }

    package func contains(_ instant: Instant) -> Bool {
        if let from, instant < from { return false }
        if let before, instant >= before { return false }
        return true
    }
}
