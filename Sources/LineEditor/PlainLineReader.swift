import CTerminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads lines from a descriptor that is no terminal: a pipe or a file.
///
/// From its making on HUP and TERM are recorded instead of killing, until ``close()``.
package struct PlainLineReader {
    /// What came of asking for one line.
    package enum Outcome: Equatable, Sendable {
        /// A line without its line end (LF or CRLF); `isCut` says that it was too long and its rest is gone.
        case line(String, isCut: Bool)
        /// Nothing is left.
        case endOfInput
        /// A signal that ends the program came.
        case terminated(signal: Int32)
        /// The input cannot be read.
        case failed(errno: Int32)
    }

    /// The most bytes that a line keeps.
    package static let longestLine = 1 << 20

    private let descriptor: Int32
    private var bytes: [UInt8] = []
    private var head = 0
    private var isAtEnd = false
    private var isFirstLine = true
    private var isWatching: Bool

    package init(descriptor: Int32 = STDIN_FILENO) {
        self.descriptor = descriptor
        isWatching = terminal_watch_signals(0) == 0
    }

    /// Gives HUP and TERM back their former meaning.
    package mutating func close() {
        if isWatching { terminal_unwatch_signals(0) }
        isWatching = false
    }

    /// The next line: invalid UTF-8 is repaired, NUL and a byte order mark at the start are dropped.
    package mutating func readLine() -> Outcome {
        var line: [UInt8] = []
        var isCut = false
        while true {
            let signal = terminal_termination_signal()
            if signal != 0 { return .terminated(signal: signal) }

            let rest = bytes[head...]
            let end = rest.firstIndex(of: 0x0a)
            let part = rest[..<(end ?? rest.endIndex)]
            // One byte more than the limit, for the CR of a CRLF.
            let room = Self.longestLine + 1 - line.count
            line.append(contentsOf: part.prefix(room))
            if part.count > room { isCut = true }
            head = end.map { $0 + 1 } ?? bytes.count

            if end != nil { return finished(line, isCut: isCut) }
            if isAtEnd { return line.isEmpty ? .endOfInput : finished(line, isCut: isCut) }
            if let failure = fill() { return failure }
        }
    }

    private mutating func finished(_ raw: [UInt8], isCut: Bool) -> Outcome {
        var line = raw
        var isCut = isCut
        if line.last == 0x0d { line.removeLast() }
        if line.count > Self.longestLine {
            line.removeLast(line.count - Self.longestLine)
            isCut = true
        }
        if isFirstLine, line.starts(with: [0xef, 0xbb, 0xbf]) { line.removeFirst(3) }
        isFirstLine = false
        line.removeAll { $0 == 0 }
        var text = String(decoding: line, as: UTF8.self)
        if isCut, text.hasSuffix("\u{fffd}") { text.removeLast() }
        return .line(text, isCut: isCut)
    }

    private mutating func fill() -> Outcome? {
        let event = terminal_wait(descriptor, -1)
        if event == Int32(TERMINAL_WOKEN) { return nil }
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = read(descriptor, &chunk, chunk.count)
        if count < 0 { return errno == EINTR || errno == EAGAIN ? nil : .failed(errno: errno) }
        if count == 0 { isAtEnd = true }
        bytes = Array(chunk[..<count])
        head = 0
        return nil
    }
}
