import CFileRecorder
package import Foundation

/// One thing done to files, with descriptors as the process had them.
package enum FileCall: Hashable, Sendable {
    case open(Int32, folder: Int32, name: String, flags: Int32, mode: UInt32)
    case close(Int32)
    case write(Int32, offset: Int, Data)
    case truncate(Int32, length: Int)
    case sync(Int32)
    case rename(folder: Int32, name: String, newFolder: Int32, newName: String)
    case link(folder: Int32, name: String, newFolder: Int32, newName: String)
    case unlink(folder: Int32, name: String)
    case makeFolder(folder: Int32, name: String, mode: UInt32)
    /// Not a call: from here on somebody was told that something is safe.
    case promise(Int)

    init(_ call: file_call) {
        func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
        let (name, newName) = (text(call.name), text(call.new_name))
        self =
            switch call.kind {
            case FILE_CALL_OPEN:
                .open(
                    call.descriptor, folder: call.folder, name: name, flags: call.flags, mode: call.mode)
            case FILE_CALL_CLOSE: .close(call.descriptor)
            case FILE_CALL_WRITE:
                .write(
                    call.descriptor, offset: Int(call.offset),
                    call.bytes.map { Data(bytes: $0, count: call.count) } ?? Data())
            case FILE_CALL_TRUNCATE: .truncate(call.descriptor, length: call.count)
            case FILE_CALL_SYNC: .sync(call.descriptor)
            case FILE_CALL_RENAME:
                .rename(
                    folder: call.folder, name: name, newFolder: call.new_folder, newName: newName)
            case FILE_CALL_LINK:
                .link(folder: call.folder, name: name, newFolder: call.new_folder, newName: newName)
            case FILE_CALL_UNLINK: .unlink(folder: call.folder, name: name)
            default: .makeFolder(folder: call.folder, name: name, mode: call.mode)
            }
    }
}

/// Takes down what the calling thread does to files.
package final class FileRecording {
    package private(set) var calls: [FileCall] = []
    /// Asked before each call; an error number other than 0 makes it fail.
    package var fault: (FileCall) -> Int32 = { _ in 0 }

    package init() {}

    /// Runs some work under observation, in this thread alone.
    package func watch<Value>(_ work: () throws -> Value) rethrows -> Value {
        file_recorder_start(
            Unmanaged.passUnretained(self).toOpaque(),
            { context, call in
                guard let recording = FileRecording.of(context), let call else { return 0 }
                return recording.fault(FileCall(call.pointee))
            },
            { context, call in
                guard let recording = FileRecording.of(context), let call else { return }
                recording.calls.append(FileCall(call.pointee))
            })
        defer { file_recorder_stop() }
        return try work()
    }

    /// Notes that whatever was promised up to now holds from here on.
    package func promise(_ number: Int) { calls.append(.promise(number)) }

    private static func of(_ context: UnsafeMutableRawPointer?) -> FileRecording? {
        context.map { Unmanaged<FileRecording>.fromOpaque($0).takeUnretainedValue() }
    }
}
