import GRDB
import Qualification

/// Puts calls into the index, and works out what they say about their leads.
final class CallRows: CallTable {
    private let db: Database
    private var changedLeads: Set<String> = []
    private var optOutsChanged = false

    init(_ db: Database) {
        self.db = db
    }

    /// What a record comes to.
    struct Row: Sendable {
        var call: CallSummary
        /// Of a lead that asked not to be called any more.
        var optOut: (email: String?, phone: String?)?

        init(_ record: CallRecord) {
            call = CallSummary(record)
            if record.outcome?.reason?.isDoNotContact == true {
                optOut = (record.lead.email, record.lead.phone)
            }
        }
    }

    let name = "calls"
    let isOpenSQL = "verdict IS NULL"
    let reader = CallReader(limit: CallRecord.limit) { bytes, path throws(RecordError) in
        let record = try CallRecord.decoded(bytes, path: path)
        return CallReader.Content(id: record.id, isOpen: record.outcome == nil, row: Row(record))
    }

    func remove(_ id: String) throws { try forget(id) }

    /// Drops the calls of a month whose folder is gone, and says how many there were.
    func remove(month: String) throws -> Int {
        let ids = try String.fetchAll(
            db, sql: "SELECT id FROM calls WHERE id >= ? AND id < ?", arguments: MonthName.range(month))
        for id in ids { try forget(id) }
        return ids.count
    }

    private func forget(_ id: String) throws {
        let lead = try String.fetchOne(
            db.cachedStatement(sql: "SELECT lead_id FROM calls WHERE id = ?"), arguments: [id])
        if let lead { changedLeads.insert(lead) }
        try db.cachedStatement(sql: "DELETE FROM calls WHERE id = ?").execute(arguments: [id])
        try db.cachedStatement(sql: "DELETE FROM opt_outs WHERE call_id = ?").execute(arguments: [id])
        if db.changesCount > 0 { optOutsChanged = true }
    }

    /// Puts a call into the index, in the place of what it had of the same one.
    func put(_ row: Row, of id: String, _ stamp: FileStamp, isNew: Bool) throws {
        if !isNew { try forget(id) }
        let call = row.call
        try db.cachedStatement(sql: CallSummary.insertSQL)
            .execute(
                arguments: [id, stamp.bytes, stamp.modified, Int64(bitPattern: stamp.inode)] + call.arguments)
        changedLeads.insert(call.leadID)
        guard let optOut = row.optOut else { return }
        optOutsChanged = true
        try addOptOut(.lead, call.leadID, id)
        try addOptOut(.email, optOut.email, id)
        try addOptOut(.phone, PhoneKey.optOut(optOut.phone), id)
    }

    private func addOptOut(_ kind: OptOutKind, _ value: String?, _ call: String) throws {
        guard let value, !value.isEmpty else { return }
        let place = kind == .email ? "lower(?)" : "?"
        try db.execute(
            sql: "INSERT OR IGNORE INTO opt_outs(kind, value, call_id) VALUES(?, \(place), ?)",
            arguments: [kind.rawValue, value, call])
    }

    /// Has it worked out anew where a lead stands, none of whose calls has changed.
    func lookAgain(atLead id: String) { changedLeads.insert(id) }

    /// Works out anew where the leads stand whose calls have changed.
    func settle() throws {
        for lead in changedLeads {
            let state = LeadState(
                calls: try CallSummary.ofLead(lead, db),
                rejections: try HandOffRows.rejections(ofLead: lead, db))
            if let state {
                try db.cachedStatement(
                    sql: "INSERT OR REPLACE INTO states VALUES(?, ?, ?, ?, ?, ?, ?, ?)"
                ).execute(arguments: [
                    lead, state.stage.rawValue, state.promisedAt?.milliseconds,
                    state.revisitAt?.milliseconds, state.restsFrom?.milliseconds, state.lastAt.milliseconds,
                    state.attempts, state.lastCall,
                ])
            } else {
                try db.execute(literal: "DELETE FROM states WHERE lead_id = \(lead)")
            }
            try db.cachedStatement(sql: "UPDATE leads SET touched = ?1 WHERE id = ?2 AND touched <> ?1")
                .execute(arguments: [state == nil ? 0 : 1, lead])
        }
        changedLeads = []
        if optOutsChanged { try LeadRows.settleOptOuts(db) }
        optOutsChanged = false
    }
}

extension GivenReason {
    /// Whether the buyer asked not to be called any more.
    var isDoNotContact: Bool { code == "not-a-prospect" && sub == "do-not-contact" }
}
