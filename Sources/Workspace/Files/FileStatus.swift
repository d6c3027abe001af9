import Glibc

/// What the system knows of a file without reading it.
package struct FileStatus: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case file, folder, link, other
    }

    package var kind: Kind
    package var bytes: Int64
    package var device: UInt64
    package var inode: UInt64
    package var owner: UInt32
    /// The permission bits.
    package var permissions: UInt32
    package var links: UInt64
    /// When the content was changed, in nanoseconds since 1970.
    package var modified: Int64
    /// When anything about the file was changed, which nobody can set back.
    package var changed: Int64

    init(_ status: stat) {
        kind =
            switch status.st_mode & S_IFMT {
            case S_IFREG: .file
            case S_IFDIR: .folder
            case S_IFLNK: .link
            default: .other
            }
        bytes = Int64(status.st_size)
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        owner = status.st_uid
        permissions = status.st_mode & 0o7777
        links = UInt64(status.st_nlink)
        modified = FileClock.nanoseconds(of: status.st_mtim)
        changed = FileClock.nanoseconds(of: status.st_ctim)
    }

    /// The status of what a path leads to; nil where it leads nowhere.
    package static func of(_ path: String, followingLinks: Bool = true) throws(FileError) -> FileStatus? {
        try of(path, in: AT_FDCWD, path: path, followingLinks: followingLinks)
    }

    static func of(
        _ name: String, in folder: Int32, path: String, followingLinks: Bool = false
    ) throws(FileError) -> FileStatus? {
        var status = stat()
        if fstatat(folder, name, &status, followingLinks ? 0 : AT_SYMLINK_NOFOLLOW) == 0 {
            return FileStatus(status)
        }
        let error = FileError(.inspect, path)
        if error.isMissing { return nil }
        throw error
    }

    func isSameFile(as other: FileStatus) -> Bool { device == other.device && inode == other.inode }
}

/// The clock that the kernel stamps files with: it tells whether a stamp may still be given twice, and is never
/// recorded.
enum FileClock {
    static var nanoseconds: Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return nanoseconds(of: time)
    }

    /// In nanoseconds since 1970; what is earlier than that, or later than 2255, counts as that.
    static func nanoseconds(of time: timespec) -> Int64 {
        min(max(Int64(time.tv_sec), 0), 9_000_000_000) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// Whether a change right after this moment might carry the same stamp.
    ///
    /// Kernels stamp in ticks of up to 10 ms. A stamp of whole seconds suggests a file system that knows no
    /// finer, of which the coarsest counts in twos.
    static func mightRepeat(_ stamp: Int64, at now: Int64) -> Bool {
        let grain: Int64 = stamp % 1_000_000_000 == 0 ? 2_100_000_000 : 50_000_000
        return now - stamp < grain
    }
}
