import Glibc

/// A file that is being written under a temporary name, and either takes its place whole or leaves no trace.
///
/// It is locked from its first moment until it has its place, which tells it from what a dead process left.
package final class FileDraft {
    private let folder: Folder
    private let name: String
    private let descriptor: Descriptor
    private var buffer: [UInt8] = []
    private var isPending = true
    /// How many bytes have been appended.
    package private(set) var bytes: Int64 = 0

    private static let chunk = 1 << 18

    /// Begins a file in a folder.
    package init(in folder: Folder) throws(FileError) {
        self.folder = folder
        while true {
            let name = folder.nextTemporaryName()
            do {
                let file = try Descriptor(
                    opening: name, in: folder.descriptor.number,
                    flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600,
                    path: folder.path(of: name), as: .create)
                guard FileDraft.isHeld(file) else {
                    _ = unlinkat(folder.descriptor.number, name, 0)
                    continue
                }
                descriptor = file
                self.name = name
                break
            } catch {
                // The leftover of a dead process that had the same number.
                guard error.isTaken else { throw error }
            }
        }
    }

    /// Locks a new file; false where somebody who clears leftovers was faster, and the file is gone or going.
    ///
    /// On a file system that has no locks nobody gets one, and nobody clears anything.
    private static func isHeld(_ file: Descriptor) -> Bool {
        guard (try? file.lock(LOCK_EX)) != false else { return false }
        return (try? file.status())?.links != 0
    }

    deinit { abort() }

    /// Adds bytes at the end; they are written in large pieces.
    package func append(_ more: UnsafeRawBufferPointer) throws(FileError) {
        if buffer.count + more.count > FileDraft.chunk { try flush() }
        if more.count > FileDraft.chunk {
            try appendUnbuffered(more)
        } else {
            buffer.append(contentsOf: more)
            bytes += Int64(more.count)
        }
    }

    /// Adds bytes at the end; they are written in large pieces.
    package func append(_ more: [UInt8]) throws(FileError) {
        try more.withBytes { bytes throws(FileError) in try append(bytes) }
    }

    func appendUnbuffered(_ more: UnsafeRawBufferPointer) throws(FileError) {
        try descriptor.write(more)
        bytes += Int64(more.count)
    }

    private func flush() throws(FileError) {
        try descriptor.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }

    /// Brings the file to disk and into its place, durably.
    ///
    /// After an error of any other operation than `syncFolder` nothing has changed and the draft is gone; after
    /// that one the file is in its place.
    ///
    /// With `replacing` it may take the place of another file; without, one that is there is the error `isTaken`.
    package func commit(as final: String, replacing: Bool) throws(FileError) {
        defer { abort() }
        try flush()
        // What closing could report, this has reported; the file stays open, and locked, until it has its place.
        try descriptor.sync()
        if replacing {
            try rename(to: final)
        } else {
            try placeAsNew(final)
        }
        try folder.sync()
    }

    /// A second name for the file, which unlike renaming never replaces; then the first one goes.
    ///
    /// Where the file system knows no second names, an empty file reserves the place.
    private func placeAsNew(_ final: String) throws(FileError) {
        let number = folder.descriptor.number
        if uninterrupted({ linkat(number, name, number, final, 0) }) == 0 { return }
        let error = FileError(.rename, folder.path(of: final))
        guard error.code == EPERM || error.code == EOPNOTSUPP || error.code == ENOSYS else { throw error }
        try Descriptor(
            opening: final, in: number, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600,
            path: folder.path(of: final), as: .create
        ).close()
        do {
            try rename(to: final)
        } catch {
            _ = unlinkat(number, final, 0)
            throw error
        }
    }

    private func rename(to final: String) throws(FileError) {
        let number = folder.descriptor.number
        guard uninterrupted({ renameat(number, name, number, final) }) == 0 else {
            throw FileError(.rename, folder.path(of: final))
        }
        isPending = false
    }

    /// Gives the file up; nothing of it remains.
    package func abort() {
        guard isPending else { return }
        isPending = false
        // Whatever kept it from going may have passed; if not, it is cleared away as a leftover later.
        if unlinkat(folder.descriptor.number, name, 0) != 0 {
            _ = unlinkat(folder.descriptor.number, name, 0)
        }
    }
}
