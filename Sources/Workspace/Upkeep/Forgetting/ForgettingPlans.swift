import Qualification

/// The plans on disk: of the run that is under way, and of those that did not come to their end.
struct ForgettingPlans {
    private let workspace: Workspace

    init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    func save(_ plan: ForgettingPlan) throws(FileError) {
        try Folder(making: workspace.forgettingPath, in: workspace).replace(plan.fileName, with: plan.encoded)
    }

    func remove(_ names: Set<String>) throws(FileError) {
        let folder = try Folder(workspace.forgettingPath, in: workspace)
        for name in names { try folder.remove(name) }
    }

    /// All that can be read.
    func load(_ scan: WorkspaceScan) -> [ForgettingPlan] {
        guard let folder = scan.folder(workspace.forgettingPath) else { return [] }
        return names(scan, folder).compactMap { name in
            do throws(RecordError) {
                return try load(name, in: folder)
            } catch {
                scan.note(error)
                return nil
            }
        }
    }

    func unfinished() -> [UnfinishedForgetting] {
        let scan = WorkspaceScan(workspace)
        guard let folder = scan.folder(workspace.forgettingPath) else { return [] }
        return names(scan, folder).map { name in
            let path = folder.path(of: name)
            guard let plan = try? load(name, in: folder) else {
                return UnfinishedForgetting(path: path, at: Instant(milliseconds: 0), by: "", ids: [])
            }
            return UnfinishedForgetting(path: path, at: plan.at, by: plan.by, ids: plan.identity.ids.sorted())
        }
    }

    private func names(_ scan: WorkspaceScan, _ folder: Folder) -> [String] {
        scan.names(in: folder) { CallID.ofFile(named: $0) != nil }
    }

    private func load(_ name: String, in folder: Folder) throws(RecordError) -> ForgettingPlan {
        let path = folder.path(of: name)
        let bytes: [UInt8]
        do {
            bytes = try folder.read(name, limit: ForgettingPlan.limit)
        } catch {
            throw RecordError(path: path, problem: .file(error))
        }
        return try ForgettingPlan.decoded(bytes, path: path, name: String(name.dropLast(5)))
    }
}
