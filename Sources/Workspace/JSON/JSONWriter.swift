/// How a JSON document is laid out.
package enum JSONStyle: Hashable, Sendable {
    /// One key or element a line, two spaces a level, `"key": value`; for records that people read.
    case pretty
    /// On one line without spaces; for JSON lines.
    case compact
}

extension JSONValue {
    /// The document as UTF-8, keys sorted by code point, ending with a line feed.
    package func encoded(_ style: JSONStyle, newline: Bool = true) -> [UInt8] {
        var out: [UInt8] = []
        write(to: &out, style)
        if newline { out.append(UInt8(ascii: "\n")) }
        return out
    }

    /// Appends the document as UTF-8, keys sorted by code point, without a line feed at its end.
    ///
    /// A double that is a whole number has no `.0`; one that is not finite, which JSON cannot say, is null.
    package func write(to out: inout [UInt8], _ style: JSONStyle, level: Int = 0) {
        switch self {
        case .null: out.append(contentsOf: "null".utf8)
        case .bool(let value): out.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): out.append(contentsOf: String(value).utf8)
        case .double(let value): JSONWriter.append(value, to: &out)
        case .string(let value): JSONWriter.append(quoted: value, to: &out)
        case .array(let elements):
            JSONWriter.list(elements, "[", "]", style, level, to: &out) { element, out in
                element.write(to: &out, style, level: level + 1)
            }
        case .object(let members):
            let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            JSONWriter.list(sorted, "{", "}", style, level, to: &out) { member, out in
                JSONWriter.append(quoted: member.key, to: &out)
                out.append(UInt8(ascii: ":"))
                if style == .pretty { out.append(UInt8(ascii: " ")) }
                member.value.write(to: &out, style, level: level + 1)
            }
        }
    }
}

/// The pieces that JSON is written from.
///
/// Strings escape what must be (quotes, backslashes, C0) and what a screen might obey or be fooled by: DEL, C1,
/// the line and paragraph separators, and bidi controls. All else stands as it is.
package enum JSONWriter {
    /// Appends a string with its quotes.
    package static func append(quoted text: String, to out: inout [UInt8]) {
        var text = text
        out.append(UInt8(ascii: "\""))
        text.withUTF8 { append(escaping: UnsafeRawBufferPointer($0), to: &out) }
        out.append(UInt8(ascii: "\""))
    }

    /// Appends the inside of a string; the bytes must be UTF-8.
    package static func append(escaping bytes: UnsafeRawBufferPointer, to out: inout [UInt8]) {
        let escaped = [UInt8](unsafeUninitializedCapacity: bytes.count * longestEscape + 8) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            count = write(escaping: bytes, to: start) - start
        }
        out.append(contentsOf: escaped)
    }

    /// How many bytes at most become of one.
    package static let longestEscape = 6

    /// Writes the inside of a string and returns where it ends.
    ///
    /// The bytes must be UTF-8, and there must be room for `longestEscape` times as many and eight more.
    package static func write(
        escaping bytes: UnsafeRawBufferPointer, to start: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        guard let base = bytes.baseAddress else { return start }
        let end = bytes.count
        var out = start
        var at = 0
        while at < end {
            if at + 8 <= end {
                let word = base.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                if isPlain(word) {
                    UnsafeMutableRawPointer(out).storeBytes(of: word, as: UInt64.self)
                    at += 8
                    out += 8
                    continue
                }
            }
            let scalar = scalarToEscape(bytes, at: at)
            if scalar.length == 0 {
                out.pointee = bytes[at]
                at += 1
                out += 1
            } else {
                out = write(escape: scalar.value, to: out)
                at += scalar.length
            }
        }
        return out
    }

    /// Whether all eight bytes are printable ASCII other than `"` and `\`.
    @inline(__always)
    static func isPlain(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high: UInt64 = 0x8080_8080_8080_8080
        let quotes = word ^ (ones &* 0x22)
        let slashes = word ^ (ones &* 0x5C)
        let below = (word &- (ones &* 0x20)) | (quotes &- ones) | (slashes &- ones)
        // 0x7F is the one byte below 0x80 that adding one lifts over it.
        let above = word | ((word & ~high) &+ ones)
        return (below | above) & high == 0
    }

    /// The character that must not stand as it is, and its length in bytes; of length 0 where there is none.
    @inline(__always)
    private static func scalarToEscape(
        _ bytes: UnsafeRawBufferPointer, at index: Int
    ) -> (value: UInt32, length: Int) {
        let first = bytes[index]
        switch first {
        case 0..<0x20, 0x22, 0x5C, 0x7F:
            return (UInt32(first), 1)
        case 0xC2 where index + 1 < bytes.count && bytes[index + 1] < 0xA0:
            return (UInt32(bytes[index + 1]), 2)
        case 0xD8 where index + 1 < bytes.count && bytes[index + 1] == 0x9C:
            return (0x061C, 2)
        case 0xE2 where index + 2 < bytes.count:
            let value = 0x2000 | UInt32(bytes[index + 1] & 0x3F) << 6 | UInt32(bytes[index + 2] & 0x3F)
            switch value {
            case 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F: return (value, 3)
            default: return (0, 0)
            }
        case 0xEF where index + 2 < bytes.count && bytes[index + 1] == 0xBB && bytes[index + 2] == 0xBF:
            return (0xFEFF, 3)
        default:
            return (0, 0)
        }
    }

    private static func write(
        escape value: UInt32, to start: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        start[0] = UInt8(ascii: "\\")
        let short: UInt8? =
            switch value {
            case 0x22, 0x5C: UInt8(value)
            case 0x08: UInt8(ascii: "b")
            case 0x0C: UInt8(ascii: "f")
            case 0x0A: UInt8(ascii: "n")
            case 0x0D: UInt8(ascii: "r")
            case 0x09: UInt8(ascii: "t")
            default: nil
            }
        if let short {
            start[1] = short
            return start + 2
        }
        start[1] = UInt8(ascii: "u")
        for index in 0..<4 {
            let digit = UInt8(value >> UInt32(12 - 4 * index) & 0xF)
            start[2 + index] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
        }
        return start + 6
    }

    fileprivate static func append(_ value: Double, to out: inout [UInt8]) {
        if !value.isFinite {
            out.append(contentsOf: "null".utf8)
        } else if let whole = Int64(exactly: value) {
            out.append(contentsOf: String(whole).utf8)
        } else {
            out.append(contentsOf: value.description.utf8)
        }
    }

    fileprivate static func list<Items: Collection>(
        _ items: Items, _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ style: JSONStyle, _ level: Int,
        to out: inout [UInt8], each write: (Items.Element, inout [UInt8]) -> Void
    ) {
        out.append(UInt8(ascii: open))
        var isFirst = true
        for item in items {
            if !isFirst { out.append(UInt8(ascii: ",")) }
            isFirst = false
            if style == .pretty { newline(level + 1, to: &out) }
            write(item, &out)
        }
        if style == .pretty, !items.isEmpty { newline(level, to: &out) }
        out.append(UInt8(ascii: close))
    }

    private static func newline(_ level: Int, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\n"))
        out.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
    }
}
