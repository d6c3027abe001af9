import Glibc

/// Whether other users of the machine can read what prospects said, and whether the rep has been told.
///
/// That it was said is a file in `.baton`: it is said once, and again after it was mended and has come back.
package struct OthersAccess {
    private let workspace: Workspace

    package init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    static let noticeName = "others-told"

    /// A folder with prospects' data that others can look into; nil where there is none.
    ///
    /// Where others cannot pass the workspace's own folder, nothing in it is open to them. In a clone of a repository the
    /// records that came with it are nobody's secret, and those made there are their owner's alone.
    package func openFolder() -> String? {
        guard let root = try? Folder(workspace.path), isOpen(try? root.status(), to: 0o011) else {
            return nil
        }
        for path in [workspace.leadsPath, workspace.statePath] {
            if isOpen((try? FileStatus.of(path, followingLinks: false)) ?? nil) { return path }
        }
        let isClone = (try? root.status(of: ".git")) ?? nil != nil
        for path in [workspace.feedbackPath] + (isClone ? [] : [workspace.transcriptsPath]) {
            guard let folder = try? Folder(path, in: workspace), isOpen(try? folder.status()),
                let names = try? folder.entries().map(\.name)
            else { continue }
            for name in names.filter(MonthName.isValid).sorted() {
                if isOpen((try? folder.status(of: name)) ?? nil) { return folder.path(of: name) }
            }
        }
        return nil
    }

    private func isOpen(_ status: FileStatus?, to bits: UInt32 = 0o077) -> Bool {
        status?.kind == .folder && (status?.permissions ?? 0) & bits != 0
    }

    /// Takes down that it is being said; false where it was said before.
    package func isToBeSaid() -> Bool {
        // Asked first, since finding that out by making the file brings folders to disk at every start of a call.
        if let folder = try? Folder(workspace.statePath, in: workspace),
            ((try? folder.status(of: OthersAccess.noticeName)) ?? nil) != nil
        {
            return false
        }
        do throws(FileError) {
            let folder = try Folder(making: workspace.statePath, in: workspace)
            try folder.create(OthersAccess.noticeName, with: [])
            return true
        } catch {
            return !error.isTaken
        }
    }

    /// Forgets that it was said, once it is mended.
    package func settle() {
        guard openFolder() == nil, let folder = try? Folder(workspace.statePath, in: workspace) else {
            return
        }
        _ = try? folder.remove(OthersAccess.noticeName)
    }
}
