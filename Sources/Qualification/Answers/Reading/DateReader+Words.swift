extension DateReader {
    enum Part { case early, mid, late }

    /// Everything that begins with a word.
    func named(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
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

    func named(month: Int, _ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int) {
        if let dayOfMonth = tokens.number(index + 1, upTo: 2), !tokens.is(index + 2, ":") {
            var end = index + 2
            if tokens.is(end, "st", "nd", "rd", "th"), tokens.isGlued(end) { end += 1 }
            if let found = dated(dayOfMonth, month, tokens, at: end) { return found }
        }
        if let (year, end) = year(tokens, at: index + 1) { return (endOf(month: month, year: year), end) }
        return (endOf(month: month, year: nil), index + 1)
    }

    func part(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
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
    func period(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
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

    func cut(_ whole: StatedDate, to part: Part) -> StatedDate {
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

    func relative(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
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
    func quarterOrHalf(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
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
    func fiscalYear(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
        guard tokens.is(index, "fy"), let year = tokens.number(index + 1, upTo: 4) else { return nil }
        return (endOf(year: year < 100 ? 2000 + year : year), index + 2)
    }

    private static let months: [String: Int] = [
        "january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5,
        "june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9,
        "october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12,
    ]

    private static let weekdays: [String: Int] = [
        "monday": 1, "mon": 1, "tuesday": 2, "tue": 2, "tues": 2, "wednesday": 3, "wed": 3, "thursday": 4,
        "thu": 4, "thur": 4, "thurs": 4, "friday": 5, "fri": 5, "saturday": 6, "sat": 6, "sunday": 7,
        "sun": 7,
    ]

    func month(_ tokens: TextTokens, at index: Int) -> Int? {
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
        return DateReader.months[word]
    }

    func weekday(_ token: TextTokens.Token) -> Int? {
        token.kind == .word ? DateReader.weekdays[token.lower] : nil
    }

    /// A weekday that nothing relates to another week; "we sat with them" and "the sun" are none.
    func loneWeekday(_ tokens: TextTokens, at index: Int) -> Int? {
        guard let token = tokens[index], let found = weekday(token) else { return nil }
        guard ["sat", "sun"].contains(token.text), tokens.count > 1, tokens[index + 1]?.kind != .digits,
            tokens[index - 1].map({ !DateReader.prepositions.contains($0.lower) || $0.lower == "the" })
                ?? true
        else { return found }
        return nil
    }

    /// The next day with this weekday; today's own name means a week from now.
    func coming(_ weekday: Int) -> LocalDay {
        let ahead = (weekday - today.weekday + 7) % 7
        return today.adding(days: ahead == 0 ? 7 : ahead)
    }

    func endOfWeek(_ day: LocalDay) -> StatedDate {
        StatedDate(on: day.adding(days: 7 - day.weekday), precision: .week)
    }

    func quarter(of day: LocalDay) -> Int { (day.month - 1) / 3 + 1 }

    func endOf(month: Int, year: Int?) -> StatedDate {
        let year = year ?? (month < today.month ? today.year + 1 : today.year)
        return StatedDate(
            on: (LocalDay(year: year, month: month, day: 1) ?? today).endOfMonth, precision: .month)
    }

    func endOf(quarter: Int, year: Int?) -> StatedDate {
        let year = year ?? (quarter < self.quarter(of: today) ? today.year + 1 : today.year)
        return StatedDate(on: endOf(month: quarter * 3, year: year).on, precision: .quarter)
    }

    func time(_ tokens: TextTokens, at index: Int) -> (minute: Int, end: Int)? {
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
        // "at 9" is in the morning and "at 2" is not; "at 15k" is no time at all.
        if isAnnounced, !isTime, minute == 0, (1...18).contains(hour),
            tokens[end].map({ $0.isSpaced && $0.kind == .word && ["with", "on", "for"].contains($0.lower) })
                ?? true
        {
            return ((hour < 7 ? hour + 12 : hour) * 60, end)
        }
        return isTime ? (hour * 60 + minute, end) : nil
    }
}
