import Glibc

/// Looks at what stands where in a workspace, and who may come at it, without reading a file.
struct CheckupTree {
    private let workspace: Workspace
    private let me = geteuid()

    /// Things of one sort: how many, and one of them.
    private struct Tally {
        var count = 0
        var example = ""
        var isWorse = false

        mutating func add(_ path: String, isWorse: Bool = false) {
            count += 1
            // The example is one of the worse ones, if there are any.
            if example.isEmpty || (isWorse && !self.isWorse) { example = path }
            self.isWorse = self.isWorse || isWorse
        }
    }

    private var open: [CheckupFinding.Place: Tally] = [:]
    private var foreign: [UInt32: Tally] = [:]
    private var links = Tally()
    private var strays: [String: Tally] = [:]
    private var leftovers: [String: Tally] = [:]

    init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    mutating func look(into report: inout CheckupReport) {
        var errors: [FileError] = []
        CheckupTree.walk(workspace) { error in
            errors.append(error)
        } each: { item, parts in
            look(at: item, parts)
        }
        for error in errors { report.add(error) }
    }

    /// Goes through all that is Baton's, beginning with the workspace itself, of which `parts` is empty.
    static func walk(
        _ workspace: Workspace, failure: (FileError) -> Void, each: (TreeWalk.Item, [String]) -> Void
    ) {
        let root: Descriptor
        do {
            root = try Descriptor(
                opening: workspace.path, flags: O_RDONLY | O_DIRECTORY, path: workspace.path)
            each(
                TreeWalk.Item(folder: root, name: ".", path: workspace.path, status: try root.status()), [])
        } catch {
            return failure(error)
        }
        for name in WorkspaceLayout.folders + [WorkspaceLayout.settings] {
            let path = "\(workspace.path)/\(name)"
            guard let status = (try? FileStatus.of(name, in: root.number, path: path)) ?? nil else {
                continue
            }
            each(TreeWalk.Item(folder: root, name: name, path: path, status: status), [name])
            guard status.kind == .folder else { continue }
            TreeWalk.walk(path, followingLinks: false, failure: failure) { item in
                let parts = item.path.dropFirst(workspace.path.utf8.count + 1).split(separator: "/").map(
                    String.init)
                each(item, parts)
                return .enter
            }
        }
    }

    private mutating func look(at item: TreeWalk.Item, _ parts: [String]) {
        let folder = item.folder.path
        guard let status = item.status else {
            strays[folder, default: Tally()].add(item.path)
            return
        }
        if status.kind == .link {
            links.add(item.path)
            return
        }
        if status.owner != me { foreign[status.owner, default: Tally()].add(item.path) }
        if CheckupTree.isOpenToOthers(status, parts) {
            let place: CheckupFinding.Place =
                parts.isEmpty ? .workspace : status.kind == .folder ? .folder : .file
            open[place, default: Tally()].add(item.path, isWorse: status.permissions & 0o022 != 0)
        }
        if item.name.hasPrefix(Folder.temporaryPrefix) {
            if CheckupTree.isLeftover(item) { leftovers[folder, default: Tally()].add(item.path) }
        } else if status.kind == .other || !WorkspaceLayout.belongs(parts, isFolder: status.kind == .folder) {
            strays[folder, default: Tally()].add(item.path)
        }
    }

    /// Whether others may write, or read what is nobody's but the workspace's.
    static func isOpenToOthers(_ status: FileStatus, _ parts: [String]) -> Bool {
        status.permissions & (WorkspaceLayout.isPublic(parts) ? 0o022 : 0o077) != 0
    }

    /// Whether nobody writes the file any more, by the rules of `Folder.removeLeftovers`.
    private static func isLeftover(_ item: TreeWalk.Item) -> Bool {
        guard
            let file = try? Descriptor(
                opening: item.name, in: item.folder.number, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK,
                path: item.path)
        else { return false }
        return (try? file.lock(LOCK_EX)) == true
    }

    func tell(into report: inout CheckupReport) {
        for place in CheckupFinding.Place.allCases {
            guard let tally = open[place] else { continue }
            report.add(.openToOthers(place, writing: tally.isWorse, count: tally.count), tally.example)
        }
        for (owner, tally) in foreign.sorted(by: { $0.key < $1.key }) {
            report.add(.foreign(owner: owner, count: tally.count), tally.example)
        }
        if links.count > 0 { report.add(.link(count: links.count), links.example) }
        for (_, tally) in strays.sorted(by: { $0.key < $1.key }) {
            report.add(.stray(count: tally.count), tally.example)
        }
        for (_, tally) in leftovers.sorted(by: { $0.key < $1.key }) {
            report.add(.leftover(count: tally.count), tally.example)
        }
    }
}
