extension DateReader {
    func numeric(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
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

    func day(_ day: LocalDay) -> StatedDate { StatedDate(on: day, precision: .day) }

    /// `31 March`, `31st of March 2027`.
    func dayBeforeMonth(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
        guard let dayOfMonth = tokens.number(index, upTo: 2) else { return nil }
        var next = index + 1
        if tokens.is(next, "."), tokens.isGlued(next) { next += 1 }
        if tokens.is(next, "st", "nd", "rd", "th"), tokens.isGlued(next) { next += 1 }
        if tokens.is(next, "of") { next += 1 }
        guard let month = month(tokens, at: next) else { return nil }
        return dated(dayOfMonth, month, tokens, at: next + 1)
    }

    func dated(
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
    func year(_ tokens: TextTokens, at index: Int) -> (Int, end: Int)? {
        var index = index
        if tokens.is(index, ",", "of", "/", "'", "’") { index += 1 }
        guard let year = tokens.number(index, upTo: 4) else { return nil }
        if (1900...2199).contains(year) { return (year, index + 1) }
        let isShort =
            tokens[index]?.text.count == 2 && tokens.is(index - 1, "'", "’", "/") && tokens.isGlued(index)
        return isShort ? (2000 + year, index + 1) : nil
    }

    func plainYear(_ tokens: TextTokens, at index: Int, isAfterPart: Bool = false)
        -> (StatedDate, end: Int)?
    {
        guard let year = tokens.number(index, upTo: 4), tokens[index]?.text.count == 4,
            (today.year - 5...today.year + 20).contains(year),
            !tokens.isGlued(index) || index == 0 || isAfterPart,
            tokens[index + 1].map({ $0.isSpaced || ",.;!?)".contains($0.text) }) ?? true
        else { return nil }
        return (endOf(year: year), index + 1)
    }

    func endOf(year: Int) -> StatedDate {
        StatedDate(on: LocalDay(year: year, month: 12, day: 31) ?? today, precision: .year)
    }

    /// `3 months`, `two weeks`, `a year`, `half a year`, `a couple of weeks`.
    func span(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
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

    func ahead(_ count: Int, _ unit: String) -> StatedDate? {
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
    func quarterAfterDigit(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
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
