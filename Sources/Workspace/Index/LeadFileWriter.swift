import GRDB
package import Qualification

/// What became of the leads of an import.
package struct LeadFileSummary: Hashable, Sendable {
    package var path: String
    package var leads: Int
    /// Of these, the ones that were in the book before; nil where the index could not be asked.
    package var updated: Int?
    package var bytes: Int64
}

/// Takes the leads of one import: into their file, and into the index along with it.
package final class LeadFileWriter {
    private let draft: FileDraft
    private var rows: LeadRows?
    /// Why the leads are not in the index yet; the next refresh reads them from the file.
    private(set) var indexError: (any Error)?
    package private(set) var count = 0

    init(_ draft: FileDraft) {
        self.draft = draft
    }

    func use(_ rows: LeadRows?, failure: (any Error)? = nil) {
        self.rows = rows
        indexError = failure
    }

    /// Adds a lead with its line of the file, which ends with a line feed; no two may have the same id.
    package func add(_ lead: ImportedLead, line: UnsafeRawBufferPointer) throws(FileError) {
        let offset = draft.bytes
        try draft.append(line)
        count += 1
        do {
            try rows?.add(lead, offset: offset, length: line.count - 1)
        } catch {
            use(nil, failure: error)
        }
    }

    /// Adds a lead as it is.
    package func add(_ lead: Lead) throws(FileError) {
        try lead.jsonLine.withBytes { line throws(FileError) in
            try add(ImportedLead(lead, line: count + 1), line: line)
        }
    }
}

extension WorkspaceIndex {
    /// Takes in leads: writes them to a file of their own, durably, and into the index.
    ///
    /// The file appears when `body` returns, and not at all when it throws or adds nothing; then the summary is nil. The
    /// file is what counts: an index that is busy, full or damaged does not stop an import, and catches up later.
    ///
    /// - `random` is eight characters, the end of the file's name after the instant.
    package func addLeads<Value>(
        at instant: Instant, random: String, _ body: (LeadFileWriter) throws -> Value
    ) throws -> (value: Value, summary: LeadFileSummary?) {
        let name = "\(instant.compact)-\(random)\(LeadFiles.suffix)"
        let folder = try Folder(making: workspace.leadsPath, in: workspace)
        let writer = LeadFileWriter(try FileDraft(in: folder))
        return try database.queue.writeWithoutTransaction { db in
            try IndexDatabase.inBulk(db) {
                let update = IndexUpdate(db, name: name, instant: instant)
                writer.use(update.rows, failure: update.failure)
                defer { update.abandon() }
                let value = try body(writer)
                guard writer.count > 0 else { return (value, nil) }
                let bytes = try writer.commit(as: name)
                var updated: Int?
                if writer.indexError == nil, let status = try? folder.status(of: name) {
                    updated = update.commit(status, leads: writer.count)
                }
                let summary = LeadFileSummary(
                    path: folder.path(of: name), leads: writer.count, updated: updated, bytes: bytes)
                return (value, summary)
            }
        }
    }
}

/// The index's part in an import: one transaction, which the import does without where it fails.
private final class IndexUpdate {
    private let db: Database
    private var file: Int64 = 0
    private var before = 0
    private(set) var rows: LeadRows?
    private(set) var failure: (any Error)?

    init(_ db: Database, name: String, instant: Instant) {
        self.db = db
        let importedAt = LeadFiles.importedAt(name: name) ?? instant
        do {
            try db.beginTransaction(.immediate)
            before = try Int.fetchOne(db, sql: "SELECT count(*) FROM leads") ?? 0
            if before == 0 { try db.execute(sql: IndexSchema.dropLeadIndexes) }
            file = try LeadFiles.addFile(db, name: name, importedAt: importedAt)
            rows = try LeadRows(db, file: file, importedAt: importedAt)
        } catch {
            failure = error
        }
    }

    /// Says how many of the leads were in the book before; nil where the index has to catch up later.
    func commit(_ status: FileStatus, leads: Int) -> Int? {
        do {
            try LeadFiles.finishFile(db, file, status, inode: status.inode)
            let after = try Int.fetchOne(db, sql: "SELECT count(*) FROM leads") ?? 0
            try db.execute(sql: IndexSchema.createLeadIndexes)
            try db.commit()
            return leads - (after - before)
        } catch {
            return nil
        }
    }

    func abandon() {
        if db.isInsideTransaction { try? db.rollback() }
    }
}

extension LeadFileWriter {
    /// Puts the file in its place, and says how long it is.
    fileprivate func commit(as name: String) throws(FileError) -> Int64 {
        let bytes = draft.bytes
        try draft.commit(as: name, replacing: false)
        return bytes
    }
}
