import Glibc

/// An open file or folder, closed when the last reference to it goes.
///
/// Every call here that a signal may cut short is begun again.
final class Descriptor {
    let path: String
    private(set) var number: Int32

    init(
        opening name: String, in folder: Int32 = AT_FDCWD, flags: Int32, mode: mode_t = 0, path: String,
        as operation: FileError.Operation = .open
    ) throws(FileError) {
        self.path = path
        number = uninterrupted { openat(folder, name, flags | O_CLOEXEC, mode) }
        if number < 0 { throw FileError(operation, path) }
    }

    deinit {
        if number >= 0 { _ = Glibc.close(number) }
    }

    /// Closes and reports what closing reports, which on some file systems is a write that failed.
    ///
    /// After a signal the descriptor is closed all the same, and must not be closed again.
    func close() throws(FileError) {
        let closing = number
        number = -1
        if Glibc.close(closing) != 0, errno != EINTR { throw FileError(.close, path) }
    }

    func status() throws(FileError) -> FileStatus {
        var status = stat()
        guard fstat(number, &status) == 0 else { throw FileError(.inspect, path) }
        return FileStatus(status)
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        guard let base = bytes.baseAddress else { return }
        var done = 0
        while done < bytes.count {
            let count = Glibc.write(number, base + done, bytes.count - done)
            if count > 0 {
                done += count
            } else if count < 0, errno != EINTR {
                throw FileError(.write, path)
            }
        }
    }

    func write(_ bytes: [UInt8]) throws(FileError) {
        try bytes.withBytes { buffer throws(FileError) in try write(buffer) }
    }

    /// Asks once, unless a signal cut the question short: after a failure the kernel may have dropped what was to be
    /// written, and a second try would report success for a file that is not on disk.
    func sync(as operation: FileError.Operation = .sync) throws(FileError) {
        guard uninterrupted({ fsync(number) }) == 0 else { throw FileError(operation, path) }
    }

    /// Reads at an offset until the buffer is full or the file ends.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(FileError) -> Int {
        guard let base = buffer.baseAddress else { return 0 }
        var done = 0
        while done < buffer.count {
            let count = pread(number, base + done, buffer.count - done, off_t(offset) + off_t(done))
            if count > 0 {
                done += count
            } else if count == 0 {
                break
            } else if errno != EINTR {
                throw FileError(.read, path)
            }
        }
        return done
    }

    /// Reads a stretch of the file, or what there is of it.
    func read(count: Int, at offset: Int64) throws(FileError) -> [UInt8] {
        var failure: FileError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            do throws(FileError) {
                filled = try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Takes the lock on the open file; false where somebody else has it.
    ///
    /// The lock belongs to this open file, not to the process: a second `Descriptor` on the same file has to wait,
    /// and a program started from this one does not inherit it.
    func lock(_ kind: Int32) throws(FileError) -> Bool {
        while flock(number, kind | LOCK_NB) != 0 {
            if errno == EWOULDBLOCK { return false }
            if errno != EINTR { throw FileError(.lock, path) }
        }
        return true
    }
}

/// Makes a call, and makes it again where a signal cut it short.
func uninterrupted(_ call: () -> Int32) -> Int32 {
    while true {
        let result = call()
        if result >= 0 || errno != EINTR { return result }
    }
}

extension [UInt8] {
    /// Lends the bytes to a closure, whose typed error comes out as it is.
    func withBytes<Value, Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
    ) throws(Failure) -> Value {
        try withUnsafeBytes { buffer in Result { () throws(Failure) in try body(buffer) } }.get()
    }
}
