import CTerminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The bytes that come from a terminal, as keys.
struct TerminalInput {
    enum Arrival: Equatable {
        case bytes, timedOut, woken
        case closed(hungUp: Bool)
    }

    enum Next: Equatable {
        case key(Unicode.Scalar)
        /// More bytes must come first.
        case nothing
        /// What is here may be the start of an escape sequence, or the Escape key where that is all.
        case insideEscape(isLoneKey: Bool)
    }

    private let descriptor: Int32
    private var bytes: [UInt8] = []
    private var head = 0

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    var isEmpty: Bool { head == bytes.count }

    mutating func removeAll() {
        bytes.removeAll()
        head = 0
    }

    /// Waits for bytes, a signal, or the end of the time (-1: for ever).
    mutating func fill(milliseconds: Int32) -> Arrival {
        let event = terminal_wait(descriptor, milliseconds)
        switch Int(event) {
        case TERMINAL_TIMEOUT: return .timedOut
        case TERMINAL_WOKEN: return .woken
        case TERMINAL_FAILED: return .closed(hungUp: true)
        default: break
        }
        if isEmpty { removeAll() }
        var chunk = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &chunk, chunk.count)
        if count > 0 {
            bytes.append(contentsOf: chunk[..<count])
            return .bytes
        }
        if count < 0 && (errno == EINTR || errno == EAGAIN) { return .woken }
        return .closed(hungUp: count < 0 || event == Int32(TERMINAL_HUNG_UP))
    }

    /// The next key; escape sequences that are no key of ours are skipped.
    ///
    /// - Parameter escapeIsKey: Takes an unfinished sequence for the Escape key and what follows.
    /// - Returns: The key, or what must come before there is one.
    mutating func next(escapeIsKey: Bool) -> Next {
        while head < bytes.count {
            guard bytes[head] == 0x1b, !escapeIsKey else {
                if let next = nextScalar() { return next }
                continue
            }
            switch EscapeSequence.length(in: bytes[head...]) {
            case .none: if let next = nextScalar() { return next }
            case .unfinished: return .insideEscape(isLoneKey: bytes.count == head + 1)
            case .bytes(let count):
                let sequence = bytes[head..<head + count]
                head += count
                if let key = KeyCode(sequence: sequence) { return .key(key.scalar) }
            }
        }
        return .nothing
    }

    /// The next byte, as it came.
    mutating func nextByte() -> UInt8? {
        guard head < bytes.count else { return nil }
        defer { head += 1 }
        return bytes[head]
    }

    /// The characters of ASCII that are here already, up to the first key.
    mutating func takePrintableASCII() -> String {
        let text = bytes[head...].prefix { (0x20...0x7e).contains($0) }
        head += text.count
        return String(decoding: text, as: UTF8.self)
    }

    /// Whole lines that are already here, and what came with them; `nil` when there are none.
    ///
    /// At most `limit` bytes are kept; `isCut` says that there were more.
    mutating func takeWaitingLines(limit: Int) -> (text: String, isCut: Bool)? {
        while fill(milliseconds: 0) == .bytes, bytes.count - head <= limit {}
        guard let lineEnd = bytes[head...].lastIndex(where: { $0 == 0x0a || $0 == 0x0d }),
            // Enter pressed twice is no paste.
            bytes[head..<lineEnd].contains(where: { $0 > 0x20 })
        else { return nil }
        // A paste may come in pieces over a slow line.
        var isCut = false
        while fill(milliseconds: 30) == .bytes {
            guard bytes.count - head > limit else { continue }
            isCut = true
            bytes.removeLast(bytes.count - head - limit)
        }
        defer { removeAll() }
        var text = String(decoding: bytes[head...], as: UTF8.self)
        if isCut, text.hasSuffix("\u{fffd}") { text.removeLast() }
        return (text, isCut)
    }

    /// The next character; nil for one that is no key, after which an escape sequence may begin.
    private mutating func nextScalar() -> Next? {
        switch UTF8Prefix.decode(bytes[head...]) {
        case .unfinished: return .nothing
        case .invalid(let count):
            head += count
            return .key("\u{fffd}")
        case .scalar(let scalar, let count):
            head += count
            // NUL is what the kernel leaves of a ^D typed between two prompts; C1 stands for our keys.
            if scalar.value == 0 || (scalar.value >= 0x80 && PastedText.typed(scalar) == nil) { return nil }
            return .key(scalar)
        }
    }
}

/// Finds where an escape sequence ends.
enum EscapeSequence {
    enum Length: Equatable {
        case none, unfinished
        case bytes(Int)
    }

    static func length(in bytes: ArraySlice<UInt8>) -> Length {
        let start = bytes.startIndex
        guard bytes.count > 1 else { return .unfinished }
        switch bytes[start + 1] {
        case UInt8(ascii: "O"):
            guard bytes.count > 2 else { return .unfinished }
            return (0x40...0x7e).contains(bytes[start + 2]) ? .bytes(3) : .none
        case UInt8(ascii: "["):
            // The Linux console sends ESC [ [ A for F1.
            if bytes.count > 2, bytes[start + 2] == UInt8(ascii: "[") {
                return bytes.count > 3 ? .bytes(4) : .unfinished
            }
            for index in bytes.indices.dropFirst(2) {
                switch bytes[index] {
                case 0x20...0x3f: continue
                case 0x40...0x7e: return .bytes(index - start + 1)
                default: return .none
                }
            }
            return .unfinished
        default: return .none
        }
    }
}

/// Decodes the character at the start of bytes that may not all be here yet.
enum UTF8Prefix {
    enum Decoded: Equatable {
        case scalar(Unicode.Scalar, count: Int)
        case invalid(count: Int)
        case unfinished
    }

    static func decode(_ bytes: ArraySlice<UInt8>) -> Decoded {
        guard let first = bytes.first else { return .unfinished }
        if first < 0x80 { return .scalar(Unicode.Scalar(first), count: 1) }
        let length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2
        guard (0xc2...0xf4).contains(first) else { return .invalid(count: 1) }
        let part = bytes.prefix(length)
        let continuing = part.dropFirst().prefix { (0x80...0xbf).contains($0) }.count
        if continuing + 1 < part.count { return .invalid(count: continuing + 1) }
        if part.count < length { return .unfinished }
        var iterator = part.makeIterator()
        var decoder = UTF8()
        if case .scalarValue(let scalar) = decoder.decode(&iterator) {
            return .scalar(scalar, count: length)
        }
        return .invalid(count: length)
    }
}
