import GRDB
import Qualification
import Reporting

/// Puts calls into the tables of reports and searches.
final class ReportRows: CallTable {
    private let db: Database
    private let names: NameTable
    private let calls: RowWriter
    private let lines: RowWriter
    private let found: RowWriter
    private let forgotten: RowWriter
    private var checklists: [CallRecord.ChecklistStamp: Int64] = [:]
    private var nextNumber: Int64
    /// Called after each call that was put in.
    var didPut: () throws -> Void = {}

    let name = "calls"
    let isOpenSQL = "verdict IS NULL"
    let reader: CallReader<Row>

    /// What a record comes to.
    struct Row: Sendable {
        var facts: CallFacts
        var checklist: CallRecord.ChecklistStamp
        var isChecklistKnown: Bool
        var lead: (name: String?, email: String?, company: String?, search: [UInt8])
        var lines: [CallLine]
        /// The words of each line.
        var words: [[UInt8]]
    }

    init(_ db: Database, rules: KeptRules) throws {
        self.db = db
        names = try NameTable(db)
        calls = try RowWriter(db, sql: ReportRows.insertSQL)
        lines = try RowWriter(db, sql: "INSERT INTO lines(number, kind, question, text) VALUES(?, ?, ?, ?)")
        found = try RowWriter(db, sql: "INSERT INTO found(rowid, words) VALUES(?, ?)")
        forgotten = try RowWriter(
            db, sql: "INSERT INTO found(found, rowid, words) VALUES('delete', ?, ?)")
        for checklist in try KnownChecklist.all(db) { checklists[checklist.stamp] = checklist.number }
        nextNumber = (try Int64.fetchOne(db, sql: "SELECT max(number) FROM calls") ?? 0) + 1
        reader = CallReader(limit: CallRecord.limit) { bytes, path throws(RecordError) in
            let record = try CallRecord.decoded(bytes, path: path, .withoutExtra)
            let rulebook = rules.rulebook(record.checklist)
            let lines = CallLine.lines(of: record)
            var search: [UInt8] = []
            SearchText.append(
                lines: [record.lead.id, record.lead.name, record.lead.email, record.lead.company], to: &search
            )
            let row = Row(
                facts: CallFacts(record, rules: rulebook), checklist: record.checklist,
                isChecklistKnown: rulebook != nil,
                lead: (record.lead.name, record.lead.email, record.lead.company, search),
                lines: lines,
                words: lines.map { ReportRows.words(of: $0.text) })
            return CallReader.Content(id: record.id, isOpen: record.outcome == nil, row: row)
        }
    }

    private static let insertSQL: String = {
        let columns = [
            "number", "id", "bytes", "modified", "inode", "lead_id", "rep", "channel", "campaign", "score",
            "mql_at", "started_at", "connected_at", "ended_at", "utc_offset", "checklist", "verdict",
            "proposed", "overridden", "reason", "sub", "disposition", "decided_at", "continues", "supersedes",
            "elements", "questions", "lead_name", "lead_email", "lead_company", "lead_search",
        ]
        let places = Array(repeating: "?", count: columns.count).joined(separator: ",")
        return "INSERT INTO calls(\(columns.joined(separator: ","))) VALUES(\(places))"
    }()

    static func words(of text: String) -> [UInt8] {
        var words: [UInt8] = []
        SearchWords.append(text, to: &words)
        return words
    }

    func put(_ row: Row, of id: String, _ stamp: FileStamp, isNew: Bool) throws {
        var number = nextNumber
        if !isNew, let old = try self.number(of: id) {
            try remove(id)
            number = old
        } else {
            nextNumber += 1
        }
        let facts = row.facts
        calls.set(1, number)
        calls.set(2, id)
        calls.set(3, stamp.bytes)
        calls.set(4, stamp.modified)
        calls.set(5, Int64(bitPattern: stamp.inode))
        calls.set(6, facts.leadID)
        calls.set(7, try names.number(of: facts.rep))
        calls.set(8, try names.number(of: facts.channel))
        calls.set(9, try names.number(of: facts.campaign))
        calls.set(10, facts.score.map(Int64.init))
        calls.set(11, facts.mqlAt?.milliseconds)
        calls.set(12, facts.startedAt.milliseconds)
        calls.set(13, facts.connectedAt?.milliseconds)
        calls.set(14, facts.endedAt?.milliseconds)
        calls.set(15, Int64(facts.utcOffset.minutes))
        calls.set(16, try checklist(row))
        calls.set(17, try names.number(of: facts.verdict?.rawValue))
        calls.set(18, try names.number(of: facts.proposed?.rawValue))
        calls.set(19, facts.isOverridden ? 1 : 0)
        calls.set(20, try names.number(of: facts.reason?.code))
        calls.set(21, try names.number(of: facts.reason?.sub))
        calls.set(22, try names.number(of: facts.disposition?.rawValue))
        calls.set(23, facts.decidedAt?.milliseconds)
        calls.set(24, facts.continues)
        calls.set(25, facts.supersedes)
        calls.set(26, bytes: try PackedFacts.pack(facts.elements, names.number))
        calls.set(27, bytes: try PackedFacts.pack(facts.questions, names.number))
        calls.set(28, row.lead.name)
        calls.set(29, row.lead.email)
        calls.set(30, row.lead.company)
        calls.set(31) { $0 += row.lead.search }
        _ = try calls.write()
        try put(row.lines, row.words, of: number)
        try didPut()
    }

