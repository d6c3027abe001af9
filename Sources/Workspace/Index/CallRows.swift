import GRDB
import Qualification

/// Puts calls into the index, and works out what they say about their leads.
final class CallRows: CallTable {
    private let db: Database
    private let insert: RowWriter
    private var changedLeads: Set<String> = []
    /// There are more of them than are worth being told apart.
    private var haveMostChanged = false
    private var optOutsChanged = false

    private let manyLeads: Int

    /// Where the calls of `manyLeads` change, it takes less to look at all leads.
    init(_ db: Database, manyLeads: Int) throws {
        self.db = db
        self.manyLeads = manyLeads
        insert = try RowWriter(db, sql: CallSummary.insertSQL)
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
        let record = try CallRecord.decoded(bytes, path: path, .withoutExtra)
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
        if let lead { lookAgain(atLead: lead) }
        try db.cachedStatement(sql: "DELETE FROM calls WHERE id = ?").execute(arguments: [id])
        try db.cachedStatement(sql: "DELETE FROM opt_outs WHERE call_id = ?").execute(arguments: [id])
        if db.changesCount > 0 { optOutsChanged = true }
    }

    /// Puts a call into the index, in the place of what it had of the same one.
    func put(_ row: Row, of id: String, _ stamp: FileStamp, isNew: Bool) throws {
        if !isNew { try forget(id) }
        let call = row.call
        insert.set(1, id)
        insert.set(2, stamp.bytes)
        insert.set(3, stamp.modified)
        insert.set(4, Int64(bitPattern: stamp.inode))
        call.set(insert, after: 4)
        _ = try insert.write()
        lookAgain(atLead: call.leadID)
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

    /// Has it worked out anew where a lead stands.
    func lookAgain(atLead id: String) {
        guard !haveMostChanged else { return }
        changedLeads.insert(id)
        if changedLeads.count >= manyLeads {
            haveMostChanged = true
            changedLeads = []
        }
    }

    /// Works out anew where the leads stand whose calls have changed.
    func settle() throws {
        if haveMostChanged {
            try settleAll()
        } else {
            for lead in changedLeads { try settle(lead, CallSummary.ofLead(lead, db)) }
        }
        changedLeads = []
        haveMostChanged = false
        if optOutsChanged { try LeadRows.settleOptOuts(db) }
        optOutsChanged = false
    }

    private func settle(_ lead: String, _ calls: [CallSummary]) throws {
        let isTouched = try put(LeadState(calls: calls, rejections: rejections(lead)), of: lead)
        if !isTouched { try db.execute(literal: "DELETE FROM states WHERE lead_id = \(lead)") }
        try db.cachedStatement(sql: "UPDATE leads SET touched = ?1 WHERE id = ?2 AND touched <> ?1")
            .execute(arguments: [isTouched ? 1 : 0, lead])
    }

    /// Works out where all leads stand, in one go through the calls.
    private func settleAll() throws {
        try db.execute(sql: "DELETE FROM states")
        let rows = try RowReader(db, sql: "\(CallSummary.selectSQL) ORDER BY lead_id, started_at, id")
        var calls: [CallSummary] = []
        func settle() throws {
            guard let lead = calls.first?.leadID else { return }
            _ = try put(LeadState(calls: calls, rejections: rejections(lead)), of: lead)
            calls.removeAll(keepingCapacity: true)
        }
        while try rows.next() {
            let call = CallSummary(rows)
            if call.leadID != calls.first?.leadID { try settle() }
            calls.append(call)
        }
        try settle()
        let isTouched = "EXISTS (SELECT 1 FROM states WHERE lead_id = leads.id)"
        try db.execute(sql: "UPDATE leads SET touched = \(isTouched) WHERE touched <> \(isTouched)")
    }

    private func rejections(_ lead: String) throws -> [String: Acceptance.Word] {
        try HandOffRows.rejections(ofLead: lead, db)
    }

    /// Takes down where a lead stands; false where it stands nowhere.
    private func put(_ state: LeadState?, of lead: String) throws -> Bool {
        guard let state else { return false }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO states VALUES(?, ?, ?, ?, ?, ?, ?, ?)")
            .execute(arguments: [
                lead, state.stage.rawValue, state.promisedAt?.milliseconds, state.revisitAt?.milliseconds,
                state.restsFrom?.milliseconds, state.lastAt.milliseconds, state.attempts, state.lastCall,
            ])
        return true
    }
}

extension GivenReason {
    /// Whether the buyer asked not to be called any more.
    var isDoNotContact: Bool { code == "not-a-prospect" && sub == "do-not-contact" }
}
