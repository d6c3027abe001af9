import GRDB
package import Qualification

/// What is known of leads and calls, in a form that can be asked; a cache of the files, which are the truth.
///
/// Whatever is wrong with the index's own file, it is thrown away and made anew from the files. It is brought up to
/// date with `refresh`; what this process saves itself can be told to it at once with `note`.
package final class WorkspaceIndex {
    let workspace: Workspace
    let database: IndexDatabase
    private let manyLeads: Int

    /// Opens the index of a workspace; it knows what it knew when it was last refreshed.
    ///
    /// Where the calls of `manyLeads` have changed, it is worked out of all leads where they stand.
    package init(_ workspace: Workspace, manyLeads: Int = 10_000) throws(IndexError) {
        self.workspace = workspace
        self.manyLeads = manyLeads
        database = try IndexDatabase(.index, of: workspace)
    }

    /// Brings the index up to date with the files.
    ///
    /// The cheap way compares the stamps of `leads`, `transcripts` and each month's folder with those recorded, lists
    /// the folders that differ, and reads the files that are new or differ in inode, size or stamp. It finds every
    /// file that was added, removed or replaced, since each of these changes the folder. A record that somebody
    /// edits in place does not, and is found by the `thorough` way, which looks at every file.
    ///
    /// `suspects` are folders in which a file may have been edited in place: every file in them is looked at.
    ///
    /// Stamps are given in ticks: two changes within one look like one. A folder that was changed less than a tick or
    /// so before it was listed is therefore not taken down as seen, and listed again next time.
    @discardableResult
    package func refresh(
        thorough: Bool = false, suspects: Set<String> = []
    ) throws(IndexError) -> RefreshReport {
        try repairing { () throws(IndexError) in
            let stale = try staleFolders(thorough: thorough)
            let all = stale + suspects.subtracting(stale).sorted()
            guard !all.isEmpty else { return RefreshReport() }
            return try database.transaction { db in
                try IndexRefresh(
                    db, workspace, thorough: thorough, suspects: suspects, manyLeads: manyLeads
                ).run(all)
            }
        }
    }

    /// Whether a file of leads was edited in place since it was read.
    func hasChangedLeads() throws(IndexError) -> Bool {
        try database.access { db in try LeadFiles.haveChanged(db, workspace) }
    }

    /// Has the leads at hand as reports want them.
    func prepareForReports() throws(IndexError) {
        try database.access { db in
            let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'leads_told')"
            if try Bool.fetchOne(db, sql: sql) != true {
                IndexDatabase.makeTold(db, sql: IndexSchema.createTold)
            }
        }
    }

    /// Takes down a record that was just saved, ahead of the next refresh.
    ///
    /// Meant for the beginning and the end of a call, not for every entry: it is no part of what makes the entry safe,
    /// and may wait for another process that writes to the index.
    package func note(_ record: CallRecord) throws(IndexError) {
        guard let month = CallID.month(of: record.id) else { return }
        let path = "\(workspace.transcriptsPath)/\(month)/\(record.id).json"
        try repairing { () throws(IndexError) in
            try database.transaction { db in
                let rows = try CallRows(db, manyLeads: manyLeads)
                let status = try FileStatus.of(path, followingLinks: false)
                let stamp = FileStamp(
                    bytes: status?.bytes ?? 0, modified: FileStamp.unsure, inode: status?.inode ?? 0)
                try rows.put(CallRows.Row(record), of: record.id, stamp, isNew: false)
                try rows.settle()
            }
        }
    }

    /// Runs work, and once more on an index made anew where the old one turns out to be damaged, or on one in
    /// memory where the disk refuses.
    func repairing<Value>(
        _ work: () throws(IndexError) -> Value
    ) throws(IndexError) -> Value {
        do {
            return try work()
        } catch {
            guard error.problem != .busy else { throw error }
            do {
                guard error.isDamage else { throw error }
                try database.reset()
            } catch {
                try database.moveToMemory()
            }
            let stale = try staleFolders(thorough: false)
            _ = try database.transaction { db in
                try IndexRefresh(db, workspace, thorough: false, manyLeads: manyLeads).run(stale)
            }
            return try work()
        }
    }

    private func staleFolders(thorough: Bool) throws(IndexError) -> [String] {
        try database.access { db in try IndexRefresh.staleFolders(db, workspace, thorough: thorough) }
    }
}
