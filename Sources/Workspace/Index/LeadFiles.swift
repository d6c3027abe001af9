import GRDB
import Qualification

/// Reads the files of leads into the index.
struct LeadFiles {
    private let db: Database
    private let folder: Folder

    init(_ db: Database, _ folder: Folder) {
        self.db = db
        self.folder = folder
    }

    static let suffix = ".jsonl"
    private static let mostProblems = 100

    /// The instant that a file's name begins with, in whole seconds; nil for a name of another form.
    static func importedAt(name: String) -> Instant? {
        let digits = Array(name.utf8.prefix(16))
        guard digits.count == 16 else { return nil }
        func part(_ from: Int, _ count: Int) -> String {
            String(decoding: digits[from..<from + count], as: UTF8.self)
        }
        guard part(8, 1) == "T", part(15, 1) == "Z" else { return nil }
        return Instant(
            rfc3339: "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(9, 2)):\(part(11, 2)):\(part(13, 2))Z")
    }

    /// Compares the files with what the index has of them, and reads what is new.
    ///
    /// Files do not change once they are written. Where one has changed or gone all the same, all are read again:
    /// the leads in it may stand in an earlier one as well.
    ///
    /// - `thorough` reads those with unreadable lines again.
    func sync(_ entries: [FolderEntry], thorough: Bool, into report: inout RefreshReport) throws {
        var known: [String: (bytes: Int64, modified: Int64, inode: UInt64, problems: Int)] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT name, bytes, modified, inode, problems FROM files") {
            known[row[0]] = (row[1], row[2], UInt64(bitPattern: row[3]), row[4])
        }
        let present = entries.filter {
            !$0.isTemporary && !$0.name.hasPrefix(".") && $0.name.hasSuffix(LeadFiles.suffix)
        }
        .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        var added: [FolderEntry] = []
        var changed = false
        for entry in present {
            guard let old = known.removeValue(forKey: entry.name) else {
                added.append(entry)
                continue
            }
            let status = try? folder.status(of: entry.name)
            if status?.bytes != old.bytes || status?.changed != old.modified
                || (thorough && old.problems > 0)
            {
                changed = true
            } else if old.inode != entry.inode {
                try db.execute(
                    sql: "UPDATE files SET inode = ? WHERE name = ?",
                    arguments: [Int64(bitPattern: entry.inode), entry.name])
            }
        }
        if changed || !known.isEmpty {
            try db.execute(sql: "DELETE FROM leads; DELETE FROM files")
            added = present
        }
        guard !added.isEmpty || !known.isEmpty else { return }
        try LeadFiles.deferringIndexes(db) {
            for entry in added { try read(entry, into: &report) }
        }
    }

    /// Whether a file is not as it was when it was read.
    static func haveChanged(_ db: Database, _ workspace: Workspace) throws -> Bool {
        let rows = try RowReader(db, sql: "SELECT name, bytes, modified FROM files")
        while try rows.next() {
            let status = try FileStatus.of(
                "\(workspace.leadsPath)/\(rows.text(0) ?? "")", followingLinks: false)
            if status?.bytes != rows.number(1) || status?.changed != rows.number(2) { return true }
        }
        return false
    }

    /// Adds many leads: in an empty book, indexes made at the end are made faster than along the way.
    private static func deferringIndexes<Value>(_ db: Database, _ work: () throws -> Value) throws -> Value {
        let isEmpty = try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM leads)") == true
        if isEmpty { try db.execute(sql: IndexSchema.dropLeadIndexes) }
        let value = try work()
        if isEmpty { try db.execute(sql: IndexSchema.createLeadIndexes) }
        return value
    }

    /// Makes the row of a file, and gives its number.
    static func addFile(_ db: Database, name: String, importedAt: Instant) throws -> Int64 {
        try db.execute(
            sql: """
                INSERT INTO files(name, imported_at, bytes, modified, inode, problems)
                VALUES(?, ?, 0, 0, 0, 0)
                """,
            arguments: [name, importedAt.milliseconds])
        return db.lastInsertedRowID
    }

    static func finishFile(
        _ db: Database, _ id: Int64, _ status: FileStatus, inode: UInt64, problems: Int = 0
    ) throws {
        try db.execute(
            sql: "UPDATE files SET bytes = ?, modified = ?, inode = ?, problems = ? WHERE id = ?",
            arguments: [status.bytes, status.changed, Int64(bitPattern: inode), problems, id])
    }

    private func read(_ entry: FolderEntry, into report: inout RefreshReport) throws {
        let path = folder.path(of: entry.name)
        var problems = 0
        func note(_ reason: IndexProblem.Reason, line: Int? = nil) {
            problems += 1
            if problems <= LeadFiles.mostProblems {
                report.problems.append(IndexProblem(path: path, line: line, reason: reason))
            }
        }
        let lines: LineFile
        do {
            lines = try LineFile(entry.name, in: folder, limit: Lead.jsonLineLimit)
        } catch {
            note(.file(error))
            return
        }
        report.leadFilesRead += 1
        let importedAt =
            LeadFiles.importedAt(name: entry.name)
            ?? Instant(milliseconds: lines.status.modified / 1_000_000)
        let id = try LeadFiles.addFile(db, name: entry.name, importedAt: importedAt)
        let rows = try LeadRows(db, file: id, importedAt: importedAt)
        while let line = try lines.nextLine() {
            guard let bytes = line.bytes else {
                note(.tooLong(limit: Lead.jsonLineLimit), line: line.number)
                continue
            }
            do {
                let lead =
                    try LeadLineScanner.lead(bytes, number: line.number)
                    ?? ImportedLead(Lead(jsonLine: bytes, line: line.number), line: line.number)
                if lead.id.isEmpty {
                    note(.noID, line: line.number)
                } else {
                    try rows.add(lead, offset: line.offset, length: line.count)
                }
            } catch let error as JSONError {
                note(.json(error), line: line.number)
            } catch let error as JSONShapeError {
                note(.shape(error), line: line.number)
            }
        }
        try LeadFiles.finishFile(db, id, lines.status, inode: entry.inode, problems: problems)
    }
}
