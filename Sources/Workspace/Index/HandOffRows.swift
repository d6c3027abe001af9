import GRDB
import Qualification

/// Puts what account executives said into the index.
struct HandOffRows: CallTable {
    typealias Row = Acceptance

    let db: Database
    /// The calls with leads whose account executives have spoken are to be looked at anew.
    let calls: CallRows

    static let tables = """
        CREATE TABLE acceptances(
            id TEXT PRIMARY KEY NOT NULL, bytes INTEGER NOT NULL, modified INTEGER NOT NULL,
            inode INTEGER NOT NULL, lead_id TEXT NOT NULL, decision TEXT NOT NULL, at INTEGER NOT NULL,
            by TEXT NOT NULL, reason TEXT, note TEXT, due_at INTEGER NOT NULL, answered_at INTEGER NOT NULL
        ) WITHOUT ROWID, STRICT;
        CREATE INDEX acceptances_lead ON acceptances(lead_id);
        """

    let name = "acceptances"
    /// A change of mind makes a new file; nothing is written to again.
    let isOpenSQL = "FALSE"
    let reader = CallReader(limit: Acceptance.limit) { bytes, path throws(RecordError) in
        let acceptance = try Acceptance.decoded(bytes, path: path)
        return CallReader.Content(id: acceptance.call, isOpen: false, row: acceptance)
    }

    func put(_ row: Acceptance, of id: String, _ stamp: FileStamp, isNew: Bool) throws {
        if !isNew { try remove(id) }
        calls.lookAgain(atLead: row.leadID)
        try db.cachedStatement(sql: "INSERT INTO acceptances VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .execute(arguments: [
                id, stamp.bytes, stamp.modified, Int64(bitPattern: stamp.inode), row.leadID,
                row.word.decision.rawValue, row.word.at.milliseconds, row.word.by, row.word.reason,
                row.word.note, row.dueAt.milliseconds, row.answeredAt.milliseconds,
            ])
    }

    func remove(_ id: String) throws {
        let lead = try String.fetchOne(
            db.cachedStatement(sql: "SELECT lead_id FROM acceptances WHERE id = ?"), arguments: [id])
        guard let lead else { return }
        calls.lookAgain(atLead: lead)
        try db.cachedStatement(sql: "DELETE FROM acceptances WHERE id = ?").execute(arguments: [id])
    }

    /// Drops what was said about the calls of a month whose folder is gone.
    func remove(month: String) throws {
        let ids = try String.fetchAll(
            db, sql: "SELECT id FROM acceptances WHERE id >= ? AND id < ?", arguments: MonthName.range(month))
        for id in ids { try remove(id) }
    }

    // MARK: - Asking

    static let columns = "decision, at, by, reason, note, due_at, answered_at"

    /// Reads the columns from a place in a row on; nil where the first is null.
    static func answer(_ row: RowReader, at place: Int32) -> HandOff.Answer? {
        guard let decision = row.text(place).flatMap(Acceptance.Decision.init) else { return nil }
        func instant(_ column: Int32) -> Instant { row.instant(column) ?? Instant(milliseconds: 0) }
        return HandOff.Answer(
            word: Acceptance.Word(
                decision, at: instant(place + 1), by: row.text(place + 2) ?? "",
                reason: row.text(place + 3), note: row.text(place + 4)),
            dueAt: instant(place + 5), firstAt: instant(place + 6))
    }

    /// The rejections that stand of calls with a lead, by the ids of the calls.
    static func rejections(ofLead lead: String, _ db: Database) throws -> [String: Acceptance.Word] {
        let sql = "SELECT id, \(columns) FROM acceptances WHERE lead_id = ? AND decision = 'rejected'"
        let rows = try RowReader(db, sql: sql, [lead], isCached: true)
        var rejections: [String: Acceptance.Word] = [:]
        while try rows.next() {
            if let id = rows.text(0) { rejections[id] = answer(rows, at: 1)?.word }
        }
        return rejections
    }
}
