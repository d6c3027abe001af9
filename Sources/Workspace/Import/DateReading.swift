import Qualification

/// Which of the first two numbers of `03/04/2026` is the month.
package enum DateOrder: String, Hashable, Sendable {
    case monthFirst = "month/day/year"
    case dayFirst = "day/month/year"
}

/// Reads the dates that exports hold.
///
/// `2026-11-21`, `2026/11/21`, `11/21/2026`, `21.11.2026`, `21-11-2026`, `Nov 21, 2026`, `21-Nov-2026`, years of two
/// digits (2000 to 2099) where they come last, each alone or with a time: `11:00`, `11:00:30.5`, `3:04 PM`, and a zone:
/// `Z`, `UTC`, `GMT`, `+01:00`, `+0100`. RFC 3339, seconds (9 or 10 digits) and milliseconds (12 or 13) since 1970.
///
/// With dots the day comes first. With slashes or dashes the order asked for is tried, then the other, so that
/// `11/21/2026` reads whatever the order is.
struct DateReading {
    /// The order in which ambiguous dates are read; nil: month first with slashes, day first with dashes.
    var order: DateOrder?
    /// Of dates without a zone.
    var offset: UTCOffset

    /// Returns nil for what is no date, days that do not exist included.
    func instant(_ bytes: UnsafeRawBufferPointer) -> Instant? {
        var scan = Scan(bytes: bytes)
        if bytes.allSatisfy({ Scan.isDigit($0) }) { return DateReading.epoch(&scan) }
        guard let day = day(&scan), let time = DateReading.time(&scan) else { return nil }
        let zone = scan.zone(default: offset.minutes)
        guard let zone, scan.isAtEnd else { return nil }
        let instant = UTCOffset(minutes: zone).instant(on: day, minuteOfDay: time.minutes)
        return DateReading.valid(instant.adding(milliseconds: time.milliseconds))
    }

    /// Which order a date can only be read in; nil where it can be read in both, or in none.
    static func onlyOrder(_ bytes: UnsafeRawBufferPointer) -> DateOrder? {
        guard let (first, second) = ambiguousPair(bytes) else { return nil }
        if first > 12, second <= 12 { return .dayFirst }
        return second > 12 && first <= 12 ? .monthFirst : nil
    }

    /// Whether a date begins with two numbers that might each be the month or the day.
    static func hasOrder(_ bytes: UnsafeRawBufferPointer) -> Bool { ambiguousPair(bytes) != nil }

    private static func ambiguousPair(_ bytes: UnsafeRawBufferPointer) -> (Int, Int)? {
        var scan = Scan(bytes: bytes)
        guard let first = scan.number(1...2), let sign = scan.take(any: "/-"),
            let second = scan.number(1...2),
            scan.take(sign), scan.number(2...4) != nil
        else { return nil }
        return (first.value, second.value)
    }

    private func day(_ scan: inout Scan) -> LocalDay? {
        if let month = scan.month() {
            scan.skipBlanks()
            guard let day = scan.number(1...2)?.value else { return nil }
            _ = scan.take(",")
            scan.skipBlanks()
            return scan.number(4...4).flatMap { LocalDay(year: $0.value, month: month, day: day) }
        }
        guard let first = scan.number(1...4) else { return nil }
        if first.digits == 4 {
            guard let sign = scan.take(any: "-/."), let month = scan.number(1...2), scan.take(sign),
                let day = scan.number(1...2)
            else { return nil }
            return LocalDay(year: first.value, month: month.value, day: day.value)
        }
        guard first.digits <= 2 else { return nil }
        let sign = scan.take(any: "/.- ")
        if let month = scan.month() {
            _ = scan.take(any: "-/., ")
            return scan.year().flatMap { LocalDay(year: $0, month: month, day: first.value) }
        }
        guard let sign, sign != " ", let second = scan.number(1...2), scan.take(sign), let year = scan.year()
        else {
            return nil
        }
        let dayFirst = LocalDay(year: year, month: second.value, day: first.value)
        let monthFirst = LocalDay(year: year, month: first.value, day: second.value)
        switch sign {
        case ".": return dayFirst
        case "/": return order == .dayFirst ? dayFirst ?? monthFirst : monthFirst ?? dayFirst
        default: return order == .monthFirst ? monthFirst ?? dayFirst : dayFirst ?? monthFirst
        }
    }

