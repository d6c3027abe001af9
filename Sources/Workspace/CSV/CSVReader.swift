/// Reads CSV (RFC 4180) from chunks of bytes, one record at a time, without making a string of any cell.
///
/// - A cell is quoted when a quote is its first byte. Inside, delimiters and line ends are text, and two quotes are
///   one. Blanks between a closing quote and the delimiter are dropped.
/// - A quote elsewhere is text.
/// - Lines end with LF, CRLF or a lone CR. Blank lines are skipped.
/// - A quote that nothing closes does not swallow the file: its record is reported as a mistake, and reading goes on
///   at the line after the one on which that quote stands. So does a quote closed in the wrong place.
///
/// Rows may have any number of cells; `surplus` says how they differ from the first. Memory is a buffer of a chunk
/// or of the longest record, whichever is more.
package final class CSVReader {
    package enum Event: Hashable, Sendable {
        /// A record, whose cells can be read until the next call of `next`.
        case row
        /// A record that was skipped; its text is in `skippedText`.
        case mistake(CSVMistake)
    }

    private struct Cell {
        var start: Int32
        var end: Int32
        var isQuoted: Bool
        var hasDoubledQuotes: Bool
    }

    /// Fills a buffer and returns how many bytes it wrote, 0 at the end of input.
    package typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int

    private let source: Source
    private let limits: CSVLimits
    private let delimiter: UInt8
    /// For each byte, whether it ends an unquoted cell.
    private let endsCell: UnsafeMutablePointer<Bool>
    private let cells: UnsafeMutablePointer<Cell>

    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Where in the buffer the current record begins, and the bytes read end.
    private var start = 0
    private var end = 0
    private var isExhausted = false
    private var consumed = 0
    private var linesConsumed = 0

    /// The number of cells in the current row.
    package private(set) var count = 0
    /// The line, counted from one, on which the current record begins.
    package private(set) var line: Int
    /// The number of blank lines just before the current record.
    package private(set) var blankLinesBefore = 0
    /// The number of cells in the first row, nil before it.
    package private(set) var columns: Int?
    /// The beginning of a record that was skipped as a mistake.
    package private(set) var skippedText: [UInt8] = []

    /// How many cells the current row has beyond those of the first; negative where some are missing.
    package var surplus: Int { count - (columns ?? count) }

    /// Begins to read; nothing is taken from the source before the first `next`.
    ///
    /// The source gives UTF-8 without a byte order mark, `firstLine` is the number of its first line, and `chunk` the
    /// number of bytes asked for at a time.
    package init(
        delimiter: UInt8 = UInt8(ascii: ","), limits: CSVLimits = CSVLimits(), firstLine: Int = 1,
        chunk: Int = 1 << 18, source: @escaping Source
    ) {
        self.source = source
        self.limits = limits
        self.delimiter = delimiter
        line = firstLine
        endsCell = .allocate(capacity: 256)
        endsCell.initialize(repeating: false, count: 256)
        for byte in [delimiter, UInt8(ascii: "\n"), UInt8(ascii: "\r")] { endsCell[Int(byte)] = true }
        cells = .allocate(capacity: limits.columns)
        capacity = max(chunk, 16)
        buffer = .allocate(capacity: capacity)
    }

    deinit {
        endsCell.deallocate()
        cells.deallocate()
        buffer.deallocate()
    }

    /// Goes on to the next record; nil at the end of input.
    ///
    /// Errors are those of the source.
    package func next() throws -> Event? {
        start += consumed
        line += linesConsumed
        consumed = 0
        linesConsumed = 0
        count = 0
        try skipBlankLines()
        do {
            guard try scan() else { return nil }
        } catch let stop as Stop {
            return .mistake(try skip(stop))
        }
        if columns == nil { columns = count }
        return .row
    }

    /// The bytes of a cell, without quotes; they are gone with the next call of `next`.
    package func bytes(at index: Int) -> UnsafeRawBufferPointer {
        precondition(index < count)
        let cell = cells[index]
        return UnsafeRawBufferPointer(
            start: buffer + start + Int(cell.start), count: Int(cell.end - cell.start))
    }

    /// The text of a cell; bytes that are no UTF-8 become U+FFFD.
    package func string(at index: Int) -> String { String(decoding: bytes(at: index), as: UTF8.self) }

    /// The text of all cells of the current row.
    package var strings: [String] { (0..<count).map(string(at:)) }

    package func isQuoted(at index: Int) -> Bool { cells[index].isQuoted }

    // MARK: - Scanning

    /// Why a record was given up, and where to look for the end of the line from; offsets count from its beginning.
    private struct Stop: Error {
        var reason: CSVMistake.Reason
        var at: Int
    }

    private func skipBlankLines() throws {
        blankLinesBefore = 0
        while try has(0), buffer[start] == UInt8(ascii: "\n") || buffer[start] == UInt8(ascii: "\r") {
            start += try lineEnd(0)
            line += 1
            blankLinesBefore += 1
        }
    }

    /// Finds the cells of one record; false at the end of input.
    private func scan() throws -> Bool {
        var at = 0
        guard try has(0) else { return false }
        while true {
            guard count < limits.columns else {
                throw Stop(reason: .tooManyColumns(limit: limits.columns), at: at)
            }
            if try has(at), buffer[start + at] == UInt8(ascii: "\"") {
                at = try quotedCell(at)
            } else {
                at = try plainCell(at)
            }
            guard try has(at) else {
                consumed = at
                return true
            }
            if buffer[start + at] == delimiter {
                at += 1
            } else {
                consumed = at + (try lineEnd(at))
                linesConsumed += 1
                return true
            }
        }
    }

    private func plainCell(_ first: Int) throws -> Int {
        var at = first
        repeat {
            let base = buffer + start
            let available = end - start
            let ends = endsCell
            while at < available, !ends[Int(base[at])] { at += 1 }
            if at - first > limits.field { throw Stop(reason: .fieldTooLong(limit: limits.field), at: at) }
        } while try at == end - start && has(at)
        append(Cell(start: Int32(first), end: Int32(at), isQuoted: false, hasDoubledQuotes: false))
        return at
    }

    private func quotedCell(_ quote: Int) throws -> Int {
        let first = quote + 1
        var at = first
        var doubled = false
        while true {
            let base = buffer + start
            let available = end - start
            while at < available, base[at] != UInt8(ascii: "\"") { at += 1 }
            if at - first > limits.field { throw Stop(reason: .unclosedQuote, at: quote) }
            if at == available {
                guard try has(at) else { throw Stop(reason: .unclosedQuote, at: quote) }
                continue
            }
            guard try has(at + 1), buffer[start + at + 1] == UInt8(ascii: "\"") else { break }
            doubled = true
            at += 2
        }
        let last = at
        at += 1
        while try has(at), buffer[start + at] == UInt8(ascii: " ") { at += 1 }
        guard try !has(at) || endsCell[Int(buffer[start + at])] else {
            throw Stop(reason: .textAfterQuote, at: quote)
        }
        linesConsumed += lineEnds(from: first, to: last)
        append(Cell(start: Int32(first), end: Int32(last), isQuoted: true, hasDoubledQuotes: doubled))
        if doubled { undouble(&cells[count - 1]) }
        return at
    }

    private func append(_ cell: Cell) {
        cells[count] = cell
        count += 1
    }

    /// Makes one quote of two, in place; only bytes of a cell that is whole are moved, so that nothing behind it is.
    private func undouble(_ cell: inout Cell) {
        let base = buffer + start
        var to = Int(cell.start)
        var from = to
        while from < Int(cell.end) {
            base[to] = base[from]
            from += base[from] == UInt8(ascii: "\"") ? 2 : 1
            to += 1
        }
        cell.end = Int32(to)
    }

    /// The length in bytes of the line end at an offset.
    private func lineEnd(_ offset: Int) throws -> Int {
        guard buffer[start + offset] == UInt8(ascii: "\r") else { return 1 }
        return try has(offset + 1) && buffer[start + offset + 1] == UInt8(ascii: "\n") ? 2 : 1
    }

    private func lineEnds(from first: Int, to last: Int) -> Int {
        var found = 0
        var previous: UInt8 = 0
        for offset in first..<max(first, last) {
            let byte = buffer[start + offset]
            if byte == UInt8(ascii: "\r") || (byte == UInt8(ascii: "\n") && previous != UInt8(ascii: "\r")) {
                found += 1
            }
            previous = byte
        }
        return found
    }

    // MARK: - After a mistake

    private static let keptText = 1 << 16

    /// Skips to the line after the one that a mistake stands on.
    private func skip(_ stop: Stop) throws -> CSVMistake {
        let linesBefore = lineEnds(from: 0, to: stop.at)
        let mistake = CSVMistake(
            reason: stop.reason, line: line + linesBefore, column: count + 1)
        count = 0
        linesConsumed = linesBefore
        var at = stop.at
        var kept: [UInt8]?
        while try has(at, dropping: &at, keeping: &kept) {
            let byte = buffer[start + at]
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { break }
            at += 1
        }
        skippedText = kept ?? text(to: at)
        if at < end - start {
            consumed = at + (try lineEnd(at))
            linesConsumed += 1
        } else {
            consumed = at
        }
        return mistake
    }

    private func text(to offset: Int) -> [UInt8] {
        Array(UnsafeBufferPointer(start: buffer + start, count: min(offset, CSVReader.keptText)))
    }

    /// Whether there is a byte at an offset; what was passed is let go where it would take too much memory.
    private func has(_ offset: Int, dropping at: inout Int, keeping kept: inout [UInt8]?) throws -> Bool {
        if offset < end - start { return true }
        if offset >= CSVReader.keptText {
            if kept == nil { kept = text(to: offset) }
            start += offset
            at = 0
        }
        return try refill() && at < end - start
    }

    // MARK: - The buffer

    /// Whether there is a byte at an offset from the beginning of the record; reads on where that is not known.
    private func has(_ offset: Int) throws -> Bool {
        while offset >= end - start {
            if end - start > limits.record {
                throw Stop(reason: .recordTooLong(limit: limits.record), at: offset)
            }
            guard try refill() else { return false }
        }
        return true
    }

    private func refill() throws -> Bool {
        if isExhausted { return false }
        if start > 0 {
            buffer.update(from: buffer + start, count: end - start)
            end -= start
            start = 0
        }
        if end == capacity {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
            larger.update(from: buffer, count: end)
            buffer.deallocate()
            buffer = larger
            capacity *= 2
        }
        let read = try source(UnsafeMutableRawBufferPointer(start: buffer + end, count: capacity - end))
        isExhausted = read <= 0
        end += max(0, read)
        return read > 0
    }
}
