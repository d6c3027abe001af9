import GRDB
import Glibc

/// The connection to the index's file, which is thrown away and made anew whenever anything is wrong with it.
///
/// The journal is a write-ahead log: a live call reads while an import writes, and without full syncs a loss of power
/// costs the latest changes but never the file's integrity; what is lost is found missing by the next refresh,
/// because what it compares with is lost along with it.
final class IndexDatabase {
    /// One of the files that an index is kept in.
    struct Kind: Sendable {
        /// The name of the file in the folder of the workspace's state.
        var name: String
        /// The version of the tables, and of what is put into them: a file of any other is made anew.
        var version: Int
        var tables: String
        /// Where its file cannot be written, so much that it goes to a temporary file rather than to memory.
        var isLarge: Bool

        static let index = Kind(
            name: "index.sqlite", version: IndexSchema.version,
            tables: IndexSchema.tables + IndexSchema.createLeadIndexes, isLarge: false)

        /// The names of the file and of what SQLite keeps beside it.
        var files: [String] { ["", "-wal", "-shm", "-journal"].map { name + $0 } }
    }

    let path: String
    private let kind: Kind
    private let workspace: Workspace
    private(set) var queue: DatabaseQueue
    /// False for one that goes with this process.
    private(set) var isKept = true

    /// Opens a file of a workspace's index, or makes one, for this process alone where the workspace cannot be written
    /// to.
    init(_ kind: Kind, of workspace: Workspace) throws(IndexError) {
        self.kind = kind
        self.workspace = workspace
        path = "\(workspace.statePath)/\(kind.name)"
        do {
            queue = try IndexDatabase.open(kind, in: workspace, fresh: false)
        } catch {
            // A full or a broken disk takes a cache away, and nothing else.
            guard error.problem != .busy else { throw error }
            queue = try IndexDatabase.passing(kind, path)
            isKept = false
        }
    }

    private static func passing(_ kind: Kind, _ path: String) throws(IndexError) -> DatabaseQueue {
        do {
            let queue =
                if kind.isLarge {
                    try DatabaseQueue(path: "", configuration: configuration)
                } else {
                    try DatabaseQueue(configuration: configuration)
                }
            try queue.writeWithoutTransaction { try make(kind, $0) }
            return queue
        } catch {
            throw IndexError(path, error)
        }
    }

    /// Goes on without the file, for as long as this process lives.
    func moveToMemory() throws(IndexError) {
        try? queue.close()
        queue = try IndexDatabase.passing(kind, path)
        isKept = false
    }

    /// Throws the file away and begins with an empty index.
    func reset() throws(IndexError) {
        try? queue.close()
        queue = try IndexDatabase.open(kind, in: workspace, fresh: true)
        isKept = true
    }

    /// Runs work that is given the database; errors of SQLite and of files become the index's own.
    func access<Value>(_ work: (Database) throws -> Value) throws(IndexError) -> Value {
        do {
            return try queue.writeWithoutTransaction(work)
        } catch {
            throw IndexError(path, error)
        }
    }

    /// Runs work in one transaction, waiting for other processes that write.
    func transaction<Value>(_ work: (Database) throws -> Value) throws(IndexError) -> Value {
        try access { db in
            var value: Value?
            try db.inTransaction(.immediate) {
                value = try work(db)
                return .commit
            }
            guard let value else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
            return value
        }
    }

    /// In KiB, negative as SQLite wants it: what a call needs, and what keeps a mass of leads from being written and
    /// read again while their indexes grow.
    private static let smallCache = -8_000
    private static let largeCache = -32_000

    /// In pages: what SQLite does by itself, and what keeps a page that changes again and again from being brought to
    /// disk each time.
    private static let smallLog = 1_000
    private static let largeLog = 8_000

    /// Runs work that adds many rows; where all go behind the others, nothing has to be kept at hand.
    static func inBulk<Value>(
        _ db: Database, inOrder isInOrder: Bool = false, _ work: () throws -> Value
    ) throws -> Value {
        let cache = isInOrder ? smallCache : largeCache
        try db.execute(sql: "PRAGMA cache_size = \(cache); PRAGMA wal_autocheckpoint = \(largeLog)")
        defer {
            try? db.execute(
                sql: """
                    PRAGMA cache_size = \(smallCache); PRAGMA wal_autocheckpoint = \(smallLog);
                    PRAGMA shrink_memory
                    """)
        }
        return try work()
    }

