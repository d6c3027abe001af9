import Qualification

extension JSONScanner {
    mutating func instant() throws(Other) -> Instant {
        var ahead = self
        if let instant = JSONScanner.instant(try ahead.plain()) {
            self = ahead
            return instant
        }
        return try parsed { Instant(rfc3339: $0) }
    }

    mutating func optionalInstant() throws(Other) -> Instant? {
        if try isNull() { return nil }
        return try instant()
    }

    /// An instant in the one form in which Baton writes it, without making a string of it.
    private static func instant(_ text: UnsafeRawBufferPointer) -> Instant? {
        guard text.count == 24, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] == UInt8(ascii: "T"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            text[19] == UInt8(ascii: "."), text[23] == UInt8(ascii: "Z")
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var number = 0
            for index in range {
                let digit = text[index] &- 0x30
                guard digit < 10 else { return nil }
                number = number * 10 + Int(digit)
            }
            return number
        }
        guard let year = number(0..<4), year > 0, let month = number(5..<7), let day = number(8..<10),
            let date = LocalDay(year: year, month: month, day: day), let hour = number(11..<13), hour < 24,
            let minute = number(14..<16), minute < 60, let second = number(17..<19), second < 60,
            let fraction = number(20..<23)
        else { return nil }
        let seconds = ((date.daysSinceEpoch * 24 + hour) * 60 + minute) * 60 + second
        return Instant(milliseconds: Int64(seconds) * 1000 + Int64(fraction))
    }

    mutating func day() throws(Other) -> LocalDay { try parsed { LocalDay($0) } }

    mutating func optionalDay() throws(Other) -> LocalDay? {
        if try isNull() { return nil }
        return try day()
    }

    mutating func question() throws(Other) -> QuestionKey {
        var ahead = self
        if let key = JSONScanner.question(try ahead.plain()) {
            self = ahead
            return key
        }
        return try parsed { QuestionKey($0) }
    }

    private static func question(_ text: UnsafeRawBufferPointer) -> QuestionKey? {
        var dot: Int?
        for index in text.indices {
            // A mark that follows the dot would make another character of it.
            guard text[index] < 0x80 else { return nil }
            if text[index] == UInt8(ascii: ".") {
                guard dot == nil else { return nil }
                dot = index
            }
        }
        guard let dot, dot > 0, dot + 1 < text.count else { return nil }
        return QuestionKey(
            element: String(decoding: text[..<dot], as: UTF8.self),
            question: String(decoding: text[(dot + 1)...], as: UTF8.self))
    }

    mutating func grade() throws(Other) -> EvidenceGrade {
        guard let grade = EvidenceGrade(rawValue: try integer()) else { throw Other() }
        return grade
    }

    /// One of a closed list of words.
    mutating func word<Value: RawRepresentable<String>>() throws(Other) -> Value {
        try parsed { Value(rawValue: $0) }
    }

    /// An object of strings.
    mutating func strings() throws(Other) -> [String: String] {
        var strings: [String: String] = [:]
        try eachMember { scanner, key throws(Other) in
            guard strings.updateValue(try scanner.string(), forKey: key) == nil else { throw Other() }
        }
        return strings
    }
}
