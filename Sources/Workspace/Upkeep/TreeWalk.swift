import Glibc

/// Goes through a folder and all that is in it, without following links.
enum TreeWalk {
    /// A file or folder on the way.
    struct Item {
        /// The folder that it is in, held open.
        var folder: Descriptor
        var name: String
        var path: String
        /// Nil where not even that can be had, or the name is no UTF-8.
        var status: FileStatus?
    }

    enum Step {
        /// Goes into the item, if it is a folder.
        case enter
        case skip
    }

    private static let deepest = 64

    /// Hands over everything below a folder, each folder before what is in it.
    ///
    /// The names of a folder come sorted. With `followingLinks` the path itself may lead through one. `failure` gets folders that cannot be listed.
    static func walk(
        _ path: String, followingLinks isFollowing: Bool = true, failure: (FileError) -> Void,
        each: (Item) -> Step
    ) {
        do throws(FileError) {
            let root = try Descriptor(
                opening: path, flags: O_RDONLY | O_DIRECTORY | (isFollowing ? 0 : O_NOFOLLOW), path: path,
                as: .list)
            try walk(root, depth: 0, failure: failure, each: each)
        } catch {
            if !error.isMissing { failure(error) }
        }
    }

    private static func walk(
        _ folder: Descriptor, depth: Int, failure: (FileError) -> Void, each: (Item) -> Step
    ) throws(FileError) {
        for raw in try names(in: folder) {
            let name = String(decoding: raw, as: UTF8.self)
            let path = "\(folder.path)/\(name)"
            let status =
                String(validating: raw, as: UTF8.self) != nil
                ? (try? FileStatus.of(name, in: folder.number, path: path)) ?? nil : nil
            let item = Item(folder: folder, name: name, path: path, status: status)
            guard each(item) == .enter, status?.kind == .folder else { continue }
            do throws(FileError) {
                guard depth < deepest else { throw FileError(.list, path, .badName) }
                let next = try Descriptor(
                    opening: name, in: folder.number, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW, path: path,
                    as: .list)
                try walk(next, depth: depth + 1, failure: failure, each: each)
            } catch {
                failure(error)
            }
        }
    }

    /// The names in a folder as the system has them, those that are not UTF-8 included.
    private static func names(in folder: Descriptor) throws(FileError) -> [[UInt8]] {
        let number = dup(folder.number)
        guard number >= 0 else { throw FileError(.list, folder.path) }
        guard let stream = fdopendir(number) else {
            let error = FileError(.list, folder.path)
            _ = Glibc.close(number)
            throw error
        }
        defer { closedir(stream) }
        rewinddir(stream)
        var names: [[UInt8]] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw FileError(.list, folder.path) }
                break
            }
            guard let pointer = entry.pointer(to: \.d_name) else { continue }
            let start = UnsafeRawPointer(pointer).assumingMemoryBound(to: CChar.self)
            let name = Array(UnsafeRawBufferPointer(start: start, count: strlen(start)))
            if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }
}
