/// The state of a `CSVReader`, and how it moves.
struct CSVScanner: ~Copyable {
    private let source: CSVReader.Source
    private let limits: CSVLimits
    private let delimiter: UInt8
    /// For each byte, whether it ends an unquoted cell.
    private let endsCell: UnsafeMutablePointer<Bool>
    private let cells: UnsafeMutablePointer<CSVRow.Cell>

    private var buffer: UnsafeMutablePointer<UInt8>
    private var capacity: Int
    /// Where in the buffer the current record begins, and the bytes read end.
    private var start = 0
    private var end = 0
    private var isExhausted = false
    private var consumed = 0
    private var linesConsumed = 0
    /// Whether a cell of the current record has.
    private var hasDoubledQuotes = false

    /// The number of cells in the current row.
    private(set) var count = 0
    /// The line, counted from one, on which the current record begins.
    private(set) var line: Int
    /// The number of blank lines just before the current record.
    private(set) var blankLinesBefore = 0
    /// The number of cells in the first row, nil before it.
    private(set) var columns: Int?
    /// The beginning of a record that was skipped as a mistake.
    private(set) var skippedText: [UInt8] = []

    init(delimiter: UInt8, limits: CSVLimits, firstLine: Int, chunk: Int, source: @escaping CSVReader.Source)
    {
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

    var row: CSVRow { CSVRow(base: buffer + start, cells: cells, count: count, line: line) }

    deinit {
        endsCell.deallocate()
        cells.deallocate()
        buffer.deallocate()
    }

    mutating func next() throws -> CSVReader.Event? {
        start += consumed
        line += linesConsumed
        consumed = 0
        linesConsumed = 0
        count = 0
        hasDoubledQuotes = false
        try skipBlankLines()
        do {
            guard try scan() else { return nil }
        } catch let stop as Stop {
            return .mistake(try skip(stop))
        }
        if hasDoubledQuotes {
            for index in 0..<count where cells[index].hasDoubledQuotes { undouble(&cells[index]) }
        }
        if columns == nil { columns = count }
        return .row
    }

    // MARK: - Scanning

    /// Why a record was given up, and where to look for the end of the line from; offsets count from its beginning.
    private struct Stop: Error {
        var reason: CSVMistake.Reason
        var at: Int
    }

    private mutating func skipBlankLines() throws {
        blankLinesBefore = 0
        while try has(0), buffer[start] == UInt8(ascii: "\n") || buffer[start] == UInt8(ascii: "\r") {
            start += try lineEnd(0)
            line += 1
            blankLinesBefore += 1
        }
    }

    /// Finds the cells of one record; false at the end of input.
    private mutating func scan() throws -> Bool {
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

    private mutating func plainCell(_ first: Int) throws -> Int {
        var at = first
        repeat {
            let base = buffer + start
            let available = end - start
            let ends = endsCell
            while at < available, !ends[Int(base[at])] { at += 1 }
            if at - first > limits.field { throw Stop(reason: .fieldTooLong(limit: limits.field), at: at) }
        } while try at == end - start && has(at)
        append(CSVRow.Cell(start: Int32(first), end: Int32(at), isQuoted: false, hasDoubledQuotes: false))
        return at
    }

    private mutating func quotedCell(_ quote: Int) throws -> Int {
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
        append(CSVRow.Cell(start: Int32(first), end: Int32(last), isQuoted: true, hasDoubledQuotes: doubled))
        if doubled { hasDoubledQuotes = true }
        return at
    }

    private mutating func append(_ cell: CSVRow.Cell) {
        cells[count] = cell
        count += 1
    }

    /// Makes one quote of two, in place; only done when the record is whole, since a mistake is counted over its bytes.
    private func undouble(_ cell: inout CSVRow.Cell) {
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
    private mutating func lineEnd(_ offset: Int) throws -> Int {
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
    private mutating func skip(_ stop: Stop) throws -> CSVMistake {
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
        Array(UnsafeBufferPointer(start: buffer + start, count: min(offset, CSVScanner.keptText)))
    }

    /// Whether there is a byte at an offset; what was passed is let go where it would take too much memory.
    private mutating func has(_ offset: Int, dropping at: inout Int, keeping kept: inout [UInt8]?) throws
        -> Bool
    {
        if offset < end - start { return true }
        if offset >= CSVScanner.keptText {
            if kept == nil { kept = text(to: offset) }
            start += offset
            at = 0
        }
        return try refill() && at < end - start
    }

    // MARK: - The buffer

    /// Whether there is a byte at an offset from the beginning of the record; reads on where that is not known.
    private mutating func has(_ offset: Int) throws -> Bool {
        while offset >= end - start {
            if end - start > limits.record {
                throw Stop(reason: .recordTooLong(limit: limits.record), at: offset)
            }
            guard try refill() else { return false }
        }
        return true
    }

    private mutating func refill() throws -> Bool {
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
