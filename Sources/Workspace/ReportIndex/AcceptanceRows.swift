import Foundation
import GRDB
import Qualification

/// Puts what account executives said into the tables of reports.
struct AcceptanceRows: CallTable {
    private let db: Database

    init(_ db: Database) {
        self.db = db
    }

    struct Row: Sendable {
        var leadID: String
        var document: [UInt8]
    }

    let name = "acceptances"
    /// Minds change: no file is ever settled.
    let isOpenSQL = "TRUE"
    let reader = CallReader(limit: Acceptance.limit) { bytes, path throws(RecordError) in
        let acceptance = try Acceptance.decoded(bytes, path: path)
        let row = Row(leadID: acceptance.leadID, document: acceptance.json.encoded(.compact))
        return CallReader.Content(id: acceptance.call, isOpen: true, row: row)
    }

    func put(_ row: Row, of id: String, _ stamp: FileStamp, isNew: Bool) throws {
        try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO acceptances(id, bytes, modified, inode, lead_id, document)
                VALUES(?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: [
            id, stamp.bytes, stamp.modified, Int64(bitPattern: stamp.inode), row.leadID, Data(row.document),
        ])
    }

    func remove(_ id: String) throws {
        try db.cachedStatement(sql: "DELETE FROM acceptances WHERE id = ?").execute(arguments: [id])
    }
}
