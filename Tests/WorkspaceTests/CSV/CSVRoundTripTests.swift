import Qualification
import Testing
import Workspace

/// What our own writer makes, a spreadsheet takes for text, and our own import takes for what it was.
@Suite struct CSVRoundTripTests {
    private static let pieces = [
        "=", "+", "-", "@", "\t", "\r", "\n", "'", "''", "\"", "\"\"", ",", ";", " ", "|", "a", "0", "é",
        "e\u{301}",
        "ü", "\u{202e}", "\u{200b}", "\u{feff}", "👩‍👩‍👧", "مرحبا", "\u{7f}", "=cmd|' /C calc'!A0", "\r\n", "null",
    ]

    private static func cells(_ count: Int, _ numbers: inout SeededNumbers) -> [String] {
        (0..<count).map { _ in
            (0..<Int.random(in: 0...6, using: &numbers)).map { _ in
                pieces.randomElement(using: &numbers) ?? ""
            }.joined()
        }
    }

    /// Every cell with something in it comes back, byte by byte, and none of those written begins as a formula does.
    @Test func anyCellComesBackThroughAnImport() throws {
        var numbers = SeededNumbers(state: 11)
        for round in 0..<60 {
            let writer = CSVWriter(
                delimiter: round % 3 == 0 ? UInt8(ascii: ";") : UInt8(ascii: ","),
                lineEnd: round % 2 == 0 ? .crlf : .lf)
            let columns = Int.random(in: 1...5, using: &numbers)
            let headers = ["Email"] + (0..<columns).map { "Column \($0)" }
            var bytes: [UInt8] = []
            writer.append(headers, to: &bytes)
            let rows = (0..<50).map { _ in CSVRoundTripTests.cells(columns, &numbers) }
            for (index, row) in rows.enumerated() {
                writer.append(["lead\(index)@x.example"] + row, to: &bytes)
            }
            let imported = try Imported(bytes)
            #expect(imported.leads.count == rows.count)
            for (lead, row) in zip(imported.leads, rows) {
                for (header, cell) in zip(headers.dropFirst(), row) {
                    // An import takes a cell of nothing but blanks for an empty one.
                    guard let found = lead.extra[header] else {
                        #expect(CSVRoundTripTests.isBlank(cell), "\(cell.debugDescription)")
                        continue
                    }
                    #expect(Array(found.utf8) == Array(cell.utf8), "\(cell.debugDescription)")
                }
            }
            let delimiter = Character(Unicode.Scalar(writer.delimiter))
            for row in try readCSV(bytes, delimiter: delimiter).rows {
                for cell in row { #expect(!CSVRoundTripTests.isFormula(cell), "\(cell.debugDescription)") }
            }
        }
    }

    @Test func whatBeginsWithApostrophesIsUnambiguous() {
        var written: Set<String> = []
        let cells = ["=1", "'=1", "''=1", "'", "''", "'a", "a", "", "'-", "\n=1", "'\n=1"]
        for cell in cells {
            var bytes: [UInt8] = []
            CSVWriter().append([cell, "b"], to: &bytes)
            written.insert(String(decoding: bytes, as: UTF8.self))
        }
        #expect(written.count == cells.count)
    }

    /// The rejected rows of an import, mended, go through another one.
    @Test func rejectedRowsComeBack() throws {
        let cells = ["=1+1", "'=1", "+49 30 1", "-", "@x", "a,b", "say \"hi\"", "two\nlines", "'", "é"]
        let quoted = cells.map { "\"\($0.replacing("\"", with: "\"\""))\"" }
        let first = try Imported("Email,A,B\n" + quoted.map { "x@x.example,\($0),b,surplus\n" }.joined())
        #expect(first.rejected.count == cells.count)
        let writer = CSVWriter()
        var bytes: [UInt8] = []
        writer.append(first.plan.rejectsHeader, to: &bytes)
        for row in first.rejected { writer.append(first.plan.rejectsRow(row, reason: "=reason"), to: &bytes) }
        let second = try readCSV(bytes).rows
        #expect(second.count == cells.count + 1)
        for (row, cell) in zip(second.dropFirst(), cells) {
            let protected = CSVFormula.needsApostrophe(cell.utf8) ? "'" + cell : cell
            #expect(row.contains(protected), "\(row)")
            for text in row { #expect(!CSVRoundTripTests.isFormula(text)) }
        }
    }

    private static func isBlank(_ cell: String) -> Bool {
        cell.unicodeScalars.allSatisfy { " \t\r\n\u{200b}\u{feff}".unicodeScalars.contains($0) }
    }

    private static func isFormula(_ cell: String) -> Bool {
        cell.utf8.first.map { "=+-@\t\r\n".utf8.contains($0) } ?? false
    }
}
