import Workspace

/// Rows do not depend on how the bytes come, and read back the same when they are written.
enum CSVFuzz {
    private struct Read: Equatable {
        var rows: [[String]] = []
        var lines: [Int] = []
        var mistakes: [CSVMistake] = []
    }

    /// The first byte says how many bytes come at a time, and which delimiter it is.
    static func take(_ bytes: [UInt8]) throws {
        guard let first = bytes.first else { return }
        let delimiter = Array(",;\t|".utf8)[Int(first) % 4]
        let text = Array(bytes.dropFirst())
        let read = try read(text, delimiter: delimiter, chunk: 1 << 18)
        let other = try self.read(text, delimiter: delimiter, chunk: 1 + Int(first) / 4)
        try promise(read == other, "it depends on how the bytes come: \(read) \(other)")
        try promise(read.lines == read.lines.sorted(), "lines go back: \(read.lines)")
        try promise(read.rows.count + read.mistakes.count <= bytes.count, "more rows than bytes")
        var written: [UInt8] = []
        let writer = CSVWriter(delimiter: delimiter)
        for row in read.rows { writer.append(row, to: &written) }
        let again = try self.read(written, delimiter: delimiter, chunk: 64, isOurs: true)
        try promise(
            again.mistakes.isEmpty && again.rows == read.rows,
            "rows read back otherwise: \(read.rows) \(again)")
    }

    /// Limits as they are, but for columns and cells so few that an input may pass them.
    private static func read(_ bytes: [UInt8], delimiter: UInt8, chunk: Int, isOurs: Bool = false) throws
        -> Read
    {
        var limits = CSVLimits()
        if !isOurs {
            limits.columns = 12
            limits.field = 200
            limits.record = 900
        }
        var rest = bytes[...]
        let reader = CSVReader(delimiter: delimiter, limits: limits, chunk: chunk) { buffer in
            // Never more than asked for, and often less.
            let piece = rest.prefix(min(buffer.count, chunk))
            buffer.copyBytes(from: piece)
            rest = rest.dropFirst(piece.count)
            return piece.count
        }
        var read = Read()
        while let event = try reader.next() {
            read.lines.append(reader.line)
            switch event {
            case .mistake(let mistake): read.mistakes.append(mistake)
            case .row:
                let row = reader.row
                let cells = (0..<row.count).map { index in
                    let bytes =
                        isOurs ? CSVFormula.withoutApostrophe(row.bytes(at: index)) : row.bytes(at: index)
                    return String(decoding: bytes, as: UTF8.self)
                }
                // The writer leaves no blank line that a reader would skip.
                read.rows.append(cells)
            }
        }
        return read
    }
}
