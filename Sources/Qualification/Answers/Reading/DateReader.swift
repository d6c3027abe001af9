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
    package func read(_ line: String) -> StatedDate? { read(TextTokens(line)) }

    func read(_ tokens: TextTokens) -> StatedDate? {
        if let whole = vagueNow(tokens) { return whole }
        for index in 0..<tokens.count {
            if let (date, _) = date(tokens, at: index) { return date }
        }
        return nil
    }

    /// The date that a line opens with, after a preposition or none.
    package func readOpening(_ line: String) -> StatedDate? { readOpening(TextTokens(line)) }

    func readOpening(_ tokens: TextTokens) -> StatedDate? {
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
    /// For example `demo Thu 10:00 with Dana` is "demo 10:00 with Dana", Thursday, 600: only the day has a place
    /// of its own in a record, so the time stays with the text.
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
        var start = found.start
        let end = found.end
        if start > 0, let before = tokens[start - 1], DateReader.prepositions.contains(before.lower) {
            start -= 1
        }
        guard let first = tokens[start], let last = tokens[end - 1] else { return nil }
        let text = [line[..<first.range.lowerBound], line[last.range.upperBound...]]
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            .filter { !$0.isEmpty }.joined(separator: " ").replacing(" ,", with: ",")
        return (
            String(text.drop { ",;:- ".contains($0) }), found.date,
            time(tokens, at: end)?.minute ?? time(in: line)
        )
    }

    /// The wall-clock time in a line, in minutes from midnight: `10:00`, `3pm`, `at 15h`.
    package func time(in line: String) -> Int? {
        let tokens = TextTokens(line)
        for index in 0..<tokens.count {
            if let (minute, _) = time(tokens, at: index) { return minute }
        }
        return nil
    }

    static let prepositions: Set<String> = [
        "by", "on", "in", "at", "until", "till", "til", "before", "around", "about", "after", "from",
        "not", "ca", "approx", "roughly", "~", "the", "latest", "sometime", "within", "due", "this",
        "probably", "for",
    ]

    /// "now" is a date only where it is the whole answer: "we do it by hand now" names none.
    func vagueNow(_ tokens: TextTokens) -> StatedDate? {
        guard tokens.count == 1, tokens.is(0, "now", "immediately") else { return nil }
        return StatedDate(on: today, precision: .day)
    }

    /// A date that begins at a token, and the index after it.
    func date(_ tokens: TextTokens, at index: Int) -> (StatedDate, end: Int)? {
        guard let token = tokens[index], token.kind != .sign else { return nil }
        if token.kind == .digits {
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
