import Qualification

/// When summer time begins and ends year by year, as POSIX writes it: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule: Hashable, Sendable {
    let standard: UTCOffset
    private var summer: UTCOffset?
    private var begins: Turn?
    private var ends: Turn?

    /// A day of a year, and a time on it that may be before its beginning or after its end.
    private struct Turn: Hashable, Sendable {
        enum Day: Hashable, Sendable {
            /// The weekday, from Sunday, of a week of a month; the fifth is the last.
            case weekday(month: Int, week: Int, day: Int)
            /// From 1 to 365; leap days are not counted.
            case julian(Int)
            /// From 0 to 365, leap days counted.
            case ofYear(Int)
        }

        var day: Day
        var seconds: Int

        func localDay(_ year: Int) -> LocalDay? {
            guard let newYear = LocalDay(year: year, month: 1, day: 1) else { return nil }
            switch day {
            case .ofYear(let number): return newYear.adding(days: number)
            case .julian(let number):
                let isAfterLeapDay = number >= 60 && LocalDay(year: year, month: 2, day: 29) != nil
                return newYear.adding(days: number - 1 + (isAfterLeapDay ? 1 : 0))
            case .weekday(let month, let week, let day):
                guard let first = LocalDay(year: year, month: month, day: 1) else { return nil }
                let days = (day - first.weekday % 7 + 7) % 7 + 7 * (week - 1)
                let found = first.adding(days: days)
                return found > first.endOfMonth ? found.adding(days: -7) : found
            }
        }
    }

    /// Nil for what is no rule.
    init?(_ text: String) {
        var scan = RuleScanner(text)
        guard scan.name(), let standard = scan.seconds() else { return nil }
        self.standard = UTCOffset(minutes: -standard / 60)
        guard !scan.isAtEnd else { return }
        guard scan.name() else { return nil }
        let summer = scan.isAt(",") ? standard - 3600 : scan.seconds()
        guard let summer, let begins = ZoneRule.turn(&scan), let ends = ZoneRule.turn(&scan), scan.isAtEnd
        else {
            return nil
        }
        (self.summer, self.begins, self.ends) = (UTCOffset(minutes: -summer / 60), begins, ends)
    }

    private static func turn(_ scan: inout RuleScanner) -> Turn? {
        guard scan.take(",") else { return nil }
        let day: Turn.Day
        if scan.take("M") {
            guard let month = scan.number(1...12), scan.take("."), let week = scan.number(1...5),
                scan.take("."),
                let weekday = scan.number(0...6)
            else { return nil }
            day = .weekday(month: month, week: week, day: weekday)
        } else if scan.take("J") {
            guard let number = scan.number(1...365) else { return nil }
            day = .julian(number)
        } else {
            guard let number = scan.number(0...365) else { return nil }
            day = .ofYear(number)
        }
        guard scan.take("/") else { return Turn(day: day, seconds: 7200) }
        return scan.seconds().map { Turn(day: day, seconds: $0) }
    }

    /// The changes of one year.
    func changes(in year: Int) -> [Zone.Change] {
        guard let summer, let begins, let ends, let first = begins.localDay(year),
            let last = ends.localDay(year)
        else { return [] }
        func at(_ day: LocalDay, _ turn: Turn, _ before: UTCOffset) -> Instant {
            before.instant(on: day).adding(milliseconds: Int64(turn.seconds) * 1000)
        }
        return [
            Zone.Change(at: at(first, begins, standard), offset: summer),
            Zone.Change(at: at(last, ends, summer), offset: standard),
        ]
    }
}

private struct RuleScanner {
    private var rest: Substring

    init(_ text: String) {
        rest = text[...]
    }

    var isAtEnd: Bool { rest.isEmpty }

    func isAt(_ sign: Character) -> Bool { rest.first == sign }

    mutating func take(_ sign: Character) -> Bool {
        guard rest.first == sign else { return false }
        rest.removeFirst()
        return true
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard let number = Int(digits), range.contains(number) else { return nil }
        rest = rest.dropFirst(digits.count)
        return number
    }

    /// The name of a zone: letters, or anything between angle brackets.
    mutating func name() -> Bool {
        if take("<") {
            guard let end = rest.firstIndex(of: ">") else { return false }
            rest = rest[rest.index(after: end)...]
            return true
        }
        let letters = rest.prefix { $0.isASCII && $0.isLetter }
        rest = rest.dropFirst(letters.count)
        return letters.count >= 3
    }

    /// Hours, and minutes and seconds where they are said, with a sign or without.
    mutating func seconds() -> Int? {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        guard let hours = number(0...167) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] where take(":") {
            guard let more = number(0...59) else { return nil }
            seconds += more * unit
        }
        return isNegative ? -seconds : seconds
    }
}
