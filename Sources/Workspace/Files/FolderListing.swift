import Glibc

/// A name in a folder, as listing the folder gives it.
package struct FolderEntry: Hashable, Sendable {
    package var name: String
    /// As the listing has it; on layered file systems not always the one of the file's status.
    package var inode: UInt64

    package init(name: String, inode: UInt64) {
        self.name = name
        self.inode = inode
    }

    /// A file that was still being written when it was listed.
    package var isTemporary: Bool { name.hasPrefix(Folder.temporaryPrefix) }
}

extension Folder {
    /// Everything in the folder, in no order; names that are not UTF-8 are none of ours and left out.
    package func entries() throws(FileError) -> [FolderEntry] {
        var entries: [FolderEntry] = []
        try forEachName { pointer, inode throws(FileError) in
            guard let name = String(validatingCString: pointer) else { return }
            entries.append(FolderEntry(name: name, inode: inode))
        }
        return entries
    }

    /// Goes through all names in the folder and their inodes.
    func forEachName(
        _ body: (UnsafePointer<CChar>, UInt64) throws(FileError) -> Void
    ) throws(FileError) {
        let listing = try Descriptor(
            opening: ".", in: descriptor.number, flags: O_RDONLY | O_DIRECTORY, path: path, as: .list)
        let number = dup(listing.number)
        guard number >= 0 else { throw FileError(.list, path) }
        guard let stream = fdopendir(number) else {
            let error = FileError(.list, path)
            _ = Glibc.close(number)
            throw error
        }
        defer { closedir(stream) }
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw FileError(.list, path) }
                return
            }
            guard let place = entry.pointer(to: \.d_name) else { continue }
            let name = UnsafeRawPointer(place).assumingMemoryBound(to: CChar.self)
            if strcmp(name, ".") == 0 || strcmp(name, "..") == 0 { continue }
            try body(name, UInt64(entry.pointee.d_ino))
        }
    }

    /// Removes what processes left that died while they wrote, and says how many files that were.
    ///
    /// A file that is locked is being written. Whoever is about to lock one that is cleared makes another.
    ///
    /// Looks through `entries`, a listing of the folder, or lists it.
    @discardableResult
    package func removeLeftovers(among entries: [FolderEntry]? = nil) throws(FileError) -> Int {
        let all = if let entries { entries } else { try self.entries() }
        var removed = 0
        for entry in all where entry.isTemporary {
            guard let file = try? open(entry.name), (try? file.lock(LOCK_EX)) == true,
                let there = try? status(of: entry.name), (try? there.isSameFile(as: file.status())) == true
            else { continue }
            if unlinkat(descriptor.number, entry.name, 0) == 0 { removed += 1 }
        }
        return removed
    }
}
