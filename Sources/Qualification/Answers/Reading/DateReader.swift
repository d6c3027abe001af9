/// Reads dates as people say them, relative to the local day on which they are typed.
///
/// What comes back is the last day meant: `March` ends on the 31st, `end of Q1` as well, and a month or a
/// quarter that is over this year is next year's.
package struct DateReader {
    package var today: LocalDay

    package init(today: LocalDay) {
        self.today = today
    }

    /// The first date in a line.
    package func read(_ line: String) -> StatedDate? {
        let tokens = TextTokens(line)
        if let whole = vagueNow(tokens) { return whole }
        for index in 0..<tokens.count {
            if let (date, _) = date(tokens, at: index) { return date }
        }
        return nil
    }

    /// The date that a line opens with, after a preposition or none.
    package func readOpening(_ line: String) -> StatedDate? {
        let tokens = TextTokens(line)
        if let whole = vagueNow(tokens) { return whole }
        var index = 0
        while index < 3, let token = tokens[index] {
            if let (date, _) = date(tokens, at: index) { return date }
            guard DateReader.prepositions.contains(token.lower) else { return nil }
            index += 1
        }
        return nil
    }

    /// The last date in a line, what the line says without it, and the time of day beside it.
    ///
    /// For example `demo Thu 10:00 with Dana` is "demo with Dana", Thursday, 600.
    package func split(_ line: String) -> (text: String, date: StatedDate, minuteOfDay: Int?)? {
        let tokens = TextTokens(line)
        var found: (date: StatedDate, start: Int, end: Int)?
        var index = 0
        while index < tokens.count {
            guard let (date, end) = date(tokens, at: index) else {
                index += 1
                continue
            }
            // "Thu 26 Nov" is one date, said twice.
            let start =
                found.flatMap {
                    $0.end == index || $0.end + 1 == index && tokens.is($0.end, ",") ? $0.start : nil
                } ?? index
            found = (date, start, end)
            index = max(end, index + 1)
        }
        guard let found else { return nil }
        var (start, end) = (found.start, found.end)
        var minute: Int?
        if let (after, next) = time(tokens, at: end) {
            (minute, end) = (after, next)
        }
        if start > 0, let before = tokens[start - 1], DateReader.prepositions.contains(before.lower) {
            start -= 1
        }
        guard let first = tokens[start], let last = tokens[end - 1] else { return nil }
        let text = [line[..<first.range.lowerBound], line[last.range.upperBound...]]
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .filter { !$0.isEmpty }.joined(separator: " ")
        return (String(text.drop { ",;:- ".contains($0) }), found.date, minute ?? time(in: line))
    }

    /// The wall-clock time in a line, in minutes from midnight: `10:00`, `3pm`, `at 15h`.
    package func time(in line: String) -> Int? {
        let tokens = TextTokens(line)
        for index in 0..<tokens.count {
            if let (minute, _) = time(tokens, at: index) { return minute }
        }
        return nil
    }

    private static let prepositions: Set<String> = [
        "by", "on", "in", "at", "until", "till", "til", "before", "around", "about", "after", "from",
        "not", "ca", "approx", "roughly", "~", "the", "latest", "sometime", "within", "due", "this",
        "probably", "for",
    ]

    /// "now" is a date only where it is the whole answer: "we do it by hand now" names none.
    private func vagueNow(_ tokens: TextTokens) -> StatedDate? {
        guard tokens.count == 1, tokens.is(0, "now", "immediately") else { return nil }
        return StatedDate(on: today, precision: .day)
    }

    /// A date that begins at a token, and the index after it.
    private func date(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
        if let token = tokens[index], token.kind == .digits {
            return numeric(tokens, at: index) ?? dayBeforeMonth(tokens, at: index) ?? span(tokens, at: index)
                ?? quarterAfterDigit(tokens, at: index) ?? plainYear(tokens, at: index)
        }
        if tokens.is(index, "in", "within"), let found = span(tokens, at: index + 1) { return found }
        if tokens.is(index, "a", "an", "half"), tokens.is(index - 1, "in", "within"),
            let found = span(tokens, at: index)
        {
            return found
        }
        return named(tokens, at: index)
    }
}

