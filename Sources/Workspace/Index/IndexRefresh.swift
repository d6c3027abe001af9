import GRDB
import Qualification

/// One pass over the folders whose files may have changed.
struct IndexRefresh {
    private let db: Database
    private let marks: FolderMarks
    private let thorough: Bool

    init(_ db: Database, _ workspace: Workspace, thorough: Bool) {
        self.db = db
        self.thorough = thorough
        marks = FolderMarks(db, workspace)
    }

    private static let leads = "leads"
    private static let transcripts = "transcripts"

    /// The folders, relative to the workspace, that are not as they were when they were last listed.
    static func staleFolders(
        _ db: Database, _ workspace: Workspace, thorough: Bool
    ) throws -> [String] {
        try FolderMarks(db, workspace).stale(tops: [leads, transcripts], thorough: thorough)
    }

    func run(_ stale: [String]) throws -> RefreshReport {
        var report = RefreshReport()
        let calls = CallRows(db)
        var months = Set(stale.filter { $0.hasPrefix("\(IndexRefresh.transcripts)/") })
        if stale.contains(IndexRefresh.leads) { try syncLeads(&report) }
        if stale.contains(IndexRefresh.transcripts), let listing = try list(IndexRefresh.transcripts, &report)
        {
            months.formUnion(try marks.newMonths(in: IndexRefresh.transcripts, listing))
        }
        for name in months.sorted() {
            let month = String(name.dropFirst(IndexRefresh.transcripts.count + 1))
            if let listing = try list(name, &report) {
                try CallFolder(db, calls, listing.folder, month: month)
                    .sync(listing.entries, as: name, thorough: thorough, into: &report)
            } else {
                report.callsRemoved += try calls.remove(month: month)
            }
        }
        try calls.settle()
        return report
    }

    private func syncLeads(_ report: inout RefreshReport) throws {
        if let listing = try list(IndexRefresh.leads, &report) {
            try LeadFiles(db, listing.folder).sync(listing.entries, thorough: thorough, into: &report)
        } else {
            try db.execute(sql: "DELETE FROM leads; DELETE FROM files")
        }
    }

    private func list(_ name: String, _ report: inout RefreshReport) throws -> FolderMarks.Listing? {
        guard let listing = try marks.listing(name, &report) else { return nil }
        try marks.takeDown(name, listing)
        return listing
    }
}
