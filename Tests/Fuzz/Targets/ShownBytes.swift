@testable import BatonCommands

/// Looks through what a terminal would get, byte by byte, for anything that is more than a character to show.
///
/// It is written apart from the sanitiser and knows nothing of it: it goes by the numbers of the standards.
enum ShownBytes {
    /// What stands at the first place that a terminal might obey or be fooled by; nil where there is none.
    ///
    /// A line feed is allowed, and with `colours` the sequences of our own styles.
    static func firstHostile(in text: String, colours: Bool = false) -> String? {
        var text = text
        let found = text.withUTF8 { bytes in
            first(in: bytes, after: { colours ? styleLength(bytes, at: $0) : 0 }, where: isHostile)
        }
        return found.map { "\(place($0)) of \(text.debugDescription.prefix(300))" }
    }

    static func check(_ lines: [ScreenLine]) throws {
        for line in lines {
            let rows = LineWrapping.rows(of: line, width: 40)
            for row in rows.count > 1 ? [line] + rows : [line] {
                let (plain, coloured) = (row.rendered(escapes: false), row.rendered(escapes: true))
                if let hostile = firstHostile(in: plain) { throw Broken("shows \(hostile)") }
                if let hostile = firstHostile(in: coloured, colours: true) {
                    throw Broken("shows \(hostile)")
                }
                try promise(!plain.contains("\n"), "one line becomes two: \(plain.debugDescription)")
            }
        }
    }

    static func check(_ text: String) throws {
        if let hostile = firstHostile(in: text) { throw Broken("shows \(hostile)") }
    }

    /// JSON may hold what has no width: it is data there, and moves nothing on a screen.
    static func check(json bytes: [UInt8]) throws {
        let found = bytes.withUnsafeBufferPointer { bytes in
            first(in: bytes, after: { _ in 0 }, where: { isControl($0) || isDirection($0) })
        }
        if let found { throw Broken("JSON holds \(place(found))") }
    }

    private static func place(_ found: (value: UInt32, at: Int)) -> String {
        "U+\(String(found.value, radix: 16, uppercase: true)) at byte \(found.at)"
    }

    /// The first character that is one of those looked for; `skipped` says how many bytes at a place are none.
    private static func first(
        in bytes: UnsafeBufferPointer<UInt8>, after skipped: (Int) -> Int, where isOne: (UInt32) -> Bool
    ) -> (value: UInt32, at: Int)? {
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte == 0x0A || (0x20..<0x7F).contains(byte) {
                at += 1
                continue
            }
            let length = skipped(at)
            if length > 0 {
                at += length
                continue
            }
            let (value, size) = character(bytes, at: at)
            if isOne(value) { return (value, at) }
            at += size
        }
        return nil
    }

    /// The length of `ESC [ 1 m` and the like, of one or two digits; 0 where none begins.
    private static func styleLength(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
        var at = start + 2
        guard at < bytes.count, bytes[start] == 0x1B, bytes[start + 1] == 0x5B else { return 0 }
        while at < bytes.count, (0x30...0x39).contains(bytes[at]) { at += 1 }
        return (3...4).contains(at - start) && at < bytes.count && bytes[at] == 0x6D ? at - start + 1 : 0
    }

    /// The character at a place; a string holds nothing but whole ones.
    private static func character(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> (
        value: UInt32, size: Int
    ) {
        let first = bytes[start]
        let size = min(first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4, bytes.count - start)
        var value = UInt32(first & (size == 1 ? 0x7F : 0xFF >> UInt8(size + 1)))
        for index in 1..<max(size, 1) { value = value << 6 | UInt32(bytes[start + index] & 0x3F) }
        return (value, size)
    }

    private static func isHostile(_ value: UInt32) -> Bool {
        isControl(value) || isDirection(value) || isUnseen(value)
    }

    /// C0, DEL, C1, the line and the paragraph separator.
    private static func isControl(_ value: UInt32) -> Bool {
        value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029
    }

    /// What turns the direction of text.
    private static func isDirection(_ value: UInt32) -> Bool {
        switch value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    /// What shows nothing.
    ///
    /// Joiners, fillers, hyphens that may not show, annotations, tags, musical and other
    ///
    /// Variation selectors are no more than a hint on the character before them.
    private static func isUnseen(_ value: UInt32) -> Bool {
        switch value {
        case 0xAD, 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200D, 0x2060...0x206F,
            0x3164, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0x13430...0x1343F, 0x1BCA0...0x1BCA3, 0x1D173...0x1D17A,
            0xE0000...0xE0FFF:
            true
        default: false
        }
    }
}