extension DateReader {
    private func numeric(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
        guard let first = tokens.number(index, upTo: 4), let separator = tokens[index + 1],
            "-./".contains(separator.text), !separator.isSpaced,
            let second = tokens.number(index + 2, upTo: 2),
            tokens.isGlued(index + 2)
        else { return nil }
        let isYearFirst = tokens[index]?.text.count == 4
        let third =
            tokens.is(index + 3, separator.text) && tokens.isGlued(index + 3) && tokens.isGlued(index + 4)
            ? tokens.number(index + 4, upTo: 4) : nil
        if isYearFirst {
            guard separator.text != ".", (1900...2199).contains(first), (1...12).contains(second) else {
                return nil
            }
            if let third {
                return LocalDay(year: first, month: second, day: third).map { (day($0), index + 5) }
            }
            return LocalDay(year: first, month: second, day: 1).map {
                (StatedDate(on: $0.endOfMonth, precision: .month), index + 3)
            }
        }
        guard let third, separator.text != "-" || tokens[index + 4]?.text.count == 4 else { return nil }
        let year = third < 100 ? 2000 + third : third
        // With points the day comes first; with slashes the month does, unless it cannot be one.
        let dayFirst = separator.text != "/" || first > 12
        let (month, dayOfMonth) = dayFirst ? (second, first) : (first, second)
        return LocalDay(year: year, month: month, day: dayOfMonth).map { (day($0), index + 5) }
    }

    private func day(_ day: LocalDay) -> StatedDate { StatedDate(on: day, precision: .day) }

    /// `31 March`, `31st of March 2027`.
    private func dayBeforeMonth(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
        guard let dayOfMonth = tokens.number(index, upTo: 2) else { return nil }
        var next = index + 1
        if tokens.is(next, "."), tokens.isGlued(next) { next += 1 }
        if tokens.is(next, "st", "nd", "rd", "th"), tokens.isGlued(next) { next += 1 }
        if tokens.is(next, "of") { next += 1 }
        guard let month = month(tokens, at: next) else { return nil }
        return dated(dayOfMonth, month, tokens, at: next + 1)
    }

    private func dated(
        _ dayOfMonth: Int, _ month: Int, _ tokens: TextTokens, at index: Int
    ) -> (StatedDate, end: Int)? {
        if let (year, end) = year(tokens, at: index) {
            return LocalDay(year: year, month: month, day: dayOfMonth).map { (day($0), end) }
        }
        for year in today.year...(today.year + 4) {
            if let candidate = LocalDay(year: year, month: month, day: dayOfMonth), candidate >= today {
                return (day(candidate), index)
            }
        }
        return nil
    }

    /// A year after a month or quarter: `2027`, `, 2027`, `'27`, `/27`.
    private func year(_ tokens: TextTokens, at index: Int) -> (Int, end: Int)? {
        var index = index
        if tokens.is(index, ",", "of", "/", "'", "’") { index += 1 }
        guard let year = tokens.number(index, upTo: 4) else { return nil }
        if (1900...2199).contains(year) { return (year, index + 1) }
        let isShort =
            tokens[index]?.text.count == 2 && tokens.is(index - 1, "'", "’", "/") && tokens.isGlued(index)
        return isShort ? (2000 + year, index + 1) : nil
    }

    private func plainYear(_ tokens: TextTokens, at index: Int, isAfterPart: Bool = false)
        -> (StatedDate, end: Int)?
    {
        guard let year = tokens.number(index, upTo: 4), tokens[index]?.text.count == 4,
            (today.year - 5...today.year + 20).contains(year),
            !tokens.isGlued(index) || index == 0 || isAfterPart,
            tokens[index + 1].map({ $0.isSpaced || ",.;!?)".contains($0.text) }) ?? true
        else { return nil }
        return (endOf(year: year), index + 1)
    }

    private func endOf(year: Int) -> StatedDate {
        StatedDate(on: LocalDay(year: year, month: 12, day: 31) ?? today, precision: .year)
    }

