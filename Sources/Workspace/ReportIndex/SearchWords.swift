/// The words of a text as they are looked for: folded, and divided the same way in what is kept and in what is asked.
///
/// A word is a run of letters and digits; what stands between, apostrophes and the signs of an address included, divides.
/// Where a script has no spaces (Chinese, Japanese, Thai) or hangs endings on its words (Korean), each character is a
/// word, so that any run of them is found. `40,000`, `40.000` and `40000` are one word.
struct SearchWords {
    /// A word, and where it stands in the text, in UTF-8.
    struct Place: Hashable {
        var word: String
        var range: Range<Int>
    }

    /// Appends the words of a text with a space after each.
    static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 { source in
            var words = SearchWords(source)
            while words.next(&bytes) != nil { bytes.append(UInt8(ascii: " ")) }
        }
    }

    /// The words of a text with their places.
    static func places(in text: String) -> [Place] {
        var text = text
        return text.withUTF8 { source in
            var words = SearchWords(source)
            var places: [Place] = []
            var word: [UInt8] = []
            while let range = words.next(&word) {
                places.append(Place(word: String(decoding: word, as: UTF8.self), range: range))
                word.removeAll(keepingCapacity: true)
            }
            return places
        }
    }

    private let source: UnsafeBufferPointer<UInt8>
    private var at = 0

    private init(_ source: UnsafeBufferPointer<UInt8>) {
        self.source = source
    }

    /// Appends the next word, and says where it stands; nil at the end.
    private mutating func next(_ bytes: inout [UInt8]) -> Range<Int>? {
        while at < source.count {
            let start = at
            let begin = bytes.count
            if isDigit(at), let end = endOfGroupedNumber() {
                while at < end {
                    if isDigit(at) { bytes.append(source[at]) }
                    at += 1
                }
            }
            takeLetters(&bytes, from: begin)
            if bytes.count > begin { return start..<at }
            if at == start { at += width(at) }
        }
        return nil
    }

    /// Takes letters and digits up to what divides, or one character that is a word by itself.
    private mutating func takeLetters(_ bytes: inout [UInt8], from begin: Int) {
        while at < source.count {
            let byte = source[at]
            if byte < 0x80 {
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                    bytes.append(byte)
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
                default: return
                }
                at += 1
                continue
            }
            let count = width(at)
            let scalar = scalar(at, count)
            if SearchWords.standsAlone(scalar.value) {
                guard bytes.count == begin else { return }
                bytes.append(contentsOf: source[at..<at + count])
                at += count
                return
            }
            if (0xFF01...0xFF5E).contains(scalar.value) {
                // The wide forms of ASCII among Chinese and Japanese.
                guard let narrow = Unicode.Scalar(scalar.value - 0xFEE0),
                    narrow.properties.isAlphabetic || narrow.properties.numericType != nil
                else { return }
                SearchText.append(folded: narrow, to: &bytes)
            } else {
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
                    .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber,
                    .otherNumber:
                    SearchText.append(folded: scalar, to: &bytes)
                default: return
                }
            }
            at += count
        }
    }

    /// Where a number ends whose thousands are set off; nil where there is none of them.
    private func endOfGroupedNumber() -> Int? {
        var end = at
        while isDigit(end), end - at < 4 { end += 1 }
        guard end - at <= 3 else { return nil }
        var groups = 0
        while let mark = groupMark(end), isDigit(end + mark), isDigit(end + mark + 1),
            isDigit(end + mark + 2),
            !isDigit(end + mark + 3)
        {
            end += mark + 3
            groups += 1
        }
        return groups > 0 ? end : nil
    }

    /// How many bytes a sign takes that sets off thousands; nil for any other.
    private func groupMark(_ index: Int) -> Int? {
        guard index < source.count else { return nil }
        switch source[index] {
        case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: "'"): return 1
        case 0xE2 where index + 2 < source.count && source[index + 1] == 0x80 && source[index + 2] == 0x99:
            return 3
        default: return nil
        }
    }

    private func isDigit(_ index: Int) -> Bool {
        index < source.count && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(source[index])
    }

    /// How many bytes the character takes; the text is a Swift string, and therefore well-formed.
    private func width(_ index: Int) -> Int {
        switch source[index] {
        case 0..<0x80: 1
        case 0x80..<0xE0: 2
        case 0xE0..<0xF0: 3
        default: 4
        }
    }

    private func scalar(_ index: Int, _ count: Int) -> Unicode.Scalar {
        var value = UInt32(source[index]) & (count == 2 ? 0x1F : count == 3 ? 0x0F : 0x07)
        for offset in 1..<count { value = value << 6 | UInt32(source[index + offset] & 0x3F) }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    private static func standsAlone(_ value: UInt32) -> Bool {
        switch value {
        // Thai and Lao, Burmese, Khmer.
        case 0x0E01...0x0EFF, 0x1000...0x109F, 0x1780...0x17D3: true
        // Kana, Bopomofo and Han, in the first plane.
        case 0x3005...0x3007, 0x3041...0x3096, 0x309D...0x309F, 0x30A1...0x30FA, 0x30FC...0x312F,
            0x31A0...0x31BF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF,
            0xFF66...0xFF9D:
            true
        // Hangul syllables; Han beyond the first plane.
        case 0xAC00...0xD7A3, 0x20000...0x3FFFF: true
        default: false
        }
    }
}
