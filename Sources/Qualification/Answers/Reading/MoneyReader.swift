/// Reads amounts as reps type them: `40k`, `€50,000`, `1.2m`, `30-50k`, `EUR 40.000`.
///
/// The first amount that carries a sign, a currency or a multiplier is meant, else a number that opens the
/// line, so that the 27 of "FY27" is none.
package struct MoneyReader {
    /// The currency of an amount without one.
    package var currency: String

    package init(currency: String) {
        self.currency = currency
    }

    package func read(_ line: String) -> Money? { read(TextTokens(line)) }

    func read(_ tokens: TextTokens) -> Money? {
        var opening = 0
        while let token = tokens[opening], MoneyReader.approximations.contains(token.lower) { opening += 1 }
        var opened: Money?
        for index in 0..<tokens.count {
            guard let low = amount(tokens, at: index),
                let (money, isMarked) = range(tokens, from: low, at: index, opens: index == opening)
            else { continue }
            if isMarked { return money }
            if index == opening { opened = money }
        }
        return opened
    }

    /// The number that begins at a token, whatever it counts: `12`, `1,200`, `1.5k`.
    func plainNumber(_ tokens: TextTokens, at index: Int) -> Double? {
        guard let (digits, end) = number(tokens, at: index) else { return nil }
        let exponent = tokens[end].flatMap { MoneyReader.multipliers[$0.lower] }
        return Amount(digits: digits, exponent: exponent, currency: nil, end: end).value(exponent: nil)
    }

    private static let approximations: Set<String> = [
        "about", "around", "roughly", "approx", "ca", "circa", "~", "≈", ".", "some", "maybe", "perhaps",
        "probably", "up", "to", "max", "under", "below", "over", "above", "at", "least", "most", "between",
        "from", "say", "like", "<", ">",
    ]

    private static let multipliers: [String: Int] = [
        "k": 3, "tsd": 3, "thousand": 3, "grand": 3, "m": 6, "mn": 6, "mm": 6, "mio": 6, "mil": 6,
        "million": 6,
        "millions": 6, "bn": 9, "b": 9, "billion": 9,
    ]

    private static let codes: Set<String> = [
        "usd", "eur", "gbp", "chf", "sek", "nok", "dkk", "pln", "czk", "huf", "ron", "jpy", "cny", "inr",
        "aud",
        "nzd", "cad", "sgd", "hkd", "brl", "mxn", "zar", "ils", "aed", "krw", "try",
    ]

    private static let names: [String: String] = [
        "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "bucks": "USD", "pound": "GBP",
        "pounds": "GBP", "quid": "GBP", "francs": "CHF", "yen": "JPY", "rupees": "INR", "us": "USD",
    ]

    /// What makes a number that opens a line something else than money.
    private static let otherUnits: Set<String> = [
        "%", "percent", "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours",
        "people", "seats", "users", "am", "pm",
    ]

    private struct Amount {
        var digits: String
        var exponent: Int?
        var currency: String?
        /// The index after its last token.
        var end: Int

        /// It says by itself that it is money.
        var isMarked: Bool { exponent != nil || currency != nil }

        func value(exponent fallback: Int?) -> Double? {
            Double("\(digits)e\(exponent ?? fallback ?? 0)").flatMap { $0.isFinite ? $0 : nil }
        }
    }

    private func currency(_ token: TextTokens.Token) -> String? {
        switch token.text {
        case "$": return currency.hasSuffix("D") ? currency : "USD"
        case "€": return "EUR"
        case "£": return "GBP"
        case "¥": return currency == "CNY" ? "CNY" : "JPY"
        case "₹": return "INR"
        default:
            if MoneyReader.codes.contains(token.lower) { return token.text.uppercased() }
            return MoneyReader.names[token.lower]
        }
    }

    /// An amount that begins at a token, with its currency before or after it.
    private func amount(_ tokens: TextTokens, at start: Int) -> Amount? {
        var index = start
        var currency: String?
        // "US $", and no long row of signs that would be gone through from each of them.
        while index < start + 3, let token = tokens[index], currency == nil || token.text == "$",
            let read = self.currency(token)
        {
            currency = read
            index += 1
        }
        guard let (digits, afterDigits) = number(tokens, at: index) else { return nil }
        var amount = Amount(digits: digits, exponent: nil, currency: currency, end: afterDigits)
        if let token = tokens[amount.end] {
            if let exponent = MoneyReader.multipliers[token.lower] {
                amount.exponent = exponent
                amount.end += 1
                if tokens.is(amount.end, ".") { amount.end += 1 }
            } else if token.kind == .word, !token.isSpaced, let split = splitUnit(token.lower) {
                (amount.exponent, amount.currency) = (split.exponent, amount.currency ?? split.currency)
                amount.end += 1
            }
        }
        if amount.currency == nil, let token = tokens[amount.end], let read = self.currency(token) {
            amount.currency = read
            amount.end += 1
        }
        if amount.currency == nil, amount.exponent == nil {
            guard let next = tokens[amount.end] else { return amount }
            let isPartOfMore = !next.isSpaced && (next.kind != .sign || ":/".contains(next.text))
            let isDate =
                next.text == "-" && !next.isSpaced && digits.count == 4 && tokens.isGlued(amount.end + 1)
                && tokens.number(amount.end + 1, upTo: 2) != nil
            if isPartOfMore || isDate || MoneyReader.otherUnits.contains(next.lower) { return nil }
        }
        return amount
    }

    /// `keur` and `meur`: a multiplier and a currency in one word.
    private func splitUnit(_ word: String) -> (exponent: Int, currency: String)? {
        for (multiplier, exponent) in MoneyReader.multipliers where word.hasPrefix(multiplier) {
            let rest = String(word.dropFirst(multiplier.count))
            if MoneyReader.codes.contains(rest) { return (exponent, rest.uppercased()) }
            if let name = MoneyReader.names[rest] { return (exponent, name) }
        }
        return nil
    }

    /// Digits with separators, as a plain decimal, and the index after them.
    ///
    /// A group of exactly three digits is thousands after a comma, an apostrophe or a space, and after a
    /// point where no multiplier follows; else the separator is the decimal one.
    private func number(_ tokens: TextTokens, at start: Int) -> (digits: String, end: Int)? {
        guard let first = tokens[start], first.kind == .digits, first.text.utf8.count <= 15 else {
            return nil
        }
        if start > 0, !first.isSpaced, let before = tokens[start - 1], before.kind == .word,
            currency(before) == nil
        {
            return nil
        }
        var whole = first.text
        var index = start + 1
        while let separator = tokens[index], ",.'’".contains(separator.text), !separator.isSpaced,
            let group = tokens[index + 1], group.kind == .digits, !group.isSpaced, whole.count <= 15
        {
            let next = tokens[index + 2]
            let multiplied = next.map { MoneyReader.multipliers[$0.lower] != nil } ?? false
            let isThousands =
                group.text.utf8.count == 3 && whole.first != "0" && !(separator.text == "." && multiplied)
            guard isThousands else { return ("\(whole).\(group.text.prefix(9))", index + 2) }
            whole += group.text
            index += 2
        }
        if whole.count <= 3 {
            while let group = tokens[index], group.kind == .digits, group.isSpaced, group.text.count == 3,
                whole.count <= 12
            {
                whole += group.text
                index += 1
            }
        }
        return (whole, index)
    }

    /// The range or single amount that begins with `low`, and whether either end says that it is money.
    private func range(_ tokens: TextTokens, from low: Amount, at start: Int, opens: Bool)
        -> (money: Money, isMarked: Bool)?
    {
        if let high = upperEnd(tokens, of: low, at: start), opens || low.isMarked || high.isMarked,
            let upTo = high.value(exponent: low.exponent), let from = low.value(exponent: high.exponent),
            upTo > from
        {
            let currency = low.currency ?? high.currency ?? currency
            return (Money(amount: from, upTo: upTo, currency: currency), low.isMarked || high.isMarked)
        }
        return low.value(exponent: nil).map {
            (Money(amount: $0, upTo: nil, currency: low.currency ?? currency), low.isMarked)
        }
    }

    private func upperEnd(_ tokens: TextTokens, of low: Amount, at start: Int) -> Amount? {
        guard tokens.is(low.end, "-", "–", "—", "to", "and", "bis"),
            let high = amount(tokens, at: low.end + 1)
        else { return nil }
        // "40k and 3 people" is no range, and neither is "€40k to $50k".
        let isJoined = !tokens.is(low.end, "and") || high.isMarked || tokens.is(start - 1, "between")
        let isOneCurrency = low.currency == nil || high.currency == nil || low.currency == high.currency
        return isJoined && isOneCurrency ? high : nil
    }
}
