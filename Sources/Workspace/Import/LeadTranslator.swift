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

    /// The line of the row that was written last, with a line feed.
    private(set) var json: [UInt8] = []

    private let columns: [LeadField: [Int]]
    private let dates: DateReading
    /// Marketo's bulk exports write `null` where they have nothing.
    private let writesNull: Bool
    /// The columns in the order of their keys, and the keys with quotes and colon.
    private let extraOrder: [(column: Int, key: [UInt8])]
    private let doNotCall: Set<Int>
    private let width: Int

    private var lead = ImportedLead(line: 0, id: "")
    /// The columns that a field took of the current row.
    private var isTaken: [Bool]

    init(map: ColumnMap, dates: DateReading) {
        columns = map.columns
        self.dates = dates
        writesNull = map.profile == .marketo
        width = map.headers.count
        isTaken = Array(repeating: false, count: width)
        doNotCall = Set(map.headers.indices.filter { Lead.isDoNotCallHeader(map.headers[$0]) })
        extraOrder = map.headers.enumerated()
            .sorted { $0.element.utf8.lexicographicallyPrecedes($1.element.utf8) }
            .map { index, header in
                var key: [UInt8] = []
                JSONWriter.append(quoted: header, to: &key)
                key.append(UInt8(ascii: ":"))
                return (index, key)
            }
    }

    /// Whether no cell of a row holds anything.
    func isBlank(_ row: CSVReader) -> Bool {
        (0..<row.count).allSatisfy { Cell.trimmed(row.bytes(at: $0)).isEmpty }
    }

    /// What the row says, or why it is no lead.
    func read(_ row: CSVReader) -> Result<ImportedLead, Rejection> {
        if row.count > width, (width..<row.count).contains(where: { !cell($0, of: row).isEmpty }) {
            return .failure(Rejection(.surplusCells(expected: width, found: row.count)))
        }
        for index in isTaken.indices { isTaken[index] = false }
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
            Lead(id: "", extra: ["dnc": String(decoding: cell(column, of: row), as: UTF8.self)])
                .asksNotToBeCalled
        }
        return .success(lead)
    }

    struct Rejection: Error {
        let reason: RejectedRow.Reason
        init(_ reason: RejectedRow.Reason) { self.reason = reason }
    }

    // MARK: - Fields

    /// A cell, trimmed; empty where the row is too short.
    private func cell(_ column: Int, of row: CSVReader) -> UnsafeRawBufferPointer {
        guard column < row.count else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let text = Cell.trimmed(CSVFormula.withoutApostrophe(row.bytes(at: column)))
        return writesNull && Cell.isNull(text) ? UnsafeRawBufferPointer(start: nil, count: 0) : text
    }

    /// The first thing of use among the columns of a field, whose cell is then taken.
    private func take<Value>(
        _ field: LeadField, of row: CSVReader, _ read: (UnsafeRawBufferPointer) -> Value?
    ) -> Value? {
        guard let candidates = columns[field] else { return nil }
        for column in candidates {
            let text = cell(column, of: row)
            if !text.isEmpty, let value = read(text) {
                isTaken[column] = true
                return value
            }
        }
        return nil
    }

    /// First and last name, else the full one; a full name beside them that says the same is taken too.
    private func name(of row: CSVReader) -> String? {
        let first = take(.firstName, of: row) { Cell.string($0) }
        let last = take(.lastName, of: row) { Cell.string($0) }
        guard first != nil || last != nil else { return take(.name, of: row) { Cell.string($0) } }
        let joined = [first, last].compactMap { $0 }.joined(separator: " ")
        _ = take(.name, of: row) { Cell.string($0) == joined ? joined : nil }
        return joined
    }

    /// A number that is not whole is rounded, and kept as it was in `extra`.
    private func readScore(_ row: CSVReader) {
        guard let column = columns[.score]?.first,
            let score = Double(String(decoding: cell(column, of: row), as: UTF8.self)), abs(score) <= 1e9
        else { return }
        lead.score = Int(score.rounded())
        isTaken[column] = score == score.rounded()
    }

    /// E-mail, else the CRM's id, else a hash of what there is.
    private func readID(_ row: CSVReader) -> Rejection? {
        if let email = lead.email {
            lead.id = email.lowercased()
        } else if let id = take(.id, of: row, { Cell.string($0) }) {
            lead.id = id
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

    // MARK: - JSON

    /// Writes the row that was read last to `json`.
    func write(_ row: CSVReader) {
        json.removeAll(keepingCapacity: true)
        json.append(UInt8(ascii: "{"))
        append("\"campaign\":", lead.campaign)
        append(",\"channel\":", lead.channel)
        append(",\"company\":", lead.company)
        append(",\"email\":", lead.email)
        append(",\"extra\":{")
        appendExtra(row)
        append("},\"id\":", lead.id)
        append(",\"mqlAt\":", lead.mqlAt?.rfc3339)
        append(",\"name\":", lead.name)
        append(",\"phone\":", lead.phone)
        append(",\"score\":")
        if let score = lead.score { json.append(contentsOf: String(score).utf8) } else { append("null") }
        append(",\"title\":", lead.title)
        append("}\n")
    }

    private func append(_ text: StaticString) {
        json.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    private func append(_ key: StaticString, _ value: String?) {
        append(key)
        if let value { JSONWriter.append(quoted: value, to: &json) } else { append("null") }
    }

    private func appendExtra(_ row: CSVReader) {
        var isFirst = true
        for (column, key) in extraOrder where column < row.count && !isTaken[column] {
            guard !cell(column, of: row).isEmpty else { continue }
            if !isFirst { json.append(UInt8(ascii: ",")) }
            isFirst = false
            json.append(contentsOf: key)
            json.append(UInt8(ascii: "\""))
            let text =
                doNotCall.contains(column)
                ? cell(column, of: row) : CSVFormula.withoutApostrophe(row.bytes(at: column))
            JSONWriter.append(escaping: text, to: &json)
            json.append(UInt8(ascii: "\""))
        }
    }
}
