import Glibc

/// Why there is no workspace to work in.
package enum WorkspaceError: Error, Hashable, Sendable {
    /// The folder that was named does not exist.
    case missing(path: String, source: WorkspaceLocation.Source)
    /// The folder that was named holds other things.
    case notAWorkspace(path: String, source: WorkspaceLocation.Source)
    /// The folder belongs to another user, who could plant files in it or read what is recorded.
    case foreign(path: String, owner: UInt32)
    /// Neither a data folder nor a home folder is known.
    case noHome
    case file(FileError)
}

/// Where the workspace is, and who says so.
package struct WorkspaceLocation: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        /// `--workspace`.
        case option
        /// `BATON_WORKSPACE`.
        case environment
        /// The current folder, or one that it is in.
        case ancestor
        /// The user's data folder.
        case personal
    }

    /// An absolute path, unless the current folder's is not known.
    package var path: String
    package var source: Source

    package init(path: String, source: Source) {
        self.path = path
        self.source = source
    }

    /// Finds the workspace: what the option says, else the environment, else the nearest folder from the current one
    /// upwards that is a workspace, else `baton` in the user's data folder.
    ///
    /// Nothing is made or checked yet. Variables that are empty count as not set, and so does an `XDG_DATA_HOME` that
    /// is not absolute, as its specification asks.
    /// `option` is the argument of `--workspace`, `currentFolder` an absolute path.
    package static func find(
        option: String?, environment: [String: String], currentFolder: String
    ) throws(WorkspaceError) -> WorkspaceLocation {
        func absolute(_ path: String) -> String {
            path.hasPrefix("/") ? path : path.isEmpty ? currentFolder : "\(currentFolder)/\(path)"
        }
        func variable(_ name: String) -> String? {
            environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        if let option { return WorkspaceLocation(path: absolute(option), source: .option) }
        if let named = variable("BATON_WORKSPACE") {
            return WorkspaceLocation(path: absolute(named), source: .environment)
        }
        if let ancestor = nearestWorkspace(from: currentFolder) {
            return WorkspaceLocation(path: ancestor, source: .ancestor)
        }
        if let data = variable("XDG_DATA_HOME"), data.hasPrefix("/") {
            return WorkspaceLocation(path: "\(data)/baton", source: .personal)
        }
        guard let home = variable("HOME") else { throw .noHome }
        return WorkspaceLocation(path: "\(home)/.local/share/baton", source: .personal)
    }

    private static func nearestWorkspace(from folder: String) -> String? {
        var path = folder
        while path.hasPrefix("/") {
            if Workspace.parts.allSatisfy({ isFolder(path == "/" ? "/\($0)" : "\(path)/\($0)") }) {
                return path
            }
            if path == "/" { break }
            path = path.parentPath
        }
        return nil
    }

    static func isFolder(_ path: String) -> Bool {
        ((try? FileStatus.of(path)) ?? nil)?.kind == .folder
    }
}
