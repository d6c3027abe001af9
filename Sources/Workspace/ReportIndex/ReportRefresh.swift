import GRDB
import Qualification

/// One pass over the folders that reports are made of, in transactions of thousands of calls: what was cut short goes on
/// where it was.
struct ReportRefresh {
    private let db: Database
    private let workspace: Workspace
    private let rules: KeptRules
    private let looks: FolderLooks
    private let together: Int
    private let progress: (Int) -> Void

    init(
        _ db: Database, _ workspace: Workspace, rules: KeptRules, looks: FolderLooks, together: Int,
        progress: @escaping (Int) -> Void
    ) {
        self.db = db
        self.workspace = workspace
        self.rules = rules
        self.looks = looks
        self.together = together
        self.progress = progress
    }

    static let transcripts = "transcripts"
    private static let acceptances = "acceptances"
    static let tops = [transcripts, acceptances]

    /// The folders, relative to the workspace, that are not as they were when they were last listed, or when their
    /// files were last looked at.
    static func staleFolders(
        _ db: Database, _ workspace: Workspace, _ looks: FolderLooks
    ) throws -> [String] {
        let stale = try FolderMarks(db, workspace).stale(tops: tops, thorough: false)
        return try stale + looks.changed(db).subtracting(stale).sorted()
    }

    func run(_ stale: [String]) throws -> RefreshReport {
        var report = RefreshReport()
        try IndexDatabase.inBulk(db, inOrder: true) {
            if try Bool.fetchOne(db, sql: "SELECT NOT EXISTS (SELECT 1 FROM calls)") == true {
                try db.execute(sql: ReportSchema.dropTold)
            }
            let changed = try inTransaction { try months(stale, &report) }
            let rows = try ReportRows(db, rules: rules)
            var read = 0
            rows.didPut = {
                read += 1
                progress(read)
                if read % together == 0 {
                    try db.commit()
                    try db.beginTransaction(.immediate)
                }
            }
            for name in changed where name.hasPrefix("\(ReportRefresh.transcripts)/") {
                try inTransaction { try sync(name, rows, &report) }
            }
            for name in changed where name.hasPrefix("\(ReportRefresh.acceptances)/") {
                try inTransaction { try sync(name, AcceptanceRows(db), &report) }
            }
        }
        if try !ReportRefresh.isInOrder(db) { IndexDatabase.makeTold(db, sql: ReportSchema.createTold) }
        return report
    }

    /// Whether calls are at hand as reports want them.
    static func isInOrder(_ db: Database) throws -> Bool {
        let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'calls_told')"
        return try Bool.fetchOne(db, sql: sql) == true
    }

    /// The folders of months to look at; those that are new are taken down as such.
    private func months(_ stale: [String], _ report: inout RefreshReport) throws -> [String] {
        let marks = FolderMarks(db, workspace)
        var months = Set(stale).subtracting(ReportRefresh.tops)
        for top in ReportRefresh.tops where stale.contains(top) {
            guard case .listed(let listing) = try marks.listing(top, &report) else { continue }
            for name in try marks.newMonths(in: top, listing) {
                try db.execute(literal: "INSERT INTO folders(name, modified, inode) VALUES(\(name), -1, 0)")
                months.insert(name)
            }
            try marks.takeDown(top, listing)
        }
        return months.sorted()
    }

    private func sync(_ name: String, _ table: some CallTable, _ report: inout RefreshReport) throws {
        let marks = FolderMarks(db, workspace)
        let month = String(name.suffix(7))
        let listing: FolderMarks.Listing
        switch try marks.listing(name, &report) {
        case .listed(let found): listing = found
        case .unread: return
        case .gone:
            let sql = "SELECT id FROM \(table.name) WHERE id >= ? AND id < ?"
            let ids = try String.fetchAll(db, sql: sql, arguments: MonthName.range(month))
            for id in ids { try table.remove(id) }
            report.callsRemoved += ids.count
            return
        }
        let problems = report.problems.count
        try CallFolder(db, table, listing.folder, month: month)
            .sync(listing.entries, as: name, thorough: looks.isChanged(name, db), into: &report)
        // What cannot be read is said each time, and read when it can be.
        try marks.takeDown(name, listing, asSeen: report.problems.count == problems)
    }

    /// Runs work in a transaction, which the work may have cut in two.
    private func inTransaction<Value>(_ work: () throws -> Value) throws -> Value {
        try db.beginTransaction(.immediate)
        do {
            let value = try work()
            try db.commit()
            return value
        } catch {
            if db.isInsideTransaction { try? db.rollback() }
            throw error
        }
    }
}