    private static func time(_ scan: inout Scan) -> (minutes: Int, milliseconds: Int64)? {
        if !scan.take("T"), !scan.take("t") {
            _ = scan.take(",")
            scan.skipBlanks()
        }
        guard !scan.isAtEnd, let hour = scan.number(1...2) else { return scan.isAtEnd ? (0, 0) : nil }
        guard scan.take(":"), let minute = scan.number(2...2)?.value, minute < 60 else { return nil }
        var milliseconds: Int64 = 0
        if scan.take(":") {
            guard let second = scan.number(2...2)?.value, second < 60 else { return nil }
            milliseconds = Int64(second) * 1000
            if scan.take(".") {
                guard let fraction = scan.fraction() else { return nil }
                milliseconds += fraction
            }
        }
        scan.skipBlanks()
        guard let afternoon = scan.afternoon() else {
            return hour.value < 24 ? (hour.value * 60 + minute, milliseconds) : nil
        }
        guard (1...12).contains(hour.value) else { return nil }
        return ((hour.value % 12 + (afternoon ? 12 : 0)) * 60 + minute, milliseconds)
    }

    private static func epoch(_ scan: inout Scan) -> Instant? {
        guard let number = scan.number(9...13) else { return nil }
        switch number.digits {
        case 9, 10: return Instant(milliseconds: Int64(number.value) * 1000)
        case 12, 13: return valid(Instant(milliseconds: Int64(number.value)))
        default: return nil
        }
    }

    private static func valid(_ instant: Instant) -> Instant? {
        Instant.writable.contains(instant.milliseconds) ? instant : nil
    }
}

private struct Scan {
    let bytes: UnsafeRawBufferPointer
    var at = 0

    init(bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    var isAtEnd: Bool { at == bytes.count }

    mutating func skipBlanks() {
        while take(" ") {}
    }

    mutating func take(_ sign: Unicode.Scalar) -> Bool {
        guard at < bytes.count, UInt32(bytes[at]) == sign.value else { return false }
        at += 1
        return true
    }

    mutating func take(any signs: StaticString) -> Unicode.Scalar? {
        for index in 0..<signs.utf8CodeUnitCount {
            let sign = Unicode.Scalar(signs.utf8Start[index])
            if take(sign) { return sign }
        }
        return nil
    }

    /// A number of so many digits; nil where more follow.
    mutating func number(_ count: ClosedRange<Int>) -> (value: Int, digits: Int)? {
        let start = at
        var value = 0
        while at < bytes.count, at - start <= count.upperBound, Scan.isDigit(bytes[at]) {
            value = value * 10 + Int(bytes[at] - 0x30)
            at += 1
        }
        return count.contains(at - start) ? (value, at - start) : nil
    }

    mutating func year() -> Int? {
        guard let number = number(2...4), number.digits != 3 else { return nil }
        return number.digits == 2 ? 2000 + number.value : number.value
    }

    mutating func fraction() -> Int64? {
        var value: Int64 = 0
        var count = 0
        while at < bytes.count, Scan.isDigit(bytes[at]) {
            if count < 3 { value = value * 10 + Int64(bytes[at] - 0x30) }
            count += 1
            at += 1
        }
        guard count > 0 else { return nil }
        for _ in count..<max(count, 3) { value *= 10 }
        return value
    }

    private mutating func word() -> String {
        var letters = ""
        while at < bytes.count, case let letter = bytes[at] | 0x20, (0x61...0x7A).contains(letter) {
            letters.unicodeScalars.append(Unicode.Scalar(letter))
            at += 1
        }
        return letters
    }

    private static let months = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
        "november",
        "december",
    ]

    /// The number of a month that is written out, or cut down to three letters or more.
    mutating func month() -> Int? {
        let start = at
        let word = word()
        if word.utf8.count >= 3,
            let index = Scan.months.firstIndex(where: {
                $0.hasPrefix(word) || word == "sept" && $0 == "september"
            })
        {
            _ = take(".")
            _ = take("-")
            return index + 1
        }
        at = start
        return nil
    }

    mutating func afternoon() -> Bool? {
        let start = at
        switch word() {
        case "am": return false
        case "pm": return true
        default:
            at = start
            return nil
        }
    }

    /// Minutes ahead of UTC; nil for what is no zone.
    mutating func zone(default minutes: Int) -> Int? {
        skipBlanks()
        let start = at
        if ["z", "utc", "gmt"].contains(word()) {
            if isAtEnd { return 0 }
        } else {
            at = start
        }
        guard !isAtEnd else { return minutes }
        guard let sign = take(any: "+-"), let hours = number(1...4) else { return nil }
        var ahead = hours.value * 60
        if hours.digits > 2 {
            ahead = hours.value / 100 * 60 + hours.value % 100
        } else if take(":") {
            guard let more = number(2...2)?.value, more < 60 else { return nil }
            ahead += more
        }
        return ahead < 24 * 60 ? (sign == "-" ? -ahead : ahead) : nil
    }
}
