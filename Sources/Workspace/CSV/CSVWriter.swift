/// Writes CSV that any spreadsheet reads back the same, and that makes none of them calculate.
///
/// A cell that a spreadsheet would take for a formula gets an apostrophe (`CSVFormula`). Cells are quoted where they
/// hold the delimiter, a quote or a line end, begin or end with a blank, or are the empty only cell of a row.
package struct CSVWriter: Hashable, Sendable {
    package enum LineEnd: String, Hashable, Sendable {
        case lf = "\n"
        case crlf = "\r\n"
    }

    package var delimiter: UInt8
    package var lineEnd: LineEnd

    package init(delimiter: UInt8 = UInt8(ascii: ","), lineEnd: LineEnd = .crlf) {
        self.delimiter = delimiter
        self.lineEnd = lineEnd
    }

    /// Appends a row with its line end.
    ///
    /// Cells at the places of `figures` are numbers of the program's own: those below zero get no apostrophe, so that a
    /// spreadsheet can calculate with them.
    package func append(_ cells: [String], figures: Set<Int> = [], to out: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { out.append(delimiter) }
            append(cell, isAlone: cells.count == 1, isFigure: figures.contains(index), to: &out)
        }
        out.append(contentsOf: lineEnd.rawValue.utf8)
    }

    private func append(_ cell: String, isAlone: Bool, isFigure: Bool, to out: inout [UInt8]) {
        var bytes = Array(cell.utf8)
        if !isFigure, CSVFormula.needsApostrophe(bytes) { bytes.insert(CSVFormula.apostrophe, at: 0) }
        guard needsQuotes(bytes, isAlone: isAlone) else {
            out.append(contentsOf: bytes)
            return
        }
        out.append(UInt8(ascii: "\""))
        for byte in bytes {
            if byte == UInt8(ascii: "\"") { out.append(byte) }
            out.append(byte)
        }
        out.append(UInt8(ascii: "\""))
    }

    private func needsQuotes(_ bytes: [UInt8], isAlone: Bool) -> Bool {
        guard let first = bytes.first, let last = bytes.last else { return isAlone }
        return [first, last].contains { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            || bytes.contains {
                $0 == delimiter || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\n")
                    || $0 == UInt8(ascii: "\r")
            }
    }
}

/// The apostrophe that keeps a spreadsheet from taking a cell for a formula.
///
/// A formula begins with `=`, `+`, `-`, `@`, Tab, CR or LF; so do phone numbers such as `+49 30 1234`. Written, such a cell
/// gets one apostrophe more, and so does one that begins with apostrophes before such a character; read, it loses one.
/// Hence every cell reads back as it was, those that began with `'=` included.
package enum CSVFormula {
    package static let apostrophe = UInt8(ascii: "'")

    /// Whether a cell must be written with an apostrophe before it.
    package static func needsApostrophe(_ cell: some Sequence<UInt8>) -> Bool {
        guard let first = cell.first(where: { $0 != apostrophe }) else { return false }
        return isBeginning(first)
    }

    /// The cell without the apostrophe that our own writer put there, if it did.
    @inline(__always)
    package static func withoutApostrophe(_ cell: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let first = cell.first, first == apostrophe, needsApostrophe(cell) else { return cell }
        return UnsafeRawBufferPointer(rebasing: cell[1...])
    }

    private static func isBeginning(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0A, 0x0D:
            true
        default: false
        }
    }
}
