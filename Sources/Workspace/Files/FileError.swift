import Glibc

/// What could not be done to a file or folder, and why.
package struct FileError: Error, Hashable, Sendable {
    package enum Operation: String, Hashable, Sendable {
        case open, create, read, write, sync, close, rename, remove, list, inspect, lock
        case makeFolder
        /// The file is in its place, and a loss of power may still undo that.
        case syncFolder
    }

    package enum Problem: Hashable, Sendable {
        /// The system's error number.
        case system(Int32)
        /// Longer than the caller allows; nothing was read.
        case tooLarge(bytes: Int64, limit: Int64)
        /// A folder, a pipe or a device stands where a file is expected.
        case notAFile
        /// Something else stands where a folder is expected.
        case notAFolder
        /// A symbolic link stands where a folder of the workspace is expected.
        case link
        /// The file or folder belongs to somebody else.
        case foreign(owner: UInt32)
        /// The name would lead out of the folder, or is none of the form that names have there.
        case badName
        /// The file ended before what was looked for.
        case cutShort
    }

    package var operation: Operation
    package var path: String
    package var problem: Problem

    package init(_ operation: Operation, _ path: String, _ problem: Problem) {
        self.operation = operation
        self.path = path
        self.problem = problem
    }

    /// The failure that the latest system call left behind; to be made before any other call.
    init(_ operation: Operation, _ path: String) {
        self.init(operation, path, .system(errno))
    }

    /// The system's error number; nil for what Baton itself refuses.
    package var code: Int32? {
        if case .system(let code) = problem { code } else { nil }
    }

    /// Nothing is there.
    package var isMissing: Bool { code == ENOENT || code == ENOTDIR }

    /// A file stands where a new one was to be.
    package var isTaken: Bool { code == EEXIST }

    /// The place cannot be written to, and trying again will not help.
    package var isForbidden: Bool { code == EACCES || code == EPERM || code == EROFS }
}
