import GRDB
import Glibc
import Qualification

/// What reports and searches are made of; a cache of the files, which are the truth.
///
/// It has a file of its own beside the index that calls need, and is made when somebody first asks. One process at a
/// time brings it up to date; the others wait for it.
package final class ReportIndex {
    let workspace: Workspace
    let database: IndexDatabase
    private let rules: KeptRules
    private let together: Int

    /// What there is to say while somebody waits.
    package struct Watcher {
        /// Another process is at work on the same; called once.
        package var waits: () -> Void
        /// So many calls have been read.
        package var hasRead: (Int) -> Void

        package init(waits: @escaping () -> Void = {}, hasRead: @escaping (Int) -> Void = { _ in }) {
            self.waits = waits
            self.hasRead = hasRead
        }
    }

    /// Opens it, as it was when it was last brought up to date.
    ///
    /// `currency` is that of amounts typed without one; `together` is how many calls become durable together.
    package init(
        _ workspace: Workspace, library: ChecklistLibrary, currency: String, together: Int = 16_384
    ) throws(IndexError) {
        self.workspace = workspace
        self.together = together
        rules = KeptRules(KeptChecklists(workspace, library: library), currency: currency)
        database = try IndexDatabase(.reports, of: workspace)
    }

    /// False where its file cannot be written: then all is read anew each time.
    package var isKept: Bool { database.isKept }

    /// Brings it up to date with the files, as `WorkspaceIndex.refresh` does; the `thorough` way looks at every file and
    /// reads those that were changed in place as well.
    @discardableResult
    package func refresh(
        thorough: Bool = false, _ watcher: Watcher = Watcher()
    ) throws(IndexError) -> RefreshReport {
        try refresh(thorough ? look() : .none, watcher)
    }

    /// Looks at every file, without opening any.
    func look() throws(IndexError) -> FolderLooks {
        do {
            return try FolderLooks(workspace)
        } catch {
            throw IndexError(workspace.path, error)
        }
    }

    /// The folders in which something is not as it was when it was read.
    func changed(_ looks: FolderLooks) throws(IndexError) -> Set<String> {
        try repairing { () throws(IndexError) in try database.access { db in try looks.changed(db) } }
    }

    func refresh(_ looks: FolderLooks, _ watcher: Watcher) throws(IndexError) -> RefreshReport {
        do {
            return try bringUpToDate(looks, watcher)
        } catch {
            try beginAnew(after: error)
            return try bringUpToDate(looks, watcher)
        }
    }

    /// Throws the file away that turned out to be damaged, or goes on without one where the disk refuses.
    private func beginAnew(after error: IndexError) throws(IndexError) {
        guard error.problem != .busy else { throw error }
        do {
            guard error.isDamage else { throw error }
            try database.reset()
        } catch {
            try database.moveToMemory()
        }
    }

    /// Runs work, and once more on what was made anew where the old turns out to be damaged.
    func repairing<Value>(
        _ work: () throws(IndexError) -> Value
    ) throws(IndexError) -> Value {
        do {
            return try work()
        } catch {
            guard error.isDamage else { throw error }
            try beginAnew(after: error)
            _ = try bringUpToDate(.none, Watcher())
            return try work()
        }
    }

    private func bringUpToDate(
        _ looks: FolderLooks, _ watcher: Watcher
    ) throws(IndexError) -> RefreshReport {
        guard try isStale(looks) else { return RefreshReport() }
        let lock = database.isKept ? try lock(watcher) : nil
        defer { withExtendedLifetime(lock) {} }
        return try database.access { db in
            try settleRules(db)
            let stale = try ReportRefresh.staleFolders(db, workspace, looks)
            guard try !stale.isEmpty || !ReportRefresh.isInOrder(db) else { return RefreshReport() }
            return try ReportRefresh(
                db, workspace, rules: rules, looks: looks, together: together,
                progress: watcher.hasRead
            ).run(stale)
        }
    }

    private func isStale(_ looks: FolderLooks) throws(IndexError) -> Bool {
        try database.access { db in
            try !areRulesSettled(db) || !ReportRefresh.staleFolders(db, workspace, looks).isEmpty
                || !ReportRefresh.isInOrder(db)
        }
    }

    /// Waits for the processes that are at work on the same file.
    private func lock(_ watcher: Watcher) throws(IndexError) -> Descriptor? {
        do {
            let name = ReportIndex.lockName
            let folder = try Folder(workspace.statePath)
            let file = try Descriptor(
                opening: name, in: folder.descriptor.number, flags: O_RDWR | O_CREAT | O_NOFOLLOW,
                mode: 0o600, path: folder.path(of: name))
            if try file.lock(LOCK_EX) { return file }
            watcher.waits()
            while flock(file.number, LOCK_EX) != 0 {
                guard errno == EINTR else { throw FileError(.lock, file.path) }
            }
            return file
        } catch {
            throw IndexError(workspace.statePath, error)
        }
    }

    static let lockName = "reports.lock"

    // MARK: - Rules

    private static let currencyKey = "currency"

    /// Whether what was taken from records under checklists would be taken the same way today.
    private func areRulesSettled(_ db: Database) throws -> Bool {
        let currency = try String.fetchOne(
            db, sql: "SELECT value FROM made_with WHERE what = ?", arguments: [ReportIndex.currencyKey])
        return try currency == rules.currency && found(db).isEmpty
    }

    /// The checklists whose text was lost when they were needed, and is there now.
    private func found(_ db: Database) throws -> [Int64] {
        try KnownChecklist.all(db).filter { !$0.isTextKnown && rules.rulebook($0.stamp) != nil }.map(\.number)
    }

    /// Has those records read again that would be taken another way today.
    private func settleRules(_ db: Database) throws {
        guard try !areRulesSettled(db) else { return }
        try db.inTransaction(.immediate) {
            let known = try String.fetchOne(
                db, sql: "SELECT value FROM made_with WHERE what = ?", arguments: [ReportIndex.currencyKey])
            let isOther = known != nil && known != rules.currency
            let numbers = try isOther ? Int64.fetchAll(db, sql: "SELECT number FROM checklists") : found(db)
            for number in numbers {
                try db.execute(
                    sql: "UPDATE calls SET modified = -1 WHERE checklist = ?", arguments: [number])
                try db.execute(sql: "UPDATE checklists SET known = 1 WHERE number = ?", arguments: [number])
            }
            if !numbers.isEmpty { try db.execute(sql: "UPDATE folders SET modified = -1, settled = NULL") }
            try db.execute(
                sql: "INSERT OR REPLACE INTO made_with VALUES(?, ?)",
                arguments: [ReportIndex.currencyKey, rules.currency])
            return .commit
        }
    }
}
