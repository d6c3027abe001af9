#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Something that an import reads, more than once: to see what it is, and to take it in.
package struct ImportSource: Sendable {
    /// Begins to read from the start; what it returns is used by one reader and then let go.
    let open: @Sendable () throws -> CSVReader.Source

    /// A source of one's own; each call of `open` gives the same bytes again.
    package init(open: @escaping @Sendable () throws -> CSVReader.Source) {
        self.open = open
    }

    /// Bytes in memory.
    package static func bytes(_ bytes: [UInt8]) -> ImportSource {
        ImportSource {
            var rest = bytes[...]
            return { buffer in
                let piece = rest.prefix(buffer.count)
                buffer.copyBytes(from: piece)
                rest = rest.dropFirst(piece.count)
                return piece.count
            }
        }
    }

    /// A regular file, opened anew for each reading; errors are `ImportError`.
    package static func file(_ path: String) -> ImportSource {
        ImportSource {
            let file = try InputFile(path: path)
            return { buffer in try file.read(into: buffer) }
        }
    }
}

/// An open file that closes itself.
private final class InputFile {
    private let path: String
    private let descriptor: Int32

    init(path: String) throws(ImportError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw .unreadable(path: path, errno: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(path: path, errno: errno) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile(path: path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ImportError) -> Int {
        while true {
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 { return count }
            guard errno == EINTR else { throw .unreadable(path: path, errno: errno) }
        }
    }
}
