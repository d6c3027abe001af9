import Glibc

/// How all files of a folder are, in a few bytes: whatever is done to one of them changes it.
///
/// It is a sum over the files, each with its name, inode, length and the time of its last change, so that it does not
/// depend on the order in which they are listed.
struct FolderLook: Hashable, Sendable {
    private var count: UInt64 = 0
    private var sum: UInt64 = 0
    private var otherSum: UInt64 = 0

    /// The form in which it is kept.
    var text: String { "\(count) \(sum) \(otherSum)" }

    fileprivate mutating func add(_ name: UnsafePointer<CChar>, inode: UInt64, _ status: stat) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        var at = name
        while at.pointee != 0 {
            hash = (hash ^ UInt64(UInt8(bitPattern: at.pointee))) &* 0x100_0000_01B3
            at += 1
        }
        for word in [
            inode, UInt64(bitPattern: Int64(status.st_size)),
            UInt64(bitPattern: Int64(status.st_ctim.tv_sec)),
            UInt64(bitPattern: Int64(status.st_ctim.tv_nsec)), UInt64(status.st_mode),
        ] {
            hash = FolderLook.mixed(hash ^ word)
        }
        count += 1
        sum &+= hash
        otherSum &+= FolderLook.mixed(hash)
    }

    /// Each bit of the number weighs on all bits of the result (the last steps of SplitMix64).
    @inline(__always)
    private static func mixed(_ number: UInt64) -> UInt64 {
        var mixed = number &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Folder {
    /// Looks at every file in the folder, without opening any.
    ///
    /// Nil where a file was changed so lately, or went meanwhile, that it might change again unseen.
    func look() throws(FileError) -> FolderLook? {
        let now = FileClock.nanoseconds
        var look: FolderLook? = FolderLook()
        try forEachName { name, inode throws(FileError) in
            var status = stat()
            guard fstatat(descriptor.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0,
                !FileClock.mightRepeat(FileClock.nanoseconds(of: status.st_ctim), at: now)
            else {
                look = nil
                return
            }
            look?.add(name, inode: inode, status)
        }
        return look
    }
}
