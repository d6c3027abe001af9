import GRDB
import Qualification

/// One pass over the folders whose files may have changed.
struct IndexRefresh {
    private let db: Database
    private let marks: FolderMarks
    private let thorough: Bool
    private let suspects: Set<String>
    private let manyLeads: Int

    init(
        _ db: Database, _ workspace: Workspace, thorough: Bool, suspects: Set<String> = [], manyLeads: Int
    ) {
        self.db = db
        self.thorough = thorough
        self.suspects = suspects
        self.manyLeads = manyLeads
        marks = FolderMarks(db, workspace)
    }

    static let leads = "leads"
    private static let transcripts = "transcripts"
    private static let acceptances = "acceptances"

    /// The folders, relative to the workspace, that are not as they were when they were last listed.
    static func staleFolders(
        _ db: Database, _ workspace: Workspace, thorough: Bool
    ) throws -> [String] {
        try FolderMarks(db, workspace).stale(tops: [leads, transcripts, acceptances], thorough: thorough)
    }

    private func isThorough(in folder: String) -> Bool { thorough || suspects.contains(folder) }

    func run(_ stale: [String]) throws -> RefreshReport {
        try IndexDatabase.inBulk(db) { try sync(stale) }
    }

    private func sync(_ stale: [String]) throws -> RefreshReport {
        var report = RefreshReport()
        let calls = try CallRows(db, manyLeads: manyLeads)
        if stale.contains(IndexRefresh.leads) { try syncLeads(&report) }
        for name in try months(in: IndexRefresh.transcripts, among: stale, &report) {
            let month = String(name.dropFirst(IndexRefresh.transcripts.count + 1))
            let seen = report.problems.count
            switch try list(name, &report) {
            case .listed(let listing):
                try CallFolder(db, calls, listing.folder, month: month)
                    .sync(listing.entries, as: name, thorough: isThorough(in: name), into: &report)
                try marks.lookAgain(name, after: report.problems[seen...])
            case .gone: report.callsRemoved += try calls.remove(month: month)
            case .unread: break
            }
        }
        try syncAcceptances(stale, calls, &report)
        try calls.settle()
        return report
    }

    /// The folders of months in another that have to be looked at, in order.
    private func months(
        in top: String, among stale: [String], _ report: inout RefreshReport
    ) throws -> [String] {
        var months = Set(stale.filter { $0.hasPrefix("\(top)/") })
        if stale.contains(top), case .listed(let listing) = try list(top, &report) {
            months.formUnion(try marks.newMonths(in: top, listing))
        }
        return months.sorted()
    }

    private func syncAcceptances(_ stale: [String], _ calls: CallRows, _ report: inout RefreshReport) throws {
        let rows = HandOffRows(db: db, calls: calls)
        for name in try months(in: IndexRefresh.acceptances, among: stale, &report) {
            let month = String(name.dropFirst(IndexRefresh.acceptances.count + 1))
            switch try list(name, &report) {
            case .listed(let listing):
                var found = RefreshReport()
                try CallFolder(db, rows, listing.folder, month: month)
                    .sync(listing.entries, as: name, thorough: isThorough(in: name), into: &found)
                try marks.lookAgain(name, after: found.problems[...])
                report.acceptancesRead += found.callsRead
                report.problems += found.problems
            case .gone: try rows.remove(month: month)
            case .unread: break
            }
        }
    }

    private func syncLeads(_ report: inout RefreshReport) throws {
        let seen = report.problems.count
        switch try list(IndexRefresh.leads, &report) {
        case .listed(let listing):
            try LeadFiles(db, listing.folder).sync(listing.entries, thorough: thorough, into: &report)
            try marks.lookAgain(IndexRefresh.leads, after: report.problems[seen...])
        case .gone: try db.execute(sql: "DELETE FROM leads; DELETE FROM files")
        case .unread: break
        }
    }

    private func list(_ name: String, _ report: inout RefreshReport) throws -> FolderMarks.Outcome {
        let outcome = try marks.listing(name, &report)
        if case .listed(let listing) = outcome { try marks.takeDown(name, listing) }
        return outcome
    }
}
