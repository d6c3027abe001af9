import Glibc

/// A folder with checklists and transcripts, and where everything in it is.
package struct Workspace: Hashable, Sendable {
    package let path: String
    package let source: WorkspaceLocation.Source

    /// What makes a folder a workspace.
    static let parts = ["checklists", "transcripts"]

    /// Opens a workspace, and makes it where that is called for.
    ///
    /// The personal one is made on first use. A folder that was named must exist: a name mistyped would otherwise open
    /// an empty workspace, and the leads would seem gone. If it is empty it becomes a workspace; if one of the two
    /// folders is missing it is made.
    ///
    /// `checklists` are the built-in ones, text by file name, for a workspace that is made; a workspace that is
    /// there already does not look at them.
    package init(
        opening location: WorkspaceLocation, checklists: @autoclosure () -> [String: String]
    ) throws(WorkspaceError) {
        path = location.path
        source = location.source
        do {
            try prepare(checklists)
        } catch let error as FileError {
            throw .file(error)
        } catch let error as WorkspaceError {
            throw error
        } catch {
            throw .missing(path: path, source: source)
        }
    }

    /// Looks at a workspace and makes nothing, so that it may be read-only; the personal one need not be there yet.
    package init(lookingAt location: WorkspaceLocation) throws(WorkspaceError) {
        path = location.path
        source = location.source
        let status: FileStatus?
        do {
            status = try FileStatus.of(path)
        } catch {
            throw .file(error)
        }
        guard let status else {
            guard source == .personal else { throw .missing(path: path, source: source) }
            return
        }
        guard status.kind == .folder else { throw .notAWorkspace(path: path, source: source) }
        guard status.owner == geteuid() else { throw .foreign(path: path, owner: status.owner) }
    }

    private func prepare(_ checklists: () -> [String: String]) throws {
        guard let status = try FileStatus.of(path) else {
            guard source == .personal else { throw WorkspaceError.missing(path: path, source: source) }
            try make(checklists())
            return
        }
        guard status.kind == .folder else { throw WorkspaceError.notAWorkspace(path: path, source: source) }
        guard status.owner == geteuid() else {
            throw WorkspaceError.foreign(path: path, owner: status.owner)
        }
        let present = Workspace.parts.filter { WorkspaceLocation.isFolder("\(path)/\($0)") }
        if present.count == Workspace.parts.count { return }
        if present.isEmpty, source != .personal {
            let strangers = try Folder(path).entries().filter { !$0.name.hasPrefix(".") }
            guard strangers.allSatisfy({ $0.name == "baton.yaml" }) else {
                throw WorkspaceError.notAWorkspace(path: path, source: source)
            }
            // What becomes a workspace holds people's data from here on, and is its owner's alone.
            guard chmod(path, 0o700) == 0 else { throw FileError(.makeFolder, path) }
        }
        try make(checklists())
    }

    /// Makes what is missing; `transcripts` comes last, so that a workspace cut short in the making is made
    /// anew, and what was half written then goes.
    private func make(_ checklists: [String: String]) throws {
        let folder = try Folder(making: checklistsPath)
        let isNew = try folder.entries().allSatisfy { $0.isTemporary || checklists[$0.name] != nil }
        if isNew {
            for (name, text) in checklists.sorted(by: { $0.key < $1.key }) {
                guard try folder.status(of: name) == nil else { continue }
                try folder.create(name, with: Array(text.utf8))
            }
            _ = try? folder.removeLeftovers()
        }
        _ = try Folder(making: transcriptsPath)
    }

    package var settingsPath: String { "\(path)/baton.yaml" }
    package var checklistsPath: String { "\(path)/checklists" }
    /// The texts that records were made under, by their SHA-256.
    package var usedChecklistsPath: String { "\(path)/checklists/used" }
    package var leadsPath: String { "\(path)/leads" }
    package var transcriptsPath: String { "\(path)/transcripts" }
    package var feedbackPath: String { "\(path)/feedback" }
    package var acceptancesPath: String { "\(path)/acceptances" }
    package var openCallsPath: String { "\(path)/.baton/open" }
    package var statePath: String { "\(path)/.baton" }
    package var indexPath: String { "\(path)/.baton/index.sqlite" }
    /// What reports and searches are made of.
    package var reportIndexPath: String { "\(path)/.baton/reports.sqlite" }
}
