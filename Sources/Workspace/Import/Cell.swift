/// What can be said of the bytes of one cell, which are UTF-8.
enum Cell {
    /// Without blanks, byte order marks and zero-width spaces at its ends.
    @inline(__always)
    static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let first = bytes.first, let last = bytes.last else { return bytes }
        let plain: ClosedRange<UInt8> = 0x21...0x7F
        return plain.contains(first) && plain.contains(last) ? bytes : trimmedSlowly(bytes)
    }

    private static func trimmedSlowly(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var start = 0
        var end = bytes.count
        while start < end {
            let length = max(1, UTF8Check.sequenceLength(bytes, at: start))
            guard isBlank(bytes, start, length) else { break }
            start += length
        }
        while end > start {
            var first = end - 1
            while first > start, bytes[first] & 0xC0 == 0x80 { first -= 1 }
            guard isBlank(bytes, first, end - first) else { break }
            end = first
        }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }

    private static func isBlank(_ bytes: UnsafeRawBufferPointer, _ at: Int, _ length: Int) -> Bool {
        if length == 1 { return bytes[at] == 0x20 || (0x09...0x0D).contains(bytes[at]) }
        return String(decoding: bytes[at..<at + length], as: UTF8.self).unicodeScalars.allSatisfy(
            HeaderNames.isBlank)
    }

    /// How cells are read, as it depends on where a file comes from.
    struct Reading {
        /// Marketo's bulk exports write `null` where they have nothing.
        var hasNullWord: Bool

        /// The text of a cell, without the apostrophe of a formula, trimmed.
        @inline(__always)
        func text(of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
            let text = Cell.trimmed(CSVFormula.withoutApostrophe(bytes))
            guard hasNullWord, text.count == 4, text.elementsEqual("null".utf8) else { return text }
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
    }

    static func string(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }

    /// An e-mail address without `mailto:`; nil where there is not exactly one `@` with something on either side, or
    /// something that no address has: blanks, brackets, commas, control and invisible characters.
    static func email(_ bytes: UnsafeRawBufferPointer) -> String? {
        var bytes = bytes
        if bytes.count > 7, bytes[6] == UInt8(ascii: ":"),
            zip(bytes, "mailto".utf8).allSatisfy({ $0 | 0x20 == $1 })
        {
            bytes = trimmed(UnsafeRawBufferPointer(rebasing: bytes[7...]))
        }
        guard let at = bytes.firstIndex(of: UInt8(ascii: "@")), at > 0, at < bytes.count - 1 else {
            return nil
        }
        var isASCII = true
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0...0x20, 0x7F, UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "<"),
                UInt8(ascii: ">"),
                UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\""):
                return nil
            case UInt8(ascii: "@") where index != at: return nil
            case 0x80...: isASCII = false
            default: break
            }
        }
        let text = string(bytes)
        return isASCII || isPrintable(text) && !text.unicodeScalars.contains(where: \.properties.isWhitespace)
            ? text : nil
    }

    /// Whether text has neither control nor invisible characters, nor line ends.
    static func isPrintable(_ text: String) -> Bool {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return true }
        return text.unicodeScalars.allSatisfy { scalar in
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
            default: true
            }
        }
    }
}
