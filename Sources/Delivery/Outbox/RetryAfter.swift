package import Qualification

/// The moment before which a receiver wants no further attempt, out of its `Retry-After`.
package enum RetryAfter {
    /// Reads seconds, or a date in any of the three forms that HTTP has; nil for anything else.
    package static func moment(_ text: String, now: Instant) -> Instant? {
        if !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) {
            // More seconds than fit are as many as count.
            let seconds = Int64(text) ?? Int64.max / 2000
            return now.adding(milliseconds: min(seconds, 1_000_000_000) * 1000)
        }
        return date(text, now: now)
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
    private static func date(_ text: String, now: Instant) -> Instant? {
        let parts = text.split { " ,-".contains($0) }.map(String.init)
        switch parts.count {
        case 6 where parts[5] == "GMT":
            return instant(year: parts[3], month: parts[2], day: parts[1], time: parts[4], now: now)
        case 5:
            return instant(year: parts[4], month: parts[1], day: parts[2], time: parts[3], now: now)
        default: return nil
        }
    }

    private static func instant(
        year: String, month: String, day: String, time: String, now: Instant
    ) -> Instant? {
        let clock = time.split(separator: ":").compactMap { Int($0) }
        guard let index = months.firstIndex(of: month), let number = Int(year), let dayNumber = Int(day),
            clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
            (0...60).contains(clock[2])
        else { return nil }
        guard let date = LocalDay(year: full(year, number, now: now), month: index + 1, day: dayNumber)
        else { return nil }
        let seconds = (clock[0] * 60 + clock[1]) * 60 + clock[2]
        return Instant(milliseconds: (Int64(date.daysSinceEpoch) * 86_400 + Int64(seconds)) * 1000)
    }

    /// A year of two digits is no more than fifty years ahead.
    private static func full(_ text: String, _ number: Int, now: Instant) -> Int {
        guard text.utf8.count == 2 else { return number }
        let thisYear = Int(now.rfc3339.prefix(4)) ?? 2000
        let year = thisYear / 100 * 100 + number
        return year > thisYear + 50 ? year - 100 : year
    }
}
