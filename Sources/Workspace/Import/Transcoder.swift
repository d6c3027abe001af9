/// Turns a source in any of the known encodings into one in UTF-8 without a byte order mark.
///
/// Halves of surrogate pairs, a last odd byte of UTF-16, and damaged UTF-8 become U+FFFD. The five bytes that
/// Windows-1252 leaves undefined become the C1 controls of the same number, so that nothing is lost.
final class Transcoder {
    private let source: CSVReader.Source
    private let probe: EncodingProbe
    /// Bytes of the input that are still to be left out, and of the output.
    private var toDrop: Int
    private var toSkip = 0
    private var input: [UInt8] = []
    private var isAtEnd = false
    private var output: [UInt8] = []
    private var written = 0

    /// Begins before the first byte; `skipping` bytes of the UTF-8 that comes out are left out.
    init(_ source: @escaping CSVReader.Source, _ probe: EncodingProbe, skipping: Int = 0) {
        self.source = source
        self.probe = probe
        toDrop = probe.markLength
        if isPlain { toDrop += skipping } else { toSkip = skipping }
    }

    private var isPlain: Bool { probe.encoding == .utf8 && probe.damagedBytes == 0 }

    /// Fills a buffer and returns the number of bytes, 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        if isPlain, toDrop == 0, written >= output.count { return try source(buffer) }
        while written >= output.count, !isAtEnd { try convertMore() }
        guard written < output.count else { return 0 }
        let piece = output[written...].prefix(buffer.count)
        buffer.copyBytes(from: piece)
        written += piece.count
        return piece.count
    }

    private func convertMore() throws {
        output.removeAll(keepingCapacity: true)
        defer {
            written = min(toSkip, output.count)
            toSkip -= written
        }
        let old = input
        input = try [UInt8](unsafeUninitializedCapacity: old.count + 1 << 16) { buffer, count in
            _ = buffer.initialize(fromContentsOf: old)
            let space = UnsafeMutableRawBufferPointer(
                rebasing: UnsafeMutableRawBufferPointer(buffer)[old.count...])
            let read = try source(space)
            isAtEnd = read <= 0
            count = old.count + max(0, read)
        }
        let dropped = min(toDrop, input.count)
        input.removeFirst(dropped)
        toDrop -= dropped
        switch probe.encoding {
        case .utf8: if isPlain { swap(&input, &output) } else { convertUTF8() }
        case .windows1252: convertWindows1252()
        case .utf16LittleEndian: convertUTF16(low: 0, high: 1)
        case .utf16BigEndian: convertUTF16(low: 1, high: 0)
        }
    }

    private func convertUTF8() {
        let used = input.withUnsafeBytes { bytes in
            var at = 0
            while at < bytes.count {
                let length = UTF8Check.sequenceLength(bytes, at: at)
                if length == 0, !isAtEnd, bytes.count - at < 4 { break }
                if length == 0 {
                    output.append(contentsOf: [0xEF, 0xBF, 0xBD])
                } else {
                    output.append(contentsOf: bytes[at..<at + length])
                }
                at += max(1, length)
            }
            return at
        }
        input.removeFirst(used)
    }

    private func convertWindows1252() {
        output = [UInt8](unsafeUninitializedCapacity: input.count * 3) { out, count in
            for byte in input {
                let isUndefinedInLatin1 = (0x80..<0xA0).contains(byte)
                let value = isUndefinedInLatin1 ? Transcoder.windows1252[Int(byte - 0x80)] : UInt32(byte)
                Transcoder.encode(value, to: out, &count)
            }
        }
        input.removeAll(keepingCapacity: true)
    }

    private func convertUTF16(low: Int, high: Int) {
        var at = 0
        output = [UInt8](unsafeUninitializedCapacity: input.count * 3 + 3) { out, count in
            input.withUnsafeBytes { input in
                func unit(_ index: Int) -> UInt32 {
                    UInt32(input[index + high]) << 8 | UInt32(input[index + low])
                }
                while at + 1 < input.count {
                    let first = unit(at)
                    if first & 0xFC00 == 0xD800 {
                        if at + 3 >= input.count, !isAtEnd { break }
                        if at + 3 < input.count, unit(at + 2) & 0xFC00 == 0xDC00 {
                            let pair = (first & 0x3FF) << 10 + unit(at + 2) & 0x3FF
                            Transcoder.encode(0x10000 + pair, to: out, &count)
                            at += 4
                            continue
                        }
                    }
                    Transcoder.encode(first & 0xF800 == 0xD800 ? 0xFFFD : first, to: out, &count)
                    at += 2
                }
                if isAtEnd, at < input.count {
                    Transcoder.encode(0xFFFD, to: out, &count)
                    at = input.count
                }
            }
        }
        input.removeFirst(at)
    }

    /// Writes a character, of which there are no more than three bytes for each two of UTF-16, or for one.
    @inline(__always)
    private static func encode(_ value: UInt32, to out: UnsafeMutableBufferPointer<UInt8>, _ count: inout Int)
    {
        func put(_ byte: UInt32) {
            out[count] = UInt8(truncatingIfNeeded: byte)
            count += 1
        }
        if value < 0x80 {
            put(value)
        } else if value < 0x800 {
            put(0xC0 | value >> 6)
            put(0x80 | value & 0x3F)
        } else if value < 0x10000 {
            put(0xE0 | value >> 12)
            put(0x80 | value >> 6 & 0x3F)
            put(0x80 | value & 0x3F)
        } else {
            put(0xF0 | value >> 18)
            put(0x80 | value >> 12 & 0x3F)
            put(0x80 | value >> 6 & 0x3F)
            put(0x80 | value & 0x3F)
        }
    }

    /// The characters of the bytes 0x80 to 0x9F, as the WHATWG's encoding standard has them.
    private static let windows1252: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
        0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161,
        0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]
}
