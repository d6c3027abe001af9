import GRDB
import Qualification

/// One pass over the folders that reports are made of, in transactions of thousands of calls: what was cut short goes on
/// where it was.
struct ReportRefresh {
    private let db: Database
    private let workspace: Workspace
    private let rules: KeptRules
    private let thorough: Bool
    private let together: Int
    private let progress: (Int) -> Void

    init(
        _ db: Database, _ workspace: Workspace, rules: KeptRules, thorough: Bool, together: Int,
        progress: @escaping (Int) -> Void
    ) {
        self.db = db
        self.workspace = workspace
        self.rules = rules
        self.thorough = thorough
        self.together = together
        self.progress = progress
    }

    private static let transcripts = "transcripts"
    private static let acceptances = "acceptances"
    private static let tops = [transcripts, acceptances]

    /// The folders, relative to the workspace, that are not as they were when they were last listed.
    static func staleFolders(
        _ db: Database, _ workspace: Workspace, thorough: Bool
    ) throws -> [String] {
        try FolderMarks(db, workspace).stale(tops: tops, thorough: thorough)
    }

    func run(_ stale: [String]) throws -> RefreshReport {
        var report = RefreshReport()
        try IndexDatabase.inBulk(db) {
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
        return report
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
            .sync(listing.entries, as: name, thorough: thorough, into: &report)
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
