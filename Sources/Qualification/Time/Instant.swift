/// A moment in time, as milliseconds since 1970-01-01T00:00:00Z.
///
/// Written as RFC 3339 in UTC with exactly three decimals. Integers inside, because a floating-point
/// second comes back one millisecond low for about half of all values.
package struct Instant: Hashable, Comparable, Sendable {
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Later than anything that can be said.
    package static let latest = Instant(milliseconds: .max)

    package static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }

    package func adding(hours: Int) -> Instant { adding(milliseconds: Int64(hours) * 3_600_000) }

    package func adding(milliseconds more: Int64) -> Instant {
        Instant(milliseconds: milliseconds + more)
    }
}

extension Instant {
    /// Reads RFC 3339 with a `Z` or a numeric offset; fractions beyond milliseconds are cut off.
    ///
    /// Returns nil for anything else, days and times that do not exist included, and for what is not in the years 1
    /// to 9999 of UTC, since it could not be written again.
    package init?(rfc3339 text: String) {
        var scan = DigitScanner(text)
        guard let year = scan.digits(4), scan.skip("-"), let month = scan.digits(2), scan.skip("-"),
            let dayOfMonth = scan.digits(2), scan.skip("T") || scan.skip("t") || scan.skip(" "),
            let hour = scan.digits(2), scan.skip(":"), let minute = scan.digits(2), scan.skip(":"),
            let second = scan.digits(2),
            let day = LocalDay(year: year, month: month, day: dayOfMonth),
            hour < 24, minute < 60, second < 60
        else { return nil }
        var fraction = 0
        if scan.skip(".") {
            guard let read = scan.fraction() else { return nil }
            fraction = read
        }
        guard let offset = scan.offset(), scan.isAtEnd else { return nil }
        let minutes = (day.daysSinceEpoch * 24 + hour) * 60 + minute - offset
        milliseconds = (Int64(minutes) * 60 + Int64(second)) * 1000 + Int64(fraction)
        guard Instant.writable.contains(milliseconds) else { return nil }
    }

    /// The milliseconds of the years 1 to 9999, which RFC 3339 can say.
    package static let writable: Range<Int64> = -62_135_596_800_000..<253_402_300_800_000

    /// For example `2026-11-21T14:03:22.512Z`.
    package var rfc3339: String {
        let (day, rest) = milliseconds.floorDivided(by: 86_400_000)
        let date = LocalDay(daysSinceEpoch: Int(day))
        let (hour, minute, second, fraction) =
            (rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000)
        return "\(date)T\(padded(hour)):\(padded(minute)):\(padded(second)).\(padded(fraction, 3))Z"
    }

    /// The compact form that call ids and import files begin with, for example `20261121T140322Z`.
    package var compact: String {
        String(rfc3339.prefix(19).filter { $0 != "-" && $0 != ":" }) + "Z"
    }

    /// The month in UTC, the name of the folder a record is kept in, for example `2026-11`.
    package var month: String { String(rfc3339.prefix(7)) }
}

/// How far local time is ahead of UTC, in minutes; written `+01:00`.
package struct UTCOffset: Hashable, Sendable, CustomStringConvertible {
    package var minutes: Int

    package init(minutes: Int) {
        self.minutes = minutes
    }

    /// Reads `+01:00`, `-05:30` or `Z`; nil for anything else.
    package init?(_ text: String) {
        var scan = DigitScanner(text)
        guard let minutes = scan.offset(), scan.isAtEnd else { return nil }
        self.minutes = minutes
    }

    package var description: String {
        let size = abs(minutes)
        return "\(minutes < 0 ? "-" : "+")\(padded(size / 60)):\(padded(size % 60))"
    }

    /// The local day on which an instant falls.
    package func day(of instant: Instant) -> LocalDay {
        LocalDay(
            daysSinceEpoch: Int(
                (instant.milliseconds + Int64(minutes) * 60_000).floorDivided(by: 86_400_000).quotient))
    }

    /// The local wall-clock time of an instant as `14:03`.
    package func clock(of instant: Instant) -> String {
        let ofDay = (instant.milliseconds + Int64(minutes) * 60_000).floorDivided(by: 86_400_000)
            .remainder
        return "\(padded(ofDay / 3_600_000)):\(padded(ofDay / 60_000 % 60))"
    }

    /// The instant at a wall-clock time, in minutes from midnight, of a local day.
    package func instant(on day: LocalDay, minuteOfDay: Int = 0) -> Instant {
        Instant(milliseconds: Int64(day.daysSinceEpoch * 1440 + minuteOfDay - minutes) * 60_000)
    }
}

private struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    mutating func digits(_ count: Int) -> Int? {
        var value = 0
        for _ in 0..<count {
            guard let first = rest.first, (48...57).contains(first) else { return nil }
            value = value * 10 + Int(first - 48)
            rest.removeFirst()
        }
        return value
    }

    /// Milliseconds out of one or more decimals.
    mutating func fraction() -> Int? {
        var value = 0
        var count = 0
        while let digit = digits(1) {
            if count < 3 { value = value * 10 + digit }
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in count..<max(count, 3) { value *= 10 }
        return value
    }

    /// Minutes ahead of UTC.
    mutating func offset() -> Int? {
        if skip("Z") || skip("z") { return 0 }
        let sign = skip("-") ? -1 : (skip("+") ? 1 : 0)
        guard sign != 0, let hours = digits(2), skip(":"), let minutes = digits(2), hours < 24,
            minutes < 60
        else { return nil }
        return sign * (hours * 60 + minutes)
    }
}

extension BinaryInteger {
    func floorDivided(by divisor: Self) -> (quotient: Self, remainder: Self) {
        var (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        if remainder < 0 {
            remainder += divisor
            quotient -= 1
        }
        return (quotient, remainder)
    }
}

func padded(_ value: some BinaryInteger, _ width: Int = 2) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
