import Crypto
import Foundation
import Qualification

/// Turns rows into leads and their JSON lines, straight from the bytes of the cells.
///
/// A cell that a field takes is trimmed. One that no field takes, because its column is none, another column came
/// first, or it does not hold what the field wants, goes to `extra` as it is.
final class LeadTranslator {
    /// The most characters that an id may have: as many as the longest e-mail address.
    static let idLimit = 320

    /// The columns of each field, at its place in `LeadField.allCases`.
    private let columns: [[Int]]
    private let dates: DateReading
    private let reading: Cell.Reading
    private let doNotCall: [Int]
    /// The columns that say when the lead acted, the best first.
    private let acts: [Int]
    private let width: Int

    private var line: LeadLine
    private var lead = ImportedLead(line: 0, id: "")
    /// The columns that a field took of the current row.
    private let isTaken: UnsafeMutablePointer<Bool>

    init(map: ColumnMap, dates: DateReading) {
        columns = LeadField.allCases.map { map.columns[$0] ?? [] }
        self.dates = dates
        reading = Cell.Reading(hasNullWord: map.profile == .marketo)
        width = map.headers.count
        isTaken = .allocate(capacity: width)
        let isDoNotCall = map.headers.map { Lead.isDoNotCallHeader($0) }
        doNotCall = map.headers.indices.filter { isDoNotCall[$0] }
        acts = map.headers.indices.compactMap { column in
            LeadAct.rank(ofHeader: map.headers[column]).map { (rank: $0, column: column) }
        }
        .sorted { ($0.rank, map.headers[$0.column]) < ($1.rank, map.headers[$1.column]) }.map(\.column)
        line = LeadLine(headers: map.headers, doNotCall: isDoNotCall, reading: reading)
    }

    deinit { isTaken.deallocate() }

    /// Whether no cell of a row holds anything.
    func isBlank(_ row: CSVRow) -> Bool {
        (0..<row.count).allSatisfy { Cell.trimmed(row.bytes(at: $0)).isEmpty }
    }

    /// What the row says, or why it is no lead.
    func read(_ row: CSVRow) -> Result<ImportedLead, Rejection> {
        if row.count > width, (width..<row.count).contains(where: { !cell($0, of: row).isEmpty }) {
            return .failure(Rejection(.surplusCells(expected: width, found: row.count)))
        }
        isTaken.update(repeating: false, count: width)
        lead = ImportedLead(line: row.line, id: "")
        lead.email = take(.email, of: row) { Cell.email($0) }
        lead.phone = take(.phone, of: row) { Cell.string($0) }
        lead.name = name(of: row)
        lead.company = take(.company, of: row) { Cell.string($0) }
        lead.title = take(.title, of: row) { Cell.string($0) }
        lead.channel = take(.channel, of: row) { Cell.string($0) }
        lead.campaign = take(.campaign, of: row) { Cell.string($0) }
        lead.mqlAt = take(.mqlAt, of: row) { dates.instant($0) }
        readScore(row)
        if let rejection = readID(row) { return .failure(rejection) }
        lead.asksNotToBeCalled = doNotCall.contains { column in
            let text = cell(column, of: row)
            return !text.isEmpty && Lead(id: "", extra: ["dnc": Cell.string(text)]).asksNotToBeCalled
        }
        lead.acted = acts.lazy.filter { !self.isTaken[$0] }.map { self.cell($0, of: row) }
            .first { !$0.isEmpty }.map { Cell.string($0) }
        return .success(lead)
    }

    struct Rejection: Error {
        let reason: RejectedRow.Reason
        init(_ reason: RejectedRow.Reason) { self.reason = reason }
    }

    // MARK: - Fields

    /// A cell, trimmed; empty where the row is too short.
    @inline(__always)
    private func cell(_ column: Int, of row: CSVRow) -> UnsafeRawBufferPointer {
        column < row.count
            ? reading.text(of: row.bytes(at: column)) : UnsafeRawBufferPointer(start: nil, count: 0)
    }

    /// The first thing of use among the columns of a field, whose cell is then taken.
    private func take<Value>(
        _ field: LeadField, of row: CSVRow, _ read: (UnsafeRawBufferPointer) -> Value?
    ) -> Value? {
        for column in columns[field.place] {
            let text = cell(column, of: row)
            if !text.isEmpty, let value = read(text) {
                isTaken[column] = true
                return value
            }
        }
        return nil
    }

    /// First and last name, else the full one; a full name beside them that says the same is taken too.
    private func name(of row: CSVRow) -> String? {
        let first = take(.firstName, of: row) { Cell.string($0) }
        let last = take(.lastName, of: row) { Cell.string($0) }
        guard first != nil || last != nil else { return take(.name, of: row) { Cell.string($0) } }
        let joined = [first, last].compactMap { $0 }.joined(separator: " ")
        _ = take(.name, of: row) { Cell.string($0) == joined ? joined : nil }
        return joined
    }

    /// A number that is not whole is rounded, and kept as it was in `extra`.
    private func readScore(_ row: CSVRow) {
        guard let column = columns[LeadField.score.place].first,
            let score = Double(Cell.string(cell(column, of: row))), abs(score) <= 1e9
        else { return }
        lead.score = Int(score.rounded())
        isTaken[column] = score == score.rounded()
    }

    /// E-mail, else the CRM's id, else a hash of what there is.
    private func readID(_ row: CSVRow) -> Rejection? {
        if let email = lead.email {
            lead.id = email.asEmailID
        } else if let id = take(.id, of: row, { Cell.string($0) }) {
            lead.id = id.asID
        } else if lead.phone != nil || lead.name != nil || lead.company != nil {
            lead.id = LeadTranslator.hashedID(phone: lead.phone, name: lead.name, company: lead.company)
        } else {
            return Rejection(.noIdentity)
        }
        if lead.id.utf8.count > LeadTranslator.idLimit, lead.id.unicodeScalars.count > LeadTranslator.idLimit
        {
            return Rejection(
                .idTooLong(characters: lead.id.unicodeScalars.count, limit: LeadTranslator.idLimit))
        }
        return Cell.isPrintable(lead.id) ? nil : Rejection(.unusableID(lead.id))
    }

    /// The id of a lead that brings none: `h-` and 16 hexadecimal digits of the SHA-256 of the digits of its phone
    /// number, its name and its company, in NFC and lower case.
    static func hashedID(phone: String?, name: String?, company: String?) -> String {
        let folded = [name, company].map { ($0 ?? "").lowercased().precomposedStringWithCanonicalMapping }
        let text = ([Lead.digits(ofPhone: phone ?? "")] + folded).joined(separator: "\u{1F}")
        let digits = Array("0123456789abcdef".utf8)
        let hex = SHA256.hash(data: Array(text.utf8)).prefix(8).flatMap {
            [digits[Int($0 >> 4)], digits[Int($0 & 15)]]
        }
        return "h-" + String(decoding: hex, as: UTF8.self)
    }

    /// Whether an id has the form of a hashed one.
    static func isHashedID(_ id: String) -> Bool {
        id.utf8.count == 18 && id.hasPrefix("h-")
            && id.utf8.dropFirst(2).allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    // MARK: - JSON

    /// Makes the JSON line of the row that was read last, and hands it over with its line feed.
    func write(_ row: CSVRow, _ body: (ImportedLead, UnsafeRawBufferPointer) throws -> Void) rethrows {
        line.write(lead, of: row, taken: isTaken)
        try body(lead, line.bytes)
    }
}
