import GRDB
import Qualification

/// One pass over the folders whose files may have changed.
struct IndexRefresh {
    private let db: Database
    private let workspace: Workspace
    private let thorough: Bool

    init(_ db: Database, _ workspace: Workspace, thorough: Bool) {
        self.db = db
        self.workspace = workspace
        self.thorough = thorough
    }

    private static let leads = "leads"
    private static let transcripts = "transcripts"

    /// The folders, relative to the workspace, that are not as they were when they were last listed.
    static func staleFolders(
        _ db: Database, _ workspace: Workspace, thorough: Bool
    ) throws -> [String] {
        var stale: [String] = []
        var seen: Set<String> = []
        let statement = try db.cachedStatement(sql: "SELECT name, modified, inode FROM folders ORDER BY name")
        for row in try Row.fetchAll(statement) {
            let name: String = row[0]
            let status = try FileStatus.of("\(workspace.path)/\(name)")
            seen.insert(name)
            if thorough || status?.modified != row[1] as Int64
                || status?.inode != UInt64(bitPattern: row[2] as Int64)
            {
                stale.append(name)
            }
        }
        for name in [leads, transcripts] where !seen.contains(name) {
            if try FileStatus.of("\(workspace.path)/\(name)") != nil { stale.append(name) }
        }
        return stale
    }

    func run(_ stale: [String]) throws -> RefreshReport {
        var report = RefreshReport()
        let calls = CallRows(db)
        var months = Set(stale.filter { $0.hasPrefix("\(IndexRefresh.transcripts)/") })
        if stale.contains(IndexRefresh.leads) { try syncLeads(&report) }
        if stale.contains(IndexRefresh.transcripts) { months.formUnion(try newMonths(&report)) }
        for name in months.sorted() {
            let month = String(name.dropFirst(IndexRefresh.transcripts.count + 1))
            let seen = report.problems.count
            if let (folder, entries) = try listing(name, &report) {
                try CallFolder(db, calls, folder, month: month)
                    .sync(entries, as: name, thorough: thorough, into: &report)
                try lookAgain(name, after: report.problems[seen...])
            } else {
                report.callsRemoved += try calls.remove(month: month)
            }
        }
        try calls.settle()
        return report
    }

    private func syncLeads(_ report: inout RefreshReport) throws {
        let seen = report.problems.count
        if let (folder, entries) = try listing(IndexRefresh.leads, &report) {
            try LeadFiles(db, folder).sync(entries, thorough: thorough, into: &report)
            try lookAgain(IndexRefresh.leads, after: report.problems[seen...])
        } else {
            try db.execute(sql: "DELETE FROM leads; DELETE FROM files")
        }
    }

    /// The months' folders that were never listed.
    private func newMonths(_ report: inout RefreshReport) throws -> [String] {
        guard let (_, entries) = try listing(IndexRefresh.transcripts, &report) else { return [] }
        let recorded = try String.fetchSet(db, sql: "SELECT name FROM folders")
        return entries.filter { MonthName.isValid($0.name) }
            .map { "\(IndexRefresh.transcripts)/\($0.name)" }
            .filter { !recorded.contains($0) }
    }

    /// Lists a folder, and takes it down as seen; nil where there is none, or it cannot be listed.
    private func listing(
        _ name: String, _ report: inout RefreshReport
    ) throws -> (folder: Folder, entries: [FolderEntry])? {
        let now = FileClock.nanoseconds
        let listed: (folder: Folder, status: FileStatus, entries: [FolderEntry])
        do {
            let folder = try Folder("\(workspace.path)/\(name)", in: workspace)
            // Before the listing: what changes during it leaves a later stamp.
            let status = try folder.status()
            listed = (folder, status, try folder.entries())
        } catch {
            if !error.isMissing {
                report.problems.append(IndexProblem(path: error.path, reason: .file(error)))
            }
            try db.execute(literal: "DELETE FROM folders WHERE name = \(name)")
            return nil
        }
        _ = try? listed.folder.removeLeftovers(among: listed.entries)
        try takeDown(name, listed.status, at: now)
        return (listed.folder, listed.entries)
    }

    /// A stamp that no folder has makes it differ next time.
    private static let noStamp: Int64 = -1

    /// Has a folder listed again next time where a file in it could not be read now.
    private func lookAgain(_ name: String, after problems: ArraySlice<IndexProblem>) throws {
        guard problems.contains(where: \.reason.mayPass) else { return }
        try db.execute(
            literal: "UPDATE folders SET modified = \(IndexRefresh.noStamp) WHERE name = \(name)")
    }

    private func takeDown(_ name: String, _ status: FileStatus, at now: Int64) throws {
        let modified =
            FileClock.mightRepeat(status.modified, at: now) ? IndexRefresh.noStamp : status.modified
        try db.execute(
            sql: """
                INSERT INTO folders(name, modified, inode) VALUES(?, ?, ?)
                ON CONFLICT(name) DO UPDATE SET modified = excluded.modified, inode = excluded.inode
                """,
            arguments: [name, modified, Int64(bitPattern: status.inode)])
    }
}