    private func put(_ lines: [CallLine], _ words: [[UInt8]], of call: Int64) throws {
        let most = 1 << Int(ReportSchema.lineBits)
        for (index, line) in lines.prefix(most).enumerated() {
            let number = call << ReportSchema.lineBits | Int64(index)
            self.lines.set(1, number)
            self.lines.set(2, Int64(line.kind.rawValue))
            self.lines.set(3, try line.question.map { try names.number($0.description) })
            self.lines.set(4, line.text)
            _ = try self.lines.write()
            found.set(1, number)
            found.set(2) { $0 += words[index] }
            _ = try found.write()
        }
    }

    func remove(_ id: String) throws {
        guard let number = try number(of: id) else { return }
        let range: StatementArguments = [
            number << ReportSchema.lineBits, (number + 1) << ReportSchema.lineBits,
        ]
        let sql = "SELECT number, text FROM lines WHERE number >= ? AND number < ?"
        let rows = try RowReader(db, sql: sql, range)
        while try rows.next() {
            // Where words stand is taken out by saying once more what they were.
            forgotten.set(1, rows.number(0))
            forgotten.set(2) { SearchWords.append(rows.text(1) ?? "", to: &$0) }
            _ = try forgotten.write()
        }
        try db.cachedStatement(sql: "DELETE FROM lines WHERE number >= ? AND number < ?")
            .execute(arguments: range)
        try db.cachedStatement(sql: "DELETE FROM calls WHERE number = ?").execute(arguments: [number])
    }

    private func number(of id: String) throws -> Int64? {
        try Int64.fetchOne(db.cachedStatement(sql: "SELECT number FROM calls WHERE id = ?"), arguments: [id])
    }

    private func checklist(_ row: Row) throws -> Int64 {
        let stamp = row.checklist
        if let number = checklists[stamp] { return number }
        let writer = try RowWriter(
            db, sql: "INSERT INTO checklists(sha256, name, version, known) VALUES(?, ?, ?, ?)")
        writer.set(1, stamp.sha256)
        writer.set(2, stamp.name)
        writer.set(3, stamp.version)
        writer.set(4, row.isChecklistKnown ? 1 : 0)
        _ = try writer.write()
        checklists[stamp] = db.lastInsertedRowID
        return db.lastInsertedRowID
    }
}

/// Numbers that stand for names: of elements and questions, reps, channels, verdicts and whatever else comes again and again.
final class NameTable {
    private let db: Database
    private var numbers: [String: Int64] = [:]

    init(_ db: Database) throws {
        self.db = db
        for (number, name) in try NameTable.all(db) { numbers[name] = number }
    }

    static func all(_ db: Database) throws -> [Int64: String] {
        var names: [Int64: String] = [:]
        let rows = try RowReader(db, sql: "SELECT number, name FROM names")
        while try rows.next() {
            if let number = rows.number(0), let name = rows.text(1) { names[number] = name }
        }
        return names
    }

    func number(of name: String?) throws -> Int64? { try name.map(number) }

    func number(_ name: String) throws -> Int64 {
        if let number = numbers[name] { return number }
        let writer = try RowWriter(db, sql: "INSERT INTO names(name) VALUES(?)")
        writer.set(1, name)
        _ = try writer.write()
        numbers[name] = db.lastInsertedRowID
        return db.lastInsertedRowID
    }
}

/// A checklist that records were made under, as the tables have it.
struct KnownChecklist {
    var number: Int64
    var stamp: CallRecord.ChecklistStamp
    /// Whether its text was there when records were read.
    var isTextKnown: Bool

    static func all(_ db: Database) throws -> [KnownChecklist] {
        var all: [KnownChecklist] = []
        let rows = try RowReader(db, sql: "SELECT number, name, version, sha256, known FROM checklists")
        while try rows.next() {
            let stamp = CallRecord.ChecklistStamp(
                name: rows.text(1) ?? "", version: rows.text(2) ?? "", sha256: rows.text(3) ?? "")
            all.append(
                KnownChecklist(number: rows.number(0) ?? 0, stamp: stamp, isTextKnown: rows.number(4) == 1))
        }
        return all
    }
}
