import Glibc

/// What a term is that a person can be found by.
package enum TermKind: String, CaseIterable, Hashable, Sendable {
    case id, email, phone, name, company
}

/// Finds the terms of a person in text, as whole words.
struct TermMatcher: Sendable {
    private struct Pattern: Hashable {
        var kind: TermKind
        /// Folded.
        var bytes: [UInt8]
    }

    private var patterns: [Pattern] = []
    private var phones: [PhoneNumber] = []

    /// Shorter terms are found in too many places to say anything.
    static let fewestCharacters = 3

    var isEmpty: Bool { patterns.isEmpty && phones.isEmpty }

    /// The bytes of the longest term.
    var longest: Int { max(patterns.map(\.bytes.count).max() ?? 0, 64) }

    /// Adds a term; false for one that is too short to search for.
    @discardableResult
    mutating func add(_ kind: TermKind, _ term: String) -> Bool {
        if kind == .phone {
            let numbers = PhoneNumber.all(in: term)
            for number in numbers where !phones.contains(number) { phones.append(number) }
            return !numbers.isEmpty
        }
        let bytes = TermMatcher.trimmed(FoldedText.fold(term))
        guard String(decoding: bytes, as: UTF8.self).count >= TermMatcher.fewestCharacters else {
            return false
        }
        // An id that is an e-mail address, or a name that is a company's, is searched for once.
        if !patterns.contains(where: { $0.bytes == bytes }) {
            patterns.append(Pattern(kind: kind, bytes: bytes))
        }
        return true
    }

    private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes[...]
        while bytes.first == 0x20 { bytes.removeFirst() }
        while bytes.last == 0x20 { bytes.removeLast() }
        return Array(bytes)
    }

    // MARK: - Finding

    func finds(in text: String?) -> Bool {
        guard var text, !isEmpty else { return false }
        return text.withUTF8 { !kinds(in: UnsafeRawBufferPointer($0)).isEmpty }
    }

    /// Which kinds of term the bytes hold, as they stand or with the escapes of JSON resolved.
    ///
    /// Of a text that was cut, what touches the cut does not count: it may be a part of a longer word.
    func kinds(in bytes: UnsafeRawBufferPointer, cutAtStart: Bool = false, cutAtEnd: Bool = false) -> Set<
        TermKind
    > {
        var found = kindsFolded(FoldedText.fold(bytes), cutAtStart, cutAtEnd)
        if let plain = FoldedText.withoutEscapes(bytes) {
            found.formUnion(plain.withUnsafeBytes { kindsFolded(FoldedText.fold($0), cutAtStart, cutAtEnd) })
        }
        return found
    }

    private func kindsFolded(_ folded: [UInt8], _ cutAtStart: Bool, _ cutAtEnd: Bool) -> Set<TermKind> {
        folded.withUnsafeBufferPointer { text in
            var found: Set<TermKind> = []
            for pattern in patterns where !found.contains(pattern.kind) {
                if TermMatcher.finds(pattern, in: text, cutAtStart, cutAtEnd) { found.insert(pattern.kind) }
            }
            if PhoneScan.finds(phones, in: text, cutAtStart: cutAtStart, cutAtEnd: cutAtEnd) {
                found.insert(.phone)
            }
            return found
        }
    }

    private static func finds(
        _ pattern: Pattern, in text: UnsafeBufferPointer<UInt8>, _ cutAtStart: Bool, _ cutAtEnd: Bool
    ) -> Bool {
        guard let base = text.baseAddress else { return false }
        let length = pattern.bytes.count
        var from = 0
        while from + length <= text.count,
            let found = memchr(base + from, Int32(pattern.bytes[0]), text.count - length - from + 1)
        {
            let start = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            from = start + 1
            guard memcmp(base + start, pattern.bytes, length) == 0 else { continue }
            let isCut = (cutAtStart && start == 0) || (cutAtEnd && start + length == text.count)
            if !isCut,
                WordEdges.stands(start..<start + length, alone: text, isAddress: pattern.kind == .email)
            {
                return true
            }
        }
        return false
    }
}

/// Whether a part of a text is a word of its own.
enum WordEdges {
    static func stands(_ range: Range<Int>, alone text: UnsafeBufferPointer<UInt8>, isAddress: Bool) -> Bool {
        let before = scalar(before: range.lowerBound, text)
        let after = scalar(at: range.upperBound, text)
        let first = scalar(at: range.lowerBound, text)
        let last = scalar(before: range.upperBound, text)
        if joins(before, first) || joins(last, after) { return false }
        guard isAddress else { return true }
        // jo.ann@acme.example and ann@acme.example.org are other addresses than ann@acme.example.
        if let before, "+%".unicodeScalars.contains(before) { return false }
        if before == "." || before == "-", isWord(scalar(before: range.lowerBound - 1, text)) { return false }
        if after == "." || after == "-", isWord(scalar(at: range.upperBound + 1, text)) { return false }
        return true
    }

    private static func joins(_ left: Unicode.Scalar?, _ right: Unicode.Scalar?) -> Bool {
        isWord(left) && isWord(right) && !isWrittenTogether(left) && !isWrittenTogether(right)
    }

    private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        if scalar.isASCII {
            let byte = UInt8(truncatingIfNeeded: scalar.value)
            return byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
        }
        let properties = scalar.properties
        return properties.isAlphabetic || properties.numericType != nil
            || properties.generalCategory == .nonspacingMark
    }

    /// Whether the scalar is of a script that sets no blanks between words, or joins particles to names.
    private static func isWrittenTogether(_ scalar: Unicode.Scalar?) -> Bool {
        switch scalar?.value ?? 0 {
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x2E80...0xA4CF,
            0xAC00...0xD7FF,
            0xF900...0xFAFF, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    private static func scalar(at index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        guard text.indices.contains(index) else { return nil }
        return String(decoding: text[index..<min(index + 4, text.count)], as: UTF8.self).unicodeScalars.first
    }

    private static func scalar(before index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Unicode.Scalar? {
        guard index > 0, index <= text.count else { return nil }
        var start = index - 1
        while start > 0, start > index - 4, text[start] & 0xC0 == 0x80 { start -= 1 }
        return scalar(at: start, text)
    }
}