    /// `3 months`, `two weeks`, `a year`, `half a year`, `a couple of weeks`.
    private func span(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
        var next = index
        var count = tokens.number(next, upTo: 4)
        if tokens.is(next, "half"), tokens.is(next + 1, "a"), tokens.is(next + 2, "year") {
            return (StatedDate(on: today.adding(months: 6), precision: .month), next + 3)
        }
        if tokens.is(next, "a"), tokens.is(next + 1, "few", "couple") { next += 1 }
        if count == nil, let word = tokens[next]?.lower { count = numberWords[word] }
        guard var count else { return nil }
        next += 1
        if tokens.is(next, "of") { next += 1 }
        if tokens.is(next, "-", "–", "to", "or"), let upper = tokens.number(next + 1, upTo: 4), upper > count
        {
            (count, next) = (upper, next + 2)
        }
        guard let unit = tokens[next]?.lower, !tokens.is(next + 1, "ago"),
            let date = ahead(count, unit), date.on.year <= 9999
        else { return nil }
        return (date, next + 1)
    }

    private func ahead(_ count: Int, _ unit: String) -> StatedDate? {
        switch unit {
        case "day", "days": day(today.adding(days: count))
        case "week", "weeks", "wk", "wks": StatedDate(on: today.adding(days: 7 * count), precision: .week)
        case "month", "months", "mo", "mos":
            StatedDate(on: today.adding(months: count), precision: .month)
        case "quarter", "quarters": StatedDate(on: today.adding(months: 3 * count), precision: .quarter)
        case "year", "years", "yr", "yrs": StatedDate(on: today.adding(months: 12 * count), precision: .year)
        default: nil
        }
    }

    /// `1Q27`.
    private func quarterAfterDigit(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
        guard let quarter = tokens.number(index, upTo: 1), (1...4).contains(quarter),
            tokens.is(index + 1, "q"),
            tokens.isGlued(index + 1)
        else { return nil }
        if let year = tokens.number(index + 2, upTo: 4), tokens.isGlued(index + 2) {
            return (endOf(quarter: quarter, year: year < 100 ? 2000 + year : year), index + 3)
        }
        return (endOf(quarter: quarter, year: nil), index + 2)
    }
}

extension DateReader {
    private enum Part { case early, mid, late }

    /// Everything that begins with a word.
    private func named(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
        guard let token = tokens[index], token.kind == .word else { return nil }
        switch token.lower {
        case "today", "tonight": return (day(today), index + 1)
        case "tomorrow", "tmrw": return (day(today.adding(days: 1)), index + 1)
        case "eow": return (endOfWeek(today), index + 1)
        case "eom": return (StatedDate(on: today.endOfMonth, precision: .month), index + 1)
        case "eoq": return (endOf(quarter: quarter(of: today), year: today.year), index + 1)
        case "eoy": return (endOf(year: today.year), index + 1)
        case "year" where tokens.is(index + 1, "end"): return (endOf(year: today.year), index + 2)
        case "year" where tokens.is(index + 1, "-") && tokens.is(index + 2, "end"):
            return (endOf(year: today.year), index + 3)
        case "early", "beginning", "start", "mid", "middle", "end", "late":
            return part(tokens, at: index)
        case "next", "this", "coming": return relative(tokens, at: index)
        default:
            return month(tokens, at: index).map { named(month: $0, tokens, at: index) }
                ?? loneWeekday(tokens, at: index).map { (day(coming($0)), index + 1) }
                ?? quarterOrHalf(tokens, at: index)
                ?? fiscalYear(tokens, at: index)
        }
    }

    private func named(month: Int, _ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int) {
        if let dayOfMonth = tokens.number(index + 1, upTo: 2), !tokens.is(index + 2, ":") {
            var end = index + 2
            if tokens.is(end, "st", "nd", "rd", "th"), tokens.isGlued(end) { end += 1 }
            if let found = dated(dayOfMonth, month, tokens, at: end) { return found }
        }
        if let (year, end) = year(tokens, at: index + 1) { return (endOf(month: month, year: year), end) }
        return (endOf(month: month, year: nil), index + 1)
    }

    private func part(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
        let part: Part =
            switch tokens[index]?.lower {
            case "end", "late": .late
            case "mid", "middle": .mid
            default: .early
            }
        var next = index + 1
        while tokens.is(next, "of", "-", "the", "in") { next += 1 }
        guard let (whole, end) = period(tokens, at: next) else { return nil }
        return (cut(whole, to: part), end)
    }

