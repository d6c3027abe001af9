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

    /// Fills a buffer and returns how many bytes it wrote, 0 at the end of input.
    package typealias Source = (UnsafeMutableRawBufferPointer) throws -> Int

    /// A value of its own, so that each record costs one check for exclusive access, and not each byte.
    private var scanner: CSVScanner

    /// Begins to read; nothing is taken from the source before the first `next`.
    ///
    /// The source gives UTF-8 without a byte order mark, `firstLine` is the number of its first line, and `chunk` the
    /// number of bytes asked for at a time.
    package init(
        delimiter: UInt8 = UInt8(ascii: ","), limits: CSVLimits = CSVLimits(), firstLine: Int = 1,
        chunk: Int = 1 << 18, source: @escaping Source
    ) {
        scanner = CSVScanner(
            delimiter: delimiter, limits: limits, firstLine: firstLine, chunk: chunk, source: source)
    }

    /// Goes on to the next record; nil at the end of input.
    ///
    /// Errors are those of the source.
    package func next() throws -> Event? { try scanner.next() }

    /// The current row; it is gone with the next call of `next`.
    package var row: CSVRow { scanner.row }

    /// The number of cells in the current row.
    package var count: Int { scanner.count }

    /// The line, counted from one, on which the current record begins.
    package var line: Int { scanner.line }

    /// The number of blank lines just before the current record.
    package var blankLinesBefore: Int { scanner.blankLinesBefore }

    /// The number of cells in the first row, nil before it.
    package var columns: Int? { scanner.columns }

    /// How many cells the current row has beyond those of the first; negative where some are missing.
    package var surplus: Int { count - (columns ?? count) }

    /// The beginning of a record that was skipped as a mistake.
    package var skippedText: [UInt8] { scanner.skippedText }

    /// The text of all cells of the current row.
    package var strings: [String] { row.strings }
}

/// The cells of one record as slices of the reader's buffer, which does with them what it likes on its next `next`.
package struct CSVRow {
    struct Cell {
        var start: Int32
        var end: Int32
        var isQuoted: Bool
        var hasDoubledQuotes: Bool
    }

    let base: UnsafePointer<UInt8>
    let cells: UnsafePointer<Cell>
    /// The number of cells.
    package let count: Int
    /// The line, counted from one, on which the record begins.
    package let line: Int

    /// The bytes of a cell, without quotes.
    @inline(__always)
    package func bytes(at index: Int) -> UnsafeRawBufferPointer {
        precondition(index >= 0 && index < count)
        let cell = cells[index]
        return UnsafeRawBufferPointer(start: base + Int(cell.start), count: Int(cell.end &- cell.start))
    }

    /// The text of a cell; bytes that are no UTF-8 become U+FFFD.
    package func string(at index: Int) -> String { String(decoding: bytes(at: index), as: UTF8.self) }

    /// The text of all cells.
    package var strings: [String] { (0..<count).map(string(at:)) }

    /// Whether a cell stands in quotes.
    package func isQuoted(at index: Int) -> Bool { index < count && cells[index].isQuoted }
}
