import GRDB
import Qualification

/// Puts calls into the index, and works out what they say about their leads.
final class CallRows {
    private let db: Database
    private var changedLeads: Set<String> = []
    private var optOutsChanged = false

    init(_ db: Database) {
        self.db = db
    }

    /// Stands for a stamp that another change might get as well: whoever compares it finds a difference.
    static let unsure: Int64 = -1

    func remove(_ id: String) throws { try forget(id) }

    /// Drops the calls of a month whose folder is gone, and says how many there were.
    func remove(month: String) throws -> Int {
        let ids = try String.fetchAll(
            db, sql: "SELECT id FROM calls WHERE id >= ? AND id < ?", arguments: CallRows.range(of: month))
        for id in ids { try forget(id) }
        return ids.count
    }

    /// Between which texts the ids of a month's calls are.
    static func range(of month: String) -> StatementArguments {
        let prefix = month.filter { $0 != "-" }
        return [prefix, "\(prefix)~"]
    }

    private func forget(_ id: String) throws {
        let lead = try String.fetchOne(db, sql: "SELECT lead_id FROM calls WHERE id = ?", arguments: [id])
        if let lead { changedLeads.insert(lead) }
        try db.execute(literal: "DELETE FROM calls WHERE id = \(id)")
        try db.cachedStatement(sql: "DELETE FROM opt_outs WHERE call_id = ?").execute(arguments: [id])
        if db.changesCount > 0 { optOutsChanged = true }
    }

    /// Puts a record into the index, in the place of what it had of the same call.
    func put(_ record: CallRecord, bytes: Int64, modified: Int64, inode: UInt64) throws {
        try forget(record.id)
        let call = CallSummary(record)
        try db.cachedStatement(sql: CallSummary.insertSQL)
            .execute(
                arguments: [
                    call.id, bytes, modified, Int64(bitPattern: inode),
                ] + call.arguments)
        changedLeads.insert(call.leadID)
        guard record.outcome?.reason?.isDoNotContact == true else { return }
        optOutsChanged = true
        try addOptOut(.lead, call.leadID, call.id)
        try addOptOut(.email, record.lead.email, call.id)
        try addOptOut(.phone, PhoneKey.optOut(record.lead.phone), call.id)
    }

    private func addOptOut(_ kind: OptOutKind, _ value: String?, _ call: String) throws {
        guard let value, !value.isEmpty else { return }
        let place = kind == .email ? "lower(?)" : "?"
        try db.execute(
            sql: "INSERT OR IGNORE INTO opt_outs(kind, value, call_id) VALUES(?, \(place), ?)",
            arguments: [kind.rawValue, value, call])
    }

    /// Works out anew where the leads stand whose calls have changed.
    func settle() throws {
        for lead in changedLeads {
            let state = LeadState(calls: try CallSummary.ofLead(lead, db))
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
