import Glibc

/// A folder that is held open, so that what is saved in it again and again is saved fast.
///
/// A file that is saved is durable when the call returns: it is written under another name, brought to disk,
/// renamed, and the folder brought to disk. An attempt that fails leaves nothing behind, neither of itself nor in
/// the place of the file that stood there. Folders are 0700, files 0600.
package final class Folder {
    package let path: String
    let descriptor: Descriptor
    /// The workspace that the folder is in; nil for one that is no workspace's.
    let workspace: Workspace?
    private var attempts = 0

    /// Opens a folder that exists; links on the way to it are followed.
    package init(_ path: String) throws(FileError) {
        self.path = path
        workspace = nil
        descriptor = try Descriptor(opening: path, flags: O_RDONLY | O_DIRECTORY, path: path)
    }

    /// Opens a folder of a workspace that exists, below which no link is followed.
    package init(_ path: String, in workspace: Workspace) throws(FileError) {
        self.path = path
        self.workspace = workspace
        descriptor = try workspace.descend(to: path, making: false)
    }

    /// Opens a folder of a workspace, made where it does not exist, with all that leads to it; no link is followed.
    ///
    /// Everything on the way is brought to disk: what is there may have been made by somebody who died, or whose disk
    /// failed, before it was durable.
    package init(making path: String, in workspace: Workspace) throws(FileError) {
        self.path = path
        self.workspace = workspace
        descriptor = try workspace.descend(to: path, making: true)
    }

    /// Opens a folder, made with its parents where it does not exist, each of them durable.
    ///
    /// One that is there may have been made by somebody who died, or whose disk failed, before it was durable; so may
    /// the parent of one that is made.
    package convenience init(making path: String) throws(FileError) {
        do {
            try self.init(path)
            try settle()
        } catch {
            guard error.code == ENOENT else { throw error }
            try Folder.make(path)
            try self.init(path)
        }
    }

    private static func make(_ path: String) throws(FileError) {
        let parent = path.parentPath
        func attempt() -> FileError? {
            uninterrupted({ mkdir(path, 0o700) }) == 0 || errno == EEXIST
                ? nil : FileError(.makeFolder, path)
        }
        if let error = attempt() {
            guard error.code == ENOENT, parent != path else { throw error }
            try make(parent)
            if let error = attempt() { throw error }
        }
        let holder = try Folder(parent)
        try holder.sync()
        try holder.settle()
    }

    /// Brings the folder's own name to disk, unless its parent cannot be opened, and so is none of ours.
    func settle() throws(FileError) {
        let parent =
            if let workspace { try? Folder(path.parentPath, in: workspace) } else {
                try? Folder(path.parentPath)
            }
        if let parent { try parent.sync() }
    }

    /// Brings the names in the folder to disk.
    package func sync() throws(FileError) { try descriptor.sync(as: .syncFolder) }

    /// Whether the path still leads to this folder: it may have been removed or replaced since it was opened.
    package func isInPlace() throws(FileError) -> Bool {
        let there: Folder
        do {
            there = if let workspace { try Folder(path, in: workspace) } else { try Folder(path) }
        } catch {
            if error.isMissing { return false }
            throw error
        }
        return try there.status().isSameFile(as: status())
    }

    package func status() throws(FileError) -> FileStatus { try descriptor.status() }

    /// The status of a file in the folder, links not followed; nil where there is none.
    package func status(of name: String) throws(FileError) -> FileStatus? {
        try FileStatus.of(name, in: descriptor.number, path: path(of: name))
    }

    package func path(of name: String) -> String { "\(path)/\(name)" }

    /// A name for a file that is being written.
    func nextTemporaryName() -> String {
        attempts += 1
        return "\(Folder.temporaryPrefix)\(getpid())-\(attempts)"
    }
}

extension Folder {
    /// What the names of files that are still being written begin with.
    static let temporaryPrefix = ".baton-tmp-"

    /// Saves a file, in the place of the one that has the name.
    ///
    /// After a failure it tries once more, with a new file.
    package func replace(_ name: String, with bytes: [UInt8]) throws(FileError) {
        do {
            try place(name, bytes, replacing: true)
        } catch {
            guard error.isWorthAnotherFile else { throw error }
            try place(name, bytes, replacing: true)
        }
    }

    /// Saves a file under a name that nobody has; what is there stays, and the error `isTaken`.
    ///
    /// After an error of `syncFolder` the file is there, whole.
    package func create(_ name: String, with bytes: [UInt8]) throws(FileError) {
        do {
            try place(name, bytes, replacing: false)
        } catch {
            guard error.isWorthAnotherFile else { throw error }
            try place(name, bytes, replacing: error.operation == .syncFolder)
        }
    }

    private func place(_ name: String, _ bytes: [UInt8], replacing: Bool) throws(FileError) {
        let file = try FileDraft(in: self)
        try bytes.withBytes { buffer throws(FileError) in try file.appendUnbuffered(buffer) }
        try file.commit(as: name, replacing: replacing)
    }

    /// Removes a file for good; false where there is none.
    @discardableResult
    package func remove(_ name: String) throws(FileError) -> Bool {
        guard uninterrupted({ unlinkat(descriptor.number, name, 0) }) == 0 else {
            let error = FileError(.remove, path(of: name))
            if error.isMissing { return false }
            throw error
        }
        try sync()
        return true
    }

    /// Reads a whole file, if it is no longer than a limit; a link is refused.
    package func read(_ name: String, limit: Int) throws(FileError) -> [UInt8] {
        try readWithStatus(name, limit: limit).bytes
    }

    /// The same, with the status that the file had before it was read.
    func readWithStatus(
        _ name: String, limit: Int
    ) throws(FileError) -> (bytes: [UInt8], status: FileStatus) {
        let (file, status) = try openWithStatus(name)
        guard status.bytes <= Int64(limit) else {
            throw FileError(.read, file.path, .tooLarge(bytes: status.bytes, limit: Int64(limit)))
        }
        // One byte more than there should be shows a file that has grown meanwhile.
        let bytes = try file.read(count: Int(status.bytes) + 1, at: 0)
        guard bytes.count <= Int(status.bytes) else {
            throw FileError(.read, file.path, .tooLarge(bytes: Int64(bytes.count), limit: status.bytes))
        }
        return (bytes, status)
    }

    /// Reads a stretch of a file; an error where the file is shorter.
    package func read(_ name: String, offset: Int64, count: Int) throws(FileError) -> [UInt8] {
        let file = try open(name)
        let bytes = try file.read(count: count, at: offset)
        guard bytes.count == count else { throw FileError(.read, file.path, .cutShort) }
        return bytes
    }

    /// Opens a regular file to read; a pipe in its place does not make it wait.
    func open(_ name: String) throws(FileError) -> Descriptor { try openWithStatus(name).file }

    private func openWithStatus(_ name: String) throws(FileError) -> (file: Descriptor, status: FileStatus) {
        let file = try Descriptor(
            opening: name, in: descriptor.number, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK,
            path: path(of: name))
        let status = try file.status()
        guard status.kind == .file else { throw FileError(.read, file.path, .notAFile) }
        if let workspace { try workspace.check(status, of: file.path) }
        return (file, status)
    }
}

extension FileError {
    /// Whether the same bytes in a new file might fare better.
    fileprivate var isWorthAnotherFile: Bool { !isTaken && !isMissing && !isForbidden }
}

extension String {
    /// The path of the folder that something is in.
    var parentPath: String {
        guard let slash = lastIndex(of: "/") else { return "." }
        return slash == startIndex ? "/" : String(self[..<slash])
    }
}