    /// Makes an index that only saves time, sorting in files rather than in memory; goes without it where it cannot be
    /// made.
    static func makeTold(_ db: Database, sql: String) {
        guard !db.isInsideTransaction else { return }
        defer { try? db.execute(sql: "PRAGMA temp_store = MEMORY") }
        try? db.execute(sql: "PRAGMA temp_store = FILE; \(sql)")
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA synchronous = NORMAL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = \(smallCache)
                    """)
        }
        return configuration
    }

    /// Opens the file under a lock on its folder, so that nobody opens it while another throws it away.
    private static func open(
        _ kind: Kind, in workspace: Workspace, fresh: Bool
    ) throws(IndexError) -> DatabaseQueue {
        let path = "\(workspace.statePath)/\(kind.name)"
        do {
            // Nothing that is promised hangs on the index: where the folder is, no disk is waited for.
            let folder =
                if let there = try? Folder(workspace.statePath, in: workspace) {
                    there
                } else {
                    try Folder(making: workspace.statePath, in: workspace)
                }
            if !fresh {
                flock(folder.descriptor.number, LOCK_SH)
                if let queue = try usable(kind, folder) { return queue }
            }
            flock(folder.descriptor.number, LOCK_EX)
            // Somebody else may have made it anew in the meantime.
            if !fresh, let queue = try usable(kind, folder) { return queue }
            for name in kind.files { try folder.remove(name) }
            // SQLite would make it readable for others, and its companions take after it.
            try Descriptor(
                opening: kind.name, in: folder.descriptor.number,
                flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600, path: path, as: .create
            ).close()
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.writeWithoutTransaction { db in
                try db.execute(sql: "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL")
                try make(kind, db)
            }
            return queue
        } catch {
            throw IndexError(path, error)
        }
    }

    /// The index as it is there; nil where there is none, or one that is of no use.
    private static func usable(_ kind: Kind, _ folder: Folder) throws -> DatabaseQueue? {
        guard try folder.status(of: kind.name) != nil else { return nil }
        // SQLite follows links, and writes to whatever else a name leads to.
        for name in kind.files {
            if let status = try folder.status(of: name) {
                guard status.kind == .file, status.links == 1, status.owner == geteuid() else { return nil }
            }
        }
        let path = folder.path(of: kind.name)
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            let version = try queue.writeWithoutTransaction { db in
                try Int.fetchOne(db, sql: "PRAGMA user_version")
            }
            return version == kind.version ? queue : nil
        } catch {
            guard IndexError(path, error).isDamage else { throw error }
            return nil
        }
    }

    private static func make(_ kind: Kind, _ db: Database) throws {
        try db.inTransaction(.immediate) {
            try db.execute(sql: kind.tables)
            try db.execute(sql: "PRAGMA user_version = \(kind.version)")
            return .commit
        }
    }
}

extension IndexError {
    init(_ path: String, _ error: any Error) {
        switch error {
        case let error as IndexError: self = error
        case let error as FileError: self.init(path: error.path, problem: .file(error))
        case let error as DatabaseError where error.resultCode == .SQLITE_BUSY:
            self.init(path: path, problem: .busy)
        case let error as DatabaseError:
            self.init(
                path: path,
                problem: .database(code: error.extendedResultCode.rawValue, message: error.message ?? ""))
        default: self.init(path: path, problem: .database(code: -1, message: "\(error)"))
        }
    }

    private var primaryCode: Int32? {
        if case .database(let code, _) = problem { code & 0xFF } else { nil }
    }

    /// Whether the file of the index is at fault: damaged, not a database, or without the tables it should have.
    var isDamage: Bool {
        let codes: [ResultCode] = [
            .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_FORMAT, .SQLITE_MISMATCH,
            .SQLITE_CONSTRAINT,
        ]
        return codes.contains { $0.rawValue == primaryCode }
    }

    /// Whether the workspace is one that can only be read.
    fileprivate var isForReadingOnly: Bool {
        if case .file(let error) = problem { return error.isForbidden }
        let codes: [ResultCode] = [.SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM]
        return codes.contains { $0.rawValue == primaryCode }
    }
}