    /// A stretch of time that has an early, a middle and a late part.
    private func period(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
        switch tokens[index]?.lower {
        case "week": return (endOfWeek(today), index + 1)
        case "month": return (StatedDate(on: today.endOfMonth, precision: .month), index + 1)
        case "quarter": return (endOf(quarter: quarter(of: today), year: today.year), index + 1)
        case "year": return (endOf(year: today.year), index + 1)
        case "next", "this": return relative(tokens, at: index)
        default: break
        }
        if let month = month(tokens, at: index) {
            if let (year, end) = year(tokens, at: index + 1) { return (endOf(month: month, year: year), end) }
            return (endOf(month: month, year: nil), index + 1)
        }
        return quarterOrHalf(tokens, at: index) ?? plainYear(tokens, at: index, isAfterPart: true)
            ?? fiscalYear(tokens, at: index)
    }

    private func cut(_ whole: StatedDate, to part: Part) -> StatedDate {
        switch (part, whole.precision) {
        case (.late, _), (_, .day), (_, .week): whole
        case (.early, .month): StatedDate(on: whole.on.adding(days: 10 - whole.on.day), precision: .week)
        case (.mid, .month): StatedDate(on: whole.on.adding(days: 20 - whole.on.day), precision: .week)
        case (.early, .quarter): StatedDate(on: whole.on.adding(months: -2).endOfMonth, precision: .month)
        case (.mid, .quarter): StatedDate(on: whole.on.adding(months: -1).endOfMonth, precision: .month)
        case (.early, .half): StatedDate(on: whole.on.adding(months: -4).endOfMonth, precision: .quarter)
        case (.mid, .half): StatedDate(on: whole.on.adding(months: -2).endOfMonth, precision: .quarter)
        case (.early, .year): StatedDate(on: whole.on.adding(months: -9).endOfMonth, precision: .quarter)
        case (.mid, .year): StatedDate(on: whole.on.adding(months: -4).endOfMonth, precision: .quarter)
        }
    }

    private func relative(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
        let isNext = tokens.is(index, "next")
        let ahead = isNext ? 1 : 0
        let end = index + 2
        guard let token = tokens[index + 1] else { return nil }
        switch token.lower {
        case "week": return (endOfWeek(today.adding(days: 7 * ahead)), end)
        case "month":
            return (StatedDate(on: today.adding(months: ahead).endOfMonth, precision: .month), end)
        case "quarter":
            let day = today.adding(months: 3 * ahead)
            return (endOf(quarter: quarter(of: day), year: day.year), end)
        case "year": return (endOf(year: today.year + ahead), end)
        default:
            if let weekday = weekday(token) {
                let monday = today.adding(days: 1 - today.weekday + 7 * ahead)
                return (day(isNext ? monday.adding(days: weekday - 1) : coming(weekday)), end)
            }
            if let month = month(tokens, at: index + 1) {
                return (endOf(month: month, year: isNext && month >= today.month ? today.year + 1 : nil), end)
            }
            return nil
        }
    }

    /// `Q1`, `Q1 2027`, `Q1/27`, `H2`.
    private func quarterOrHalf(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
        guard tokens.is(index, "q", "h"), let number = tokens.number(index + 1, upTo: 1),
            tokens.isGlued(index + 1)
        else { return nil }
        let (stated, end) = year(tokens, at: index + 2).map { ($0.0, $0.end) } ?? (nil, index + 2)
        if tokens.is(index, "q"), (1...4).contains(number) {
            return (endOf(quarter: number, year: stated), end)
        }
        if tokens.is(index, "h"), (1...2).contains(number) {
            return (StatedDate(on: endOf(quarter: number * 2, year: stated).on, precision: .half), end)
        }
        return nil
    }

    /// `FY27`, `FY 2027`: taken as the calendar year, which is what most mean.
    private func fiscalYear(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
        guard tokens.is(index, "fy"), let year = tokens.number(index + 1, upTo: 4) else { return nil }
        return (endOf(year: year < 100 ? 2000 + year : year), index + 2)
    }

