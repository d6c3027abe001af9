import Glibc

/// Repairs what is safe to repair.
struct CheckupRepair {
    private let workspace: Workspace
    private(set) var repairs = CheckupRepairs()

    init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    mutating func run() {
        var found = CheckupRepairs()
        var folders: [String] = []
        CheckupTree.walk(workspace) { error in
            if !error.isMissing { found.failures.append(error) }
        } each: { item, parts in
            guard let status = item.status, status.owner == geteuid() else { return }
            if status.kind == .folder, !parts.isEmpty { folders.append(item.path) }
            guard status.kind == .folder || status.kind == .file, CheckupTree.isOpenToOthers(status, parts)
            else { return }
            do throws(FileError) {
                try CheckupRepair.close(item, status)
                found.permissions += 1
            } catch {
                found.failures.append(error)
            }
        }
        for path in folders {
            do throws(FileError) {
                found.leftovers += try Folder(path, in: workspace).removeLeftovers()
            } catch {
                found.failures.append(error)
            }
        }
        repairs = found
    }

    /// Changes the very file or folder that was looked at, and none that took its place.
    private static func close(_ item: TreeWalk.Item, _ status: FileStatus) throws(FileError) {
        let file = try Descriptor(
            opening: item.name, in: item.folder.number,
            flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK, path: item.path)
        guard try file.status().isSameFile(as: status) else { throw FileError(.open, item.path, .badName) }
        guard fchmod(file.number, status.kind == .folder ? 0o700 : 0o600) == 0 else {
            throw FileError(.write, item.path)
        }
    }
}
