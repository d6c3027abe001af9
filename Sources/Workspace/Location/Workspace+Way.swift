import Glibc

/// The way from a workspace to what is in it, on which no link is followed and nothing of another user's is used.
extension Workspace {
    /// Opens a folder by the names that lead to it, one after the other.
    ///
    /// The workspace's own path may lead through links: whoever named it meant it. With `making`, what is missing is
    /// made, the workspace itself included, and everything on the way is brought to disk.
    func descend(to path: String, making isMaking: Bool) throws(FileError) -> Descriptor {
        var folder = isMaking ? try Folder(making: self.path).descriptor : try Folder(self.path).descriptor
        try check(folder.status(), of: self.path)
        for name in path.dropFirst(self.path.count).split(separator: "/").map(String.init) {
            let next: Descriptor
            do {
                next = try step(to: name, in: folder)
            } catch {
                guard isMaking, error.code == ENOENT else { throw error }
                if uninterrupted({ mkdirat(folder.number, name, 0o700) }) != 0, errno != EEXIST {
                    throw FileError(.makeFolder, "\(folder.path)/\(name)")
                }
                next = try step(to: name, in: folder)
            }
            if isMaking { try folder.sync(as: .syncFolder) }
            folder = next
        }
        return folder
    }

    private func step(to name: String, in folder: Descriptor) throws(FileError) -> Descriptor {
        let path = "\(folder.path)/\(name)"
        do {
            let next = try Descriptor(
                opening: name, in: folder.number, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW, path: path)
            try check(next.status(), of: path)
            return next
        } catch {
            guard error.code == ENOTDIR || error.code == ELOOP else { throw error }
            let isLink = try FileStatus.of(name, in: folder.number, path: path)?.kind == .link
            throw FileError(.open, path, isLink ? .link : .notAFolder)
        }
    }

    /// Refuses what belongs to another user, who could read and change it; what sellers agreed to ask may be shared.
    func check(_ status: FileStatus, of path: String) throws(FileError) {
        let parts = path.dropFirst(self.path.count).split(separator: "/").map(String.init)
        if status.owner != geteuid(), !WorkspaceLayout.isPublic(parts) {
            throw FileError(.open, path, .foreign(owner: status.owner))
        }
    }

    /// Looks at the folders that every command goes through: each is a folder, if it is there, and its owner's.
    func checkFolders() throws(FileError) {
        let root = try Folder(path)
        for name in WorkspaceLayout.folders where try root.status(of: name) != nil {
            _ = try Folder(root.path(of: name), in: self)
        }
    }
}
