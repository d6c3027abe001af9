import Glibc
import Qualification

/// A call that this process has open; it holds the lead until it is left or released, or the process ends.
package final class OpenCall {
    /// What an earlier call with the lead left here, which was paused or whose process died.
    package let leftBehind: OpenCallInfo?
    private let folder: Folder
    private let name: String
    private var file: Descriptor?

    init(file: Descriptor, name: String, folder: Folder, leftBehind: OpenCallInfo?) {
        self.file = file
        self.name = name
        self.folder = folder
        self.leftBehind = leftBehind
    }

    /// Says who has the call open; without it the file says nothing to others.
    package func note(_ info: OpenCallInfo) throws(FileError) {
        guard let file else { return }
        let bytes = OpenCall.json(info).encoded(.compact)
        guard uninterrupted({ ftruncate(file.number, 0) }) == 0, lseek(file.number, 0, SEEK_SET) == 0 else {
            throw FileError(.write, file.path)
        }
        try file.write(bytes)
    }

    /// Sees to it that what was noted survives a loss of power.
    ///
    /// A verdict whose feedback is still to be written is found by this file alone.
    package func bringToDisk() throws(FileError) {
        guard let file else { return }
        try file.sync()
        try folder.sync()
        try folder.settle()
    }

    /// Ends the call for good, once record and feedback are both safe: nothing is left to resume.
    package func release() throws(FileError) {
        guard file != nil else { return }
        // Still locked: whoever waits for the lock finds another file, or none, at the path, and begins anew.
        guard uninterrupted({ unlinkat(folder.descriptor.number, name, 0) }) == 0 || errno == ENOENT else {
            throw FileError(.remove, folder.path(of: name))
        }
        file = nil
    }

    /// Leaves the call unfinished, to be resumed.
    package func leave() { file = nil }

    // MARK: - The file

    private static let limit = 64 << 10

    /// What the file says; nil where it says nothing, which is not the same as a disk that does not say it.
    static func info(in file: Descriptor) throws(FileError) -> OpenCallInfo? {
        let bytes = try file.read(count: limit, at: 0)
        guard let document = try? JSONValue.parse(bytes, limit: limit) else { return nil }
        return try? info(JSONCursor(document))
    }

    private static func info(_ cursor: JSONCursor) throws(JSONShapeError) -> OpenCallInfo {
        OpenCallInfo(
            callID: try cursor["call"].string(), leadID: try cursor["lead"].string(),
            rep: try cursor["rep"].string(), pid: Int32(clamping: try cursor["pid"].integer()),
            startedAt: try cursor["startedAt"].instant())
    }

    private static func json(_ info: OpenCallInfo) -> JSONValue {
        [
            "call": .string(info.callID), "lead": .string(info.leadID), "pid": .integer(Int64(info.pid)),
            "rep": .string(info.rep), "startedAt": JSONValue(info.startedAt),
        ]
    }
}
