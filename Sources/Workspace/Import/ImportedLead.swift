package import Qualification

/// A row that became a lead, as far as an index wants to know it; `extra` is in its JSON line only.
package struct ImportedLead: Hashable, Sendable {
    /// The line of the file, counted from one, on which the row begins.
    package var line: Int
    package var id: String
    package var name: String?
    package var email: String?
    package var phone: String?
    package var company: String?
    package var title: String?
    package var channel: String?
    package var campaign: String?
    package var score: Int?
    package var mqlAt: Instant?
    package var asksNotToBeCalled = false
    /// What the hand-off has as the time of the lead's own act, as it stands there.
    package var acted: String?
}

/// A row that became none, as the file has it.
package struct RejectedRow: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// Neither e-mail, id, phone, name nor company.
        case noIdentity
        /// An id with control or invisible characters in it.
        case unusableID(String)
        /// An id of more characters than `LeadTranslator.idLimit`.
        case idTooLong(characters: Int, limit: Int)
        /// Something stands in a cell beyond the last header.
        case surplusCells(expected: Int, found: Int)
        /// The cells are not known: the text is parted at each delimiter.
        case malformed(CSVMistake)
    }

    package var line: Int
    package var cells: [String]
    package var reason: Reason

    package init(line: Int, cells: [String], reason: Reason) {
        self.line = line
        self.cells = cells
        self.reason = reason
    }
}

extension ImportPlan {
    /// The header of the file that rejected rows are written to: the original one, and `reason`.
    package var rejectsHeader: [String] { originalHeaders + ["reason"] }

    /// A line of that file: the row's cells under their headers, the reason, and behind it what was too much.
    package func rejectsRow(_ row: RejectedRow, reason: String) -> [String] {
        let count = originalHeaders.count
        let missing = Array(repeating: "", count: max(0, count - row.cells.count))
        return row.cells.prefix(count) + missing + [reason] + row.cells.dropFirst(count)
    }
}

/// What became of the rows: `rows` is the sum of imported, duplicates and rejected.
package struct ImportCounts: Hashable, Sendable {
    package var imported = 0
    /// Rows whose id an earlier row of the same file has.
    package var duplicates = 0
    package var rejected = 0
    /// Rows without anything in any cell, which count as none.
    package var blank = 0
    /// Lines at the end of a report that are no data, and count as no rows.
    package var footer = 0

    package var rows: Int { imported + duplicates + rejected }

    package init() {}
}