    private func month(_ tokens: TextTokens, at index: Int) -> Int? {
        guard let token = tokens[index], token.kind == .word else { return nil }
        let word = token.lower
        // "may" is a verb far more often than a month.
        if word == "may" {
            let isNamed =
                token.text == "May" && tokens[index + 1]?.kind != .word
                || tokens.number(index + 1, upTo: 4) != nil
                || tokens.is(
                    index - 1, "in", "by", "until", "till", "of", "mid", "early", "late", "next", "this")
            return isNamed || tokens.count == 1 ? 5 : nil
        }
        if word == "march", token.text == "march", tokens.is(index - 1, "we", "they", "to") { return nil }
        if tokens.is(index - 1, "last") { return nil }
        let months = [
            ["january", "jan"], ["february", "feb"], ["march", "mar"], ["april", "apr"], ["may"],
            ["june", "jun"], ["july", "jul"], ["august", "aug"], ["september", "sept", "sep"],
            ["october", "oct"], ["november", "nov"], ["december", "dec"],
        ]
        return months.firstIndex { $0.contains(word) }.map { $0 + 1 }
    }

    private func weekday(_ token: TextTokens.Token) -> Int? {
        guard token.kind == .word else { return nil }
        let days = [
            ["monday", "mon"], ["tuesday", "tue", "tues"], ["wednesday", "wed"],
            ["thursday", "thu", "thur", "thurs"],
            ["friday", "fri"], ["saturday", "sat"], ["sunday", "sun"],
        ]
        return days.firstIndex { $0.contains(token.lower) }.map { $0 + 1 }
    }

    /// A weekday that nothing relates to another week; "we sat with them" and "the sun" are none.
    private func loneWeekday(_ tokens: TextTokens, at index: Int) -> Int? {
        guard let token = tokens[index], let found = weekday(token) else { return nil }
        guard ["sat", "sun"].contains(token.text), tokens.count > 1, tokens[index + 1]?.kind != .digits,
            tokens[index - 1].map({ !DateReader.prepositions.contains($0.lower) || $0.lower == "the" })
                ?? true
        else { return found }
        return nil
    }

    /// The next day with this weekday; today's own name means a week from now.
    private func coming(_ weekday: Int) -> LocalDay {
        let ahead = (weekday - today.weekday + 7) % 7
        return today.adding(days: ahead == 0 ? 7 : ahead)
    }

    private func endOfWeek(_ day: LocalDay) -> StatedDate {
        StatedDate(on: day.adding(days: 7 - day.weekday), precision: .week)
    }

    private func quarter(of day: LocalDay) -> Int { (day.month - 1) / 3 + 1 }

    private func endOf(month: Int, year: Int?) -> StatedDate {
        let year = year ?? (month < today.month ? today.year + 1 : today.year)
        return StatedDate(
            on: (LocalDay(year: year, month: month, day: 1) ?? today).endOfMonth, precision: .month)
    }

    private func endOf(quarter: Int, year: Int?) -> StatedDate {
        let year = year ?? (quarter < self.quarter(of: today) ? today.year + 1 : today.year)
        return StatedDate(on: endOf(month: quarter * 3, year: year).on, precision: .quarter)
    }

    private func time(_ tokens: TextTokens, at index: Int) -> (minute: Int, end: Int)? {
        var index = index
        let isAnnounced = tokens.is(index, "at", "@")
        if isAnnounced || tokens.is(index, ",") { index += 1 }
        guard var hour = tokens.number(index, upTo: 2), hour < 24 else { return nil }
        var minute = 0
        var end = index + 1
        var isTime = false
        if tokens.is(end, ":", "h", "."), tokens.isGlued(end), tokens.isGlued(end + 1),
            let minutes = tokens.number(end + 1, upTo: 2), minutes < 60, tokens[end + 1]?.text.count == 2,
            !tokens.is(end + 2, ".", "/", "-")
        {
            isTime = isAnnounced || !tokens.is(end, ".")
            minute = minutes
            end += 2
        } else if tokens.is(end, "h"), tokens.isGlued(end) {
            isTime = true
            end += 1
        }
        if tokens.is(end, "am", "pm", "a", "p"), hour <= 12, !tokens.is(end, "a", "p") || tokens.isGlued(end)
        {
            hour = hour % 12 + (tokens.is(end, "pm", "p") ? 12 : 0)
            isTime = true
            end += 1
        }
        return isTime ? (hour * 60 + minute, end) : nil
    }
}
