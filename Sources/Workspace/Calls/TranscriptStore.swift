import Crypto
package import Qualification

/// The records of calls, the checklists they were made under, and the messages to marketing.
package final class TranscriptStore {
    private let workspace: Workspace

    package init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    // MARK: - Records

    /// The path of a call's record; nil for what is no id.
    package func path(of id: String) -> String? {
        CallID.month(of: id).map { "\(workspace.transcriptsPath)/\($0)/\(id).json" }
    }

    /// The file of a call, which appears with the first save.
    ///
    /// `isNew` is false for a call that is resumed; then the first save, too, replaces.
    package func file(of id: String, isNew: Bool) throws(FileError) -> CallFile {
        CallFile(
            id: id, folderPath: try folder(of: id, in: workspace.transcriptsPath), in: workspace, isNew: isNew
        )
    }

    /// Whether there is a file in the place of a call's record.
    package func hasRecord(_ id: String) throws(FileError) -> Bool {
        guard let path = path(of: id), let folder = try existingFolder(path.parentPath) else { return false }
        return try folder.status(of: "\(id).json") != nil
    }

    package func load(_ id: String) throws(RecordError) -> CallRecord {
        let (bytes, path) = try read(id, in: workspace.transcriptsPath, limit: CallRecord.limit)
        let record = try CallRecord.decoded(bytes, path: path)
        guard record.id == id else { throw RecordError(path: path, problem: .otherCall(found: record.id)) }
        return record
    }

    /// The months in which calls began, in order; empty where there was none.
    package func months() throws(FileError) -> [String] {
        try names(in: workspace.transcriptsPath).filter(MonthName.isValid).sorted()
    }

    /// The ids of the calls that began in a month, in order.
    package func ids(in month: String) throws(FileError) -> [String] {
        guard MonthName.isValid(month) else { return [] }
        return try names(in: "\(workspace.transcriptsPath)/\(month)").compactMap(CallID.ofFile(named:))
            .sorted()
    }

    /// Sees to it that a call's record, as it is read now, is what a loss of power leaves.
    ///
    /// To be called before anything is made to follow from it: a process may have died between putting the record in
    /// its place and bringing the folder to disk.
    package func bringToDisk(_ id: String) throws(FileError) {
        try Folder(folder(of: id, in: workspace.transcriptsPath), in: workspace).sync()
    }

    /// Removes record and message of a call for good; false where there was neither.
    @discardableResult
    package func erase(_ id: String) throws(FileError) -> Bool {
        var found = false
        for path in [workspace.feedbackPath, workspace.transcriptsPath] {
            let folderPath = try folder(of: id, in: path)
            guard let folder = try existingFolder(folderPath) else { continue }
            if try folder.remove("\(id).json") { found = true }
        }
        return found
    }

    // MARK: - Checklists in use

    /// Keeps the text of a checklist for as long as records name it, and gives its SHA-256 in lower-case hexadecimal.
    ///
    /// To be called before the first save of a record under it.
    @discardableResult
    package func keepChecklist(_ text: [UInt8]) throws(FileError) -> String {
        let digest = SHA256.hexadecimal(of: text)
        let folder = try Folder(making: workspace.usedChecklistsPath, in: workspace)
        let name = "\(digest).yaml"
        // A file of another length is the work of somebody who edited it: the name says what it must hold.
        if let status = try folder.status(of: name), status.kind == .file, status.bytes == Int64(text.count) {
            // Whoever put it there may have died before it was safe.
            try folder.sync()
            return digest
        }
        try folder.replace(name, with: text)
        return digest
    }

    /// The text of a checklist that records were made under.
    package func keptChecklist(_ sha256: String, limit: Int = 256 << 10) throws(FileError) -> [UInt8] {
        let hexadecimal = sha256.utf8.allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
        guard hexadecimal, sha256.utf8.count == 64 else {
            throw FileError(.open, "\(workspace.usedChecklistsPath)/\(sha256).yaml", .badName)
        }
        return try Folder(workspace.usedChecklistsPath, in: workspace).read("\(sha256).yaml", limit: limit)
    }

    /// The hashes of the texts that are kept, in order.
    package func keptChecklists() throws(FileError) -> [String] {
        try names(in: workspace.usedChecklistsPath).filter { $0.hasSuffix(".yaml") && $0.utf8.count == 69 }
            .map { String($0.dropLast(5)) }.sorted()
    }

    // MARK: - Feedback

    /// The path of the message about a call; nil for what is no id.
    package func feedbackPath(of id: String) -> String? {
        CallID.month(of: id).map { "\(workspace.feedbackPath)/\($0)/\(id).json" }
    }

    /// Makes the message about a call durable; saving it again is harmless.
    package func save(_ feedback: Feedback) throws(FileError) {
        let folder = try Folder(making: folder(of: feedback.id, in: workspace.feedbackPath), in: workspace)
        try folder.replace("\(feedback.id).json", with: feedback.encoded)
    }

    /// The message about a call; an error that `isMissing` where there is none.
    package func feedback(_ id: String) throws(RecordError) -> Feedback {
        let (bytes, path) = try read(id, in: workspace.feedbackPath, limit: Feedback.limit)
        let feedback = try Feedback.decoded(bytes, path: path)
        guard feedback.id == id else {
            throw RecordError(path: path, problem: .otherCall(found: feedback.id))
        }
        return feedback
    }

    /// Whether the message about a call is there for good.
    package func hasFeedback(_ id: String) throws(FileError) -> Bool {
        guard let path = feedbackPath(of: id), let folder = try existingFolder(path.parentPath),
            try folder.status(of: "\(id).json")?.kind == .file
        else { return false }
        // Whoever put it there may have died before it was safe.
        try folder.sync()
        return true
    }

    /// The months of the calls that marketing was told about, in order.
    package func feedbackMonths() throws(FileError) -> [String] {
        try names(in: workspace.feedbackPath).filter(MonthName.isValid).sorted()
    }

    /// The ids of the calls of a month that marketing was told about, in order.
    package func feedbackIDs(in month: String) throws(FileError) -> [String] {
        guard MonthName.isValid(month) else { return [] }
        return try names(in: "\(workspace.feedbackPath)/\(month)").compactMap(CallID.ofFile(named:)).sorted()
    }

    // MARK: - Paths

    private func folder(of id: String, in parent: String) throws(FileError) -> String {
        guard let month = CallID.month(of: id) else {
            throw FileError(.open, "\(parent)/\(id).json", .badName)
        }
        return "\(parent)/\(month)"
    }

    private func read(
        _ id: String, in parent: String, limit: Int
    ) throws(RecordError) -> (bytes: [UInt8], path: String) {
        do {
            let folderPath = try folder(of: id, in: parent)
            let path = "\(folderPath)/\(id).json"
            return (try Folder(folderPath, in: workspace).read("\(id).json", limit: limit), path)
        } catch {
            throw RecordError(path: error.path, problem: .file(error))
        }
    }

    private func names(in path: String) throws(FileError) -> [String] {
        guard let folder = try existingFolder(path) else { return [] }
        return try folder.entries().map(\.name)
    }

    /// Opens a folder; nil where there is none.
    private func existingFolder(_ path: String) throws(FileError) -> Folder? {
        do {
            return try Folder(path, in: workspace)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }
}

/// The form of a month's folder, `2026-11`.
enum MonthName {
    static func isValid(_ name: String) -> Bool {
        let parts = name.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.map(\.count) == [4, 2]
            && parts.joined().allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}

extension CallID {
    /// The id of the call that a file is named after; nil for any other file.
    static func ofFile(named fileName: String) -> String? {
        guard fileName.hasSuffix(".json") else { return nil }
        let id = String(fileName.dropLast(5))
        return isValid(id) ? id : nil
    }
}

extension SHA256 {
    static func hexadecimal(of bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in hash(data: bytes) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
