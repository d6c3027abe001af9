import Glibc
package import Qualification

/// What account executives said, one file for each call that made an SQL; a call they have not answered has none.
package final class AcceptanceStore {
    private let workspace: Workspace

    package init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    /// The path of what was said about a call; nil for what is no id.
    package func path(of call: String) -> String? {
        CallID.month(of: call).map { "\(workspace.acceptancesPath)/\($0)/\(call).json" }
    }

    /// What was said about a call; nil where nothing was.
    package func acceptance(of call: String) throws(RecordError) -> Acceptance? {
        let path = path(of: call) ?? "\(workspace.acceptancesPath)/\(call).json"
        do {
            let folder = try Folder(try folder(of: call))
            return try AcceptanceStore.read(call, in: folder)
        } catch let error as RecordError {
            if error.isMissing { return nil }
            throw error
        } catch let error as FileError {
            if error.isMissing { return nil }
            throw RecordError(path: path, problem: .file(error))
        } catch {
            throw RecordError(path: path, problem: .file(FileError(.read, path)))
        }
    }

    /// The months of which there are any, in order.
    package func months() throws(FileError) -> [String] {
        try names(in: workspace.acceptancesPath).filter(MonthName.isValid).sorted()
    }

    /// The ids of the calls of a month that something was said about, in order.
    package func calls(in month: String) throws(FileError) -> [String] {
        guard MonthName.isValid(month) else { return [] }
        return try names(in: "\(workspace.acceptancesPath)/\(month)").compactMap(CallID.ofFile(named:))
            .sorted()
    }

    /// Makes a word durable; when it returns, it survives whatever the disk survives.
    ///
    /// `decide` is given what was said before, and gives what stands from now on, or nil to leave it; nobody else
    /// decides on a call of the same month meanwhile.
    @discardableResult
    package func save(
        about call: String, _ decide: (Acceptance?) throws -> Acceptance?
    ) throws -> Acceptance? {
        let folder = try Folder(making: try folder(of: call))
        _ = flock(folder.descriptor.number, LOCK_EX)
        let before: Acceptance?
        do {
            before = try AcceptanceStore.read(call, in: folder)
        } catch {
            guard error.isMissing else { throw error }
            before = nil
        }
        guard let after = try decide(before), after != before else { return before }
        guard after.call == call else {
            throw FileError(.create, folder.path(of: "\(call).json"), .badName)
        }
        try folder.replace("\(call).json", with: after.encoded)
        return after
    }

    private static func read(_ call: String, in folder: Folder) throws(RecordError) -> Acceptance {
        let path = folder.path(of: "\(call).json")
        let bytes: [UInt8]
        do {
            bytes = try folder.read("\(call).json", limit: Acceptance.limit)
        } catch {
            throw RecordError(path: path, problem: .file(error))
        }
        let acceptance = try Acceptance.decoded(bytes, path: path)
        guard acceptance.call == call else {
            throw RecordError(path: path, problem: .otherCall(found: acceptance.call))
        }
        return acceptance
    }

    private func folder(of call: String) throws(FileError) -> String {
        guard let month = CallID.month(of: call) else {
            throw FileError(.open, "\(workspace.acceptancesPath)/\(call).json", .badName)
        }
        return "\(workspace.acceptancesPath)/\(month)"
    }

    private func names(in path: String) throws(FileError) -> [String] {
        do {
            return try Folder(path).entries().map(\.name)
        } catch {
            if error.isMissing { return [] }
            throw error
        }
    }
}
