import Crypto
import Glibc
package import Qualification

/// What is known of an open call.
package struct OpenCallInfo: Hashable, Sendable {
    package var callID: String
    package var leadID: String
    package var rep: String
    /// The process that has, or had, the call open.
    package var pid: Int32
    package var startedAt: Instant

    package init(callID: String, leadID: String, rep: String, pid: Int32, startedAt: Instant) {
        self.callID = callID
        self.leadID = leadID
        self.rep = rep
        self.pid = pid
        self.startedAt = startedAt
    }
}

/// The calls that are open, and those that a pause or a crash left unfinished: a locked file per lead.
///
/// The files are named after the hash of the lead's id, since an id may be anything. They are never renamed, which
/// would leave the lock on a file that nobody finds. Before the first save they are brought to disk: the index knows which
/// records have no outcome, but a verdict that lacks its feedback is found here or not at all.
package final class OpenCalls {
    package enum Attempt {
        case acquired(OpenCall)
        /// Somebody else has the lead on the phone; nil where the file does not say who.
        case held(by: OpenCallInfo?)
    }

    private let workspace: Workspace
    private var path: String { workspace.openCallsPath }

    /// How often, and after how many microseconds, a lock is tried again: somebody may just be looking.
    private static let patience = (times: 10, pause: UInt32(2000))

    package init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    /// Opens a call with a lead, unless one is open already, in this process or another.
    package func acquire(leadID: String) throws(FileError) -> Attempt {
        let folder =
            if let there = try existingFolder() { there } else { try Folder(making: path, in: workspace) }
        let name = OpenCalls.name(for: leadID)
        var attempts = 0
        var leftBehind: OpenCallInfo?
        while true {
            let file = try Descriptor(
                opening: name, in: folder.descriptor.number,
                flags: O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK,
                mode: 0o600, path: folder.path(of: name), as: .create)
            guard try file.lock(LOCK_EX) else {
                attempts += 1
                if attempts == OpenCalls.patience.times { return .held(by: try? OpenCall.info(in: file)) }
                usleep(OpenCalls.patience.pause)
                continue
            }
            // Whoever had the lock may have removed the file between opening and locking it.
            guard try isInPlace(file, name, folder) else { continue }
            let status = try file.status()
            guard status.kind == .file else { throw FileError(.open, file.path, .notAFile) }
            try workspace.check(status, of: file.path)
            if let info = try OpenCall.info(in: file) { leftBehind = info }
            if status.links == 1 {
                return .acquired(OpenCall(file: file, name: name, folder: folder, leftBehind: leftBehind))
            }
            // It has another name, perhaps that of somebody's file elsewhere, or of a copy of the workspace: what is
            // written here must not be written there.
            guard uninterrupted({ unlinkat(folder.descriptor.number, name, 0) }) == 0 else {
                throw FileError(.remove, file.path)
            }
        }
    }

    /// Who has a call with a lead open; nil where nobody has.
    package func holder(ofLead leadID: String) throws(FileError) -> OpenCallInfo? {
        guard let folder = try existingFolder(),
            let file = try existingFile(OpenCalls.name(for: leadID), in: folder)
        else { return nil }
        return try file.lock(LOCK_SH) ? nil : OpenCall.info(in: file)
    }

    /// What is left of calls that nobody has open any more: paused ones, and those whose process died.
    ///
    /// A file that says nothing was left before its call began, and is cleared away.
    package func unfinished() throws(FileError) -> [OpenCallInfo] {
        guard let folder = try existingFolder() else { return [] }
        var found: [OpenCallInfo] = []
        for entry in try folder.entries() {
            // One that cannot be read now may be another time.
            if let info = try? left(entry.name, in: folder) { found.append(info) }
        }
        return found.sorted { ($0.startedAt, $0.callID) < ($1.startedAt, $1.callID) }
    }

    /// What a file that nobody has open says; one that says nothing goes.
    private func left(_ name: String, in folder: Folder) throws(FileError) -> OpenCallInfo? {
        guard let file = try existingFile(name, in: folder), try file.lock(LOCK_SH) else { return nil }
        if let info = try OpenCall.info(in: file), OpenCalls.name(for: info.leadID) == name { return info }
        // Until the lock is exclusive somebody may begin a call.
        if try file.lock(LOCK_EX), try OpenCall.info(in: file) == nil, try isInPlace(file, name, folder) {
            _ = uninterrupted { unlinkat(folder.descriptor.number, name, 0) }
        }
        return nil
    }

    private func isInPlace(
        _ file: Descriptor, _ name: String, _ folder: Folder
    ) throws(FileError) -> Bool {
        guard let there = try folder.status(of: name) else { return false }
        return try there.isSameFile(as: file.status())
    }

    private func existingFolder() throws(FileError) -> Folder? {
        do {
            return try Folder(path, in: workspace)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }

    private func existingFile(_ name: String, in folder: Folder) throws(FileError) -> Descriptor? {
        do {
            return try folder.open(name)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }

    static func name(for leadID: String) -> String { SHA256.hexadecimal(of: Array(leadID.utf8)) }
}
