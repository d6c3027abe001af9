/// The encodings that CRMs and spreadsheets export in.
package enum TextEncoding: String, Hashable, Sendable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case windows1252 = "Windows-1252"
}

/// What encoding a file is in, decided over all of it before any of it is used.
///
/// In this order: a byte order mark; the pattern of NULs that UTF-16 leaves in Latin text; UTF-8, if all of it is;
/// else Windows-1252, of which no file can be told that it is not. Where a file holds a few broken bytes among ten
/// times as many characters that only UTF-8 spells so, it is UTF-8, and each broken byte becomes U+FFFD.
package struct EncodingProbe: Hashable, Sendable {
    package var encoding: TextEncoding
    /// The length of the byte order mark.
    package var markLength = 0
    /// Bytes that become U+FFFD.
    package var damagedBytes = 0

    private static let headLength = 8192

    /// Reads a source to its end; errors are `ImportError`, and those of the source.
    package init(_ source: CSVReader.Source) throws {
        let capacity = 1 << 18
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
        defer { buffer.deallocate() }
        var filled = 0
        var isAtEnd = false
        func fill() throws {
            while filled < capacity, !isAtEnd {
                let read = try source(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
                isAtEnd = read <= 0
                filled += max(0, read)
            }
        }
        try fill()
        let head = buffer[..<min(filled, EncodingProbe.headLength)]
        if head.isEmpty { throw ImportError.empty }
        if let format = ForeignFormat.magic(of: head) { throw ImportError.foreign(format) }
        if let marked = EncodingProbe.utf16(head) {
            self = marked
            return
        }
        if EncodingProbe.isBinary(head) { throw ImportError.foreign(.binary) }
        encoding = .utf8
        markLength = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var multibyte = 0
        var broken = 0
        while filled > 0 {
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
            let used = EncodingProbe.check(bytes, isLast: isAtEnd, multibyte: &multibyte, broken: &broken)
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[used...]))
            filled -= used
            if isAtEnd { break }
            try fill()
        }
        if broken > 0, broken * 10 <= multibyte || markLength > 0 {
            damagedBytes = broken
        } else if broken > 0 {
            encoding = .windows1252
        }
    }

    private init(_ encoding: TextEncoding, markLength: Int) {
        self.encoding = encoding
        self.markLength = markLength
    }

    /// UTF-16 by its mark, or by NULs that all stand in the upper halves of a good part of the code units.
    private static func utf16(_ head: Slice<UnsafeMutableRawBufferPointer>) -> EncodingProbe? {
        if head.starts(with: [0xFF, 0xFE]) { return EncodingProbe(.utf16LittleEndian, markLength: 2) }
        if head.starts(with: [0xFE, 0xFF]) { return EncodingProbe(.utf16BigEndian, markLength: 2) }
        var nuls = [0, 0]
        for (index, byte) in head.enumerated() where byte == 0 { nuls[index % 2] += 1 }
        let enough = max(2, head.count / 8)
        if nuls[1] >= enough, nuls[0] * 10 < nuls[1] {
            return EncodingProbe(.utf16LittleEndian, markLength: 0)
        }
        if nuls[0] >= enough, nuls[1] * 10 < nuls[0] { return EncodingProbe(.utf16BigEndian, markLength: 0) }
        return nil
    }

    /// A NUL in a cell is data; one in the first line, or one in twenty bytes, is no text.
    private static func isBinary(_ head: Slice<UnsafeMutableRawBufferPointer>) -> Bool {
        let firstLine = head.prefix { $0 != 0x0A && $0 != 0x0D }
        return firstLine.contains(0) || head.count { $0 == 0 } * 20 > head.count
    }

    /// Counts what is UTF-8 only and what is not UTF-8; returns how many bytes were looked at.
    private static func check(
        _ bytes: UnsafeRawBufferPointer, isLast: Bool, multibyte: inout Int, broken: inout Int
    ) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        let end = bytes.count
        var at = 0
        while at < end {
            if at + 8 <= end,
                base.loadUnaligned(fromByteOffset: at, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                at += 8
                continue
            }
            let length = UTF8Check.sequenceLength(bytes, at: at)
            if length == 0, !isLast, end - at < 4 { return at }
            if length == 0 { broken += 1 }
            if length > 1 { multibyte += 1 }
            at += max(1, length)
        }
        return end
    }
}
