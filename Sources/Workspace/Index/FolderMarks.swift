import GRDB

/// The folders of files, each as it was when the index last listed it.
struct FolderMarks {
    private let db: Database
    private let workspace: Workspace

    init(_ db: Database, _ workspace: Workspace) {
        self.db = db
        self.workspace = workspace
    }

    /// What came of listing a folder.
    enum Outcome {
        case listed(Listing)
        /// There is no such folder.
        case gone
        /// It cannot be listed now: what is known of it stands, and it is listed again next time.
        case unread
    }

    struct Listing {
        var folder: Folder
        var entries: [FolderEntry]
        /// From before the listing: what changes during it leaves a later stamp.
        fileprivate var status: FileStatus
        fileprivate var now: Int64
    }

    /// The folders, relative to the workspace, that are not as they were when they were last listed.
    ///
    /// `tops` are those that no other folder tells of.
    func stale(tops: [String], thorough: Bool) throws -> [String] {
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
        for name in tops where !seen.contains(name) {
            if try FileStatus.of("\(workspace.path)/\(name)") != nil { stale.append(name) }
        }
        return stale
    }

    /// Lists a folder; one that cannot be listed is a problem.
    func listing(_ name: String, _ report: inout RefreshReport) throws -> Outcome {
        let now = FileClock.nanoseconds
        let listing: Listing
        do throws(FileError) {
            let folder = try Folder("\(workspace.path)/\(name)", in: workspace)
            let status = try folder.status()
            listing = Listing(folder: folder, entries: try folder.entries(), status: status, now: now)
        } catch {
            guard !error.isMissing else {
                try db.execute(literal: "DELETE FROM folders WHERE name = \(name)")
                return .gone
            }
            report.problems.append(IndexProblem(path: error.path, reason: .file(error)))
            // No other folder would tell of it again.
            try db.execute(
                literal: """
                    INSERT INTO folders(name, modified, inode) VALUES(\(name), \(FolderMarks.noStamp), 0)
                    ON CONFLICT(name) DO UPDATE SET modified = excluded.modified
                    """)
            return .unread
        }
        _ = try? listing.folder.removeLeftovers(among: listing.entries)
        return .listed(listing)
    }

    /// A stamp that no folder has makes it differ next time.
    private static let noStamp: Int64 = -1

    /// Has a folder listed again next time where a file in it could not be read now.
    func lookAgain(_ name: String, after problems: ArraySlice<IndexProblem>) throws {
        guard problems.contains(where: \.reason.mayPass) else { return }
        try db.execute(literal: "UPDATE folders SET modified = \(FolderMarks.noStamp) WHERE name = \(name)")
    }

    /// Takes a folder down as seen, or as one that has to be listed again.
    func takeDown(_ name: String, _ listing: Listing, asSeen isSeen: Bool = true) throws {
        let isSure = isSeen && !FileClock.mightRepeat(listing.status.modified, at: listing.now)
        try db.execute(
            sql: """
                INSERT INTO folders(name, modified, inode) VALUES(?, ?, ?)
                ON CONFLICT(name) DO UPDATE SET modified = excluded.modified, inode = excluded.inode
                """,
            arguments: [
                name, isSure ? listing.status.modified : FolderMarks.noStamp,
                Int64(bitPattern: listing.status.inode),
            ])
    }

    /// The folders of months in a folder that were never listed.
    func newMonths(in top: String, _ listing: Listing) throws -> [String] {
        let recorded = try String.fetchSet(db, sql: "SELECT name FROM folders")
        return listing.entries.filter { MonthName.isValid($0.name) }.map { "\(top)/\($0.name)" }
            .filter { !recorded.contains($0) }
    }
}
