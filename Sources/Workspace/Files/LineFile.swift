import Glibc

/// A text file that is read line by line, in one pass, with bounded memory.
final class LineFile {
    /// One line without its line feed, valid until the next one is read.
    struct Line {
        var number: Int
        /// Where it begins, in bytes from the beginning of the file.
        var offset: Int64
        /// Nil for a line that is longer than the limit.
        var bytes: UnsafeRawBufferPointer?
        var count: Int
    }

    private let descriptor: Descriptor
    private let limit: Int
    private var buffer: UnsafeMutableRawBufferPointer
    private var filled = 0
    private var next = 0
    /// Where the buffer begins in the file.
    private var base: Int64 = 0
    private var isAtEnd = false
    private var number = 0

    let status: FileStatus

    /// Opens a file, of which lines with more bytes than `limit` are passed over.
    init(_ name: String, in folder: Folder, limit: Int) throws(FileError) {
        descriptor = try folder.open(name)
        status = try descriptor.status()
        self.limit = limit
        buffer = .allocate(byteCount: 1 << 20, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// The next line that is not empty; nil at the end of the file.
    func nextLine() throws(FileError) -> Line? {
        while let line = try anyLine() {
            if line.count > 0 { return line }
        }
        return nil
    }

    private func anyLine() throws(FileError) -> Line? {
        number += 1
        let start = base + Int64(next)
        var searched = next
        while true {
            if let feed = lineFeed(from: searched) {
                let line = line(at: start, upTo: feed)
                next = feed + 1
                return line
            }
            searched = filled
            if isAtEnd {
                guard filled > next else { return nil }
                let line = line(at: start, upTo: filled)
                next = filled
                return line
            }
            if filled - next > limit { return try passOver(from: start) }
            searched -= next
            try refill()
        }
    }

    private func line(at start: Int64, upTo end: Int) -> Line {
        let count = end - next
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[next..<end])
        return Line(number: number, offset: start, bytes: count > limit ? nil : bytes, count: count)
    }

    private func lineFeed(from index: Int) -> Int? {
        guard index < filled, let base = buffer.baseAddress,
            let found = memchr(base + index, 0x0A, filled - index)
        else { return nil }
        return UnsafeMutableRawPointer(found) - base
    }

    /// Moves what is left to the front and reads on.
    private func refill() throws(FileError) {
        let left = filled - next
        if next > 0, let start = buffer.baseAddress {
            memmove(start, start + next, left)
            base += Int64(next)
            next = 0
            filled = left
        }
        if filled == buffer.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(buffer))
            buffer.deallocate()
            buffer = larger
        }
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        let count = try descriptor.read(into: room, at: base + Int64(filled))
        filled += count
        isAtEnd = count < room.count
    }

    private func passOver(from start: Int64) throws(FileError) -> Line {
        while true {
            base += Int64(filled)
            filled = 0
            next = 0
            if isAtEnd { break }
            try refill()
            if let feed = lineFeed(from: 0) {
                next = feed + 1
                break
            }
        }
        return Line(number: number, offset: start, bytes: nil, count: Int(base + Int64(next) - start))
    }
}
