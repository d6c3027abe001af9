import GRDB
import Qualification

/// How the files in the folders of months are, all of them looked at just now, or none.
struct FolderLooks: Sendable {
    /// By the names of the folders in the workspace; nil for one that may change again unseen.
    private var looks: [String: String?] = [:]

    /// Nobody has looked.
    static let none = FolderLooks()

    private init() {}

    /// Takes folders for changed.
    init(suspecting names: Set<String>) {
        for name in names { looks[name] = .some(nil) }
    }

    /// Looks at every file, on all cores.
    init(_ workspace: Workspace) throws {
        let names = ReportRefresh.tops.flatMap { top -> [String] in
            let entries = try? Folder("\(workspace.path)/\(top)", in: workspace).entries()
            return (entries ?? []).filter { MonthName.isValid($0.name) }.map { "\(top)/\($0.name)" }
        }
        var taken = 0
        try OrderedWork.run(names.count) { number in
            // What cannot be looked at is a matter for whoever reads it.
            try? Folder("\(workspace.path)/\(names[number])", in: workspace).look()?.text
        } taking: { look in
            looks[names[taken]] = .some(look)
            taken += 1
        }
    }

    /// The folders in which something is not as it was when their files were read.
    func changed(_ db: Database) throws -> Set<String> {
        guard !looks.isEmpty else { return [] }
        var kept: [String: String] = [:]
        let rows = try RowReader(db, sql: "SELECT name, looked FROM folders WHERE looked IS NOT NULL")
        while try rows.next() {
            if let name = rows.text(0) { kept[name] = rows.text(1) }
        }
        return Set(looks.filter { $0.value == nil || $0.value != kept[$0.key] }.keys)
    }

    /// Whether something in a folder is not as it was; false where nobody has looked.
    func isChanged(_ name: String, _ db: Database) throws -> Bool {
        guard let look = looks[name] else { return false }
        let kept = try String.fetchOne(
            db, sql: "SELECT looked FROM folders WHERE name = ?", arguments: [name])
        return look == nil || look != kept
    }

    /// Takes down how the files were before they were read, of folders all of whose files could be.
    func keep(_ db: Database) throws {
        let changed = try changed(db)
        guard !changed.isEmpty else { return }
        try db.inTransaction(.immediate) {
            for name in changed {
                try db.execute(
                    sql: "UPDATE folders SET looked = ? WHERE name = ? AND modified <> -1",
                    arguments: [looks[name] ?? nil, name])
            }
            return .commit
        }
    }
}
