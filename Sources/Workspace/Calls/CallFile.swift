package import Qualification

/// The file of one call, saved after every entry.
///
/// The folder is held open between saves. The first save never replaces a file; a later one does, and writes the
/// record anew where file or folder have gone meanwhile.
package final class CallFile {
    package let id: String
    package let path: String
    private let folderPath: String
    private let workspace: Workspace
    private let name: String
    private var folder: Folder?
    /// Whether a file of that name is ours.
    private var isPlaced: Bool

    /// A call that is resumed is not new: its file exists.
    init(id: String, folderPath: String, in workspace: Workspace, isNew: Bool) {
        self.workspace = workspace
        self.id = id
        self.folderPath = folderPath
        name = "\(id).json"
        path = "\(folderPath)/\(name)"
        isPlaced = !isNew
    }

    /// Makes the record durable; when it returns, it survives whatever the disk survives.
    ///
    /// After an error the file is as it was before, or, for `syncFolder`, the new one, which a loss of power may undo.
    /// Saving again is always right.
    package func save(_ record: CallRecord) throws(FileError) {
        guard record.id == id else { throw FileError(.create, path, .badName) }
        let bytes = record.encoded
        // What could not be read back must not be written.
        guard bytes.count <= CallRecord.limit else {
            throw FileError(
                .write, path, .tooLarge(bytes: Int64(bytes.count), limit: Int64(CallRecord.limit)))
        }
        try save(bytes)
    }

    private func save(_ bytes: [UInt8]) throws(FileError) {
        let folder = try openFolder()
        do {
            if isPlaced {
                try folder.replace(name, with: bytes)
            } else {
                try folder.create(name, with: bytes)
                isPlaced = true
            }
        } catch {
            if error.operation == .syncFolder { isPlaced = true }
            // Another descriptor may see what this one does not: one whose folder went, say.
            self.folder = nil
            throw error
        }
    }

    private func openFolder() throws(FileError) -> Folder {
        if let folder, try folder.isInPlace() { return folder }
        let opened = try Folder(making: folderPath, in: workspace)
        folder = opened
        return opened
    }
}
