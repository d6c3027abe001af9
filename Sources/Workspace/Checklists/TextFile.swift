internal import Glibc

/// Reads a small file that people write.
enum TextFile {
    /// Returns the bytes, or nil where there is no such file.
    ///
    /// A link is not followed, a pipe or device is not waited on, and of a file that is too large only so
    /// much is read as shows that it is.
    static func bytes(atPath path: String) throws(ChecklistError) -> [UInt8]? {
        var file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        while file < 0, errno == EINTR { file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
        guard file >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: return nil
            case ELOOP, ENXIO: throw .notAFile(path: path)
            default: throw .unreadable(path: path, code: errno)
            }
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .unreadable(path: path, code: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
        guard status.st_size <= SourceText.largestSize else {
            throw Findings(path: path).failure(
                .init(line: 1, column: 1), .tooLarge, "the file is larger than 256 KiB")
        }

        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        while bytes.count <= SourceText.largestSize {
            let count = read(file, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(path: path, code: errno)
            }
            if count == 0 { break }
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// The names in a folder, sorted; none where there is no such folder.
    static func names(inFolder path: String) throws(ChecklistError) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw .unreadable(path: path, code: errno)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
            }
            if let name { names.append(name) }
        }
        return names.sorted()
    }

    /// The system's own words for an errno.
    static func explanation(of code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
