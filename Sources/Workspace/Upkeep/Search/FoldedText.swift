import Foundation

/// Text in the form in which it is searched: whatever its case, its Unicode composition and its blanks.
///
/// Lower case, NFC, runs of blanks as one space, invisible characters left out.
enum FoldedText {
    static func fold(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { fold(UnsafeRawBufferPointer($0)) }
    }

    /// Folds bytes that are, or may be, UTF-8.
    static func fold(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        isASCII(bytes) ? foldASCII(bytes) : foldLatin(bytes) ?? foldUnicode(bytes)
    }

    private static func isASCII(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var at = 0
        while at + 8 <= bytes.count {
            if bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 {
                return false
            }
            at += 8
        }
        return bytes[at...].allSatisfy { $0 < 0x80 }
    }

    private static func foldASCII(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytes.count) { out, count in
            for byte in bytes {
                if byte == 0x20 || (9...13).contains(byte) {
                    if count > 0, out[count - 1] == 0x20 { continue }
                    out[count] = 0x20
                } else {
                    out[count] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                }
                count += 1
            }
        }
    }

    /// Folds text of no other letters than those before U+0300, which are in NFC whatever stands beside them; nil for
    /// any other.
    private static func foldLatin(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        var isLatin = true
        let folded = [UInt8](unsafeUninitializedCapacity: bytes.count) { out, count in
            func blank() {
                if count > 0, out[count - 1] == 0x20 { return }
                out[count] = 0x20
                count += 1
            }
            var at = 0
            while at < bytes.count {
                let byte = bytes[at]
                at += 1
                if byte == 0x20 || (9...13).contains(byte) {
                    blank()
                } else if byte < 0x80 {
                    out[count] = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                    count += 1
                } else if (0xC2...0xCB).contains(byte), at < bytes.count, bytes[at] & 0xC0 == 0x80,
                    let lower = lowerCase(UInt16(byte & 0x1F) << 6 | UInt16(bytes[at] & 0x3F))
                {
                    at += 1
                    if lower == 0x85 || lower == 0xA0 {
                        blank()
                        continue
                    }
                    if lower == 0xAD { continue }
                    out[count] = 0xC0 | UInt8(truncatingIfNeeded: lower >> 6)
                    out[count + 1] = 0x80 | UInt8(truncatingIfNeeded: lower & 0x3F)
                    count += 2
                } else {
                    isLatin = false
                    return
                }
            }
        }
        return isLatin ? folded : nil
    }

    /// The lower case of a character between U+0080 and U+02FF, if it is one such character as well.
    private static func lowerCase(_ value: UInt16) -> UInt16? {
        switch value {
        case 0xC0...0xDE where value != 0xD7: return value + 0x20
        case ..<0x100: return value
        default:
            let mapping = Unicode.Scalar(value)?.properties.lowercaseMapping.unicodeScalars
            guard let first = mapping?.first, mapping?.count == 1, (0x80..<0x300).contains(first.value) else {
                return nil
            }
            return UInt16(first.value)
        }
    }

    private static func foldUnicode(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self).lowercased().precomposedStringWithCanonicalMapping
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x20, 9...13, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000:
                if out.last != 0x20 { out.append(0x20) }
            case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFEFF:
                continue
            case 0x03C2:
                // The sigma at the end of a word, which in upper case is like any other.
                out.append(contentsOf: UTF8.encode(Unicode.Scalar(0x03C3 as UInt16) ?? scalar) ?? .init())
            case 0..<0x80:
                out.append(UInt8(truncatingIfNeeded: scalar.value))
            default:
                out.append(contentsOf: UTF8.encode(scalar) ?? .init())
            }
        }
        return out
    }

    // MARK: - JSON

    /// The bytes with the escapes of JSON strings resolved; nil where there is none.
    static func withoutEscapes(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        let backslash = UInt8(ascii: "\\")
        guard bytes.contains(backslash) else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            guard bytes[at] == backslash, at + 1 < bytes.count else {
                out.append(bytes[at])
                at += 1
                continue
            }
            switch bytes[at + 1] {
            case UInt8(ascii: "u"):
                guard let (scalar, length) = scalar(bytes, at: at) else { break }
                out.append(contentsOf: UTF8.encode(scalar) ?? .init())
                at += length
                continue
            case UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"),
                UInt8(ascii: "t"):
                out.append(UInt8(ascii: " "))
                at += 2
                continue
            case let other:
                out.append(other)
                at += 2
                continue
            }
            out.append(backslash)
            at += 1
        }
        return out
    }

    /// The character of `\u00e5`, or of a surrogate pair.
    private static func scalar(
        _ bytes: UnsafeRawBufferPointer, at index: Int
    ) -> (scalar: Unicode.Scalar, length: Int)? {
        guard let first = unit(bytes, at: index) else { return nil }
        if let scalar = Unicode.Scalar(first) { return (scalar, 6) }
        guard (0xD800..<0xDC00).contains(first), let second = unit(bytes, at: index + 6),
            (0xDC00..<0xE000).contains(second)
        else { return nil }
        let value = 0x10000 + (UInt32(first - 0xD800) << 10) + UInt32(second - 0xDC00)
        return Unicode.Scalar(value).map { ($0, 12) }
    }

    private static func unit(_ bytes: UnsafeRawBufferPointer, at index: Int) -> UInt16? {
        guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        else { return nil }
        return UInt16(String(decoding: bytes[index + 2..<index + 6], as: UTF8.self), radix: 16)
    }
}
