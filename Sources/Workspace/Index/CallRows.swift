import GRDB
import Qualification

/// Reads the records of calls into the index, and works out what they say about their leads.
final class CallRows {
    private let db: Database
    private let workspace: Workspace
    private var changedLeads: Set<String> = []
    private var optOutsChanged = false

    init(_ db: Database, _ workspace: Workspace) {
        self.db = db
        self.workspace = workspace
    }

    /// Stands for a stamp that another change might get as well: whoever compares it finds a difference.
    static let unsure: Int64 = -1

    private struct Known {
        var bytes: Int64
        var modified: Int64
        var inode: UInt64
        var isFinished: Bool
    }

    /// Compares the records of a month with what the index has of them.
    ///
    /// A finished record is not written to any more, and trusted while the listing shows it under the same inode; one
    /// without an outcome is looked at. A save always makes a new inode, but the system gives free ones out again.
    func sync(
        month: String, _ folder: Folder, _ entries: [FolderEntry], thorough: Bool,
        into report: inout RefreshReport
    ) throws {
        var known: [String: Known] = [:]
        let sql = "SELECT id, bytes, modified, inode, verdict IS NOT NULL FROM calls WHERE month = ?"
        for row in try Row.fetchAll(db, sql: sql, arguments: [month]) {
            known[row[0]] = Known(
                bytes: row[1], modified: row[2], inode: UInt64(bitPattern: row[3]), isFinished: row[4])
        }
        for entry in entries where !entry.name.hasPrefix(".") && entry.name.hasSuffix(".json") {
            let path = folder.path(of: entry.name)
            guard let id = CallID.ofFile(named: entry.name), CallID.month(of: id) == month else {
                report.problems.append(IndexProblem(path: path, reason: .misplaced))
                continue
            }
            let old = known.removeValue(forKey: id)
            if let old, !thorough, old.isFinished, old.inode == entry.inode, old.modified != CallRows.unsure {
                continue
            }
            do {
                guard let status = try folder.status(of: entry.name) else {
                    if old != nil { try remove(id, &report) }
                    continue
                }
                if let old, old.inode == entry.inode, old.bytes == status.bytes,
                    old.modified == status.modified
                {
                    continue
                }
                try read(id, entry, status, folder, into: &report)
            } catch let error as FileError {
                report.problems.append(IndexProblem(path: path, reason: .file(error)))
                if old != nil { try remove(id, &report) }
            } catch let error as RecordError {
                report.problems.append(IndexProblem(path: path, reason: .record(error)))
                if old != nil { try remove(id, &report) }
            }
        }
        for id in known.keys.sorted() { try remove(id, &report) }
    }

    /// Drops the calls of a month whose folder is gone.
    func remove(month: String, _ report: inout RefreshReport) throws {
        for id in try String.fetchAll(db, sql: "SELECT id FROM calls WHERE month = ?", arguments: [month]) {
            try remove(id, &report)
        }
    }

    private func read(
        _ id: String, _ entry: FolderEntry, _ status: FileStatus, _ folder: Folder,
        into report: inout RefreshReport
    ) throws {
        let now = FileClock.nanoseconds
        let path = folder.path(of: entry.name)
        let record = try CallRecord.decoded(folder.read(entry.name, limit: CallRecord.limit), path: path)
        guard record.id == id else { throw RecordError(path: path, problem: .otherCall(found: record.id)) }
        let modified = FileClock.mightRepeat(status.modified, at: now) ? CallRows.unsure : status.modified
        try put(record, bytes: status.bytes, modified: modified, inode: entry.inode)
        report.callsRead += 1
    }

    private func remove(_ id: String, _ report: inout RefreshReport) throws {
        try forget(id)
        report.callsRemoved += 1
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
                    call.id, CallID.month(of: call.id), bytes, modified, Int64(bitPattern: inode),
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
