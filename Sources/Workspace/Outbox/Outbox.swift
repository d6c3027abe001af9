import Crypto
package import Delivery
import Glibc
package import Qualification

/// What became of the messages to marketing's receivers: a file of lines for each receiver, one for each attempt.
///
/// Lines are added, each brought to disk before the next message goes, and none is ever changed. A line that a crash
/// cut short says nothing, and then a message goes twice, with the same id. So it does where a file was lost.
package final class Outbox {
    private let workspace: Workspace
    private var path: String { workspace.outboxPath }

    package init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    /// Keeps all other rounds from sending meanwhile; nil where one is under way.
    ///
    /// The lock goes with the value, and with the process.
    package func lock() throws(FileError) -> OutboxLock? {
        let folder = try Folder(making: path, in: workspace)
        let file = try Descriptor(
            opening: Outbox.lockName, in: folder.descriptor.number,
            flags: O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK, mode: 0o600,
            path: folder.path(of: Outbox.lockName))
        return try file.lock(LOCK_EX) ? OutboxLock(file) : nil
    }

    /// The same, given a moment: whoever looks for a round that is under way has the lock no longer than that.
    func patientLock() throws(FileError) -> OutboxLock? {
        guard try FileStatus.of(path) != nil else { return OutboxLock(nil) }
        for _ in 0..<Outbox.patience.times {
            if let lock = try lock() { return lock }
            usleep(Outbox.patience.pause)
        }
        return nil
    }

    /// How often, and after how many microseconds, a lock is tried again.
    private static let patience = (times: 10, pause: UInt32(2000))

    /// Where each message to a receiver stands.
    package func state(of receiver: String) throws(FileError) -> OutboxState {
        var state = OutboxState()
        try eachEntry(of: receiver) { entry, _ in state.apply(entry) }
        return state
    }

    /// The file of a receiver, to add to.
    package func file(of receiver: String) throws(FileError) -> OutboxFile {
        try OutboxFile(Outbox.name(of: receiver), in: Folder(making: path, in: workspace))
    }

    /// The receivers that there is a file of, in order.
    package func receivers() throws(FileError) -> [String] {
        guard let folder = try existingFolder() else { return [] }
        return try folder.entries().map(\.name).filter(Outbox.isName).map { String($0.dropLast(6)) }.sorted()
    }

    package func path(of receiver: String) -> String { "\(path)/\(Outbox.name(of: receiver))" }

    /// What an address is known by here.
    package static func digest(of url: WebhookURL) -> String { SHA256.hexadecimal(of: Array(url.text.utf8)) }

    // MARK: - Forgetting

    /// Takes out every line about some calls; says how many there were, and which of the calls were told of.
    func erase(calls: Set<String>, from receiver: String) throws(FileError) -> (lines: Int, told: Set<String>)
    {
        var kept: [UInt8] = []
        var lines = 0
        var told: Set<String> = []
        try eachEntry(of: receiver) { entry, bytes in
            if let message = entry.message, let call = CallID.ofMessage(message), calls.contains(call) {
                lines += 1
                if entry.mayHaveBeenRead { told.insert(call) }
            } else {
                kept += bytes + [UInt8(ascii: "\n")]
            }
        }
        if lines > 0 { try Folder(path, in: workspace).replace(Outbox.name(of: receiver), with: kept) }
        return (lines, told)
    }

    // MARK: - Names

    static let lockName = "lock"

    private static func name(of receiver: String) -> String { "\(receiver).jsonl" }

    /// Whether a file is one of a receiver.
    static func isName(_ name: String) -> Bool {
        guard name.hasSuffix(".jsonl"), let first = name.utf8.first, (97...122).contains(first) else {
            return false
        }
        return name.dropLast(6).utf8.allSatisfy {
            (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
        }
    }

    private func existingFolder() throws(FileError) -> Folder? {
        do {
            return try Folder(path, in: workspace)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
    }

    private func eachEntry(
        of receiver: String, _ body: (OutboxEntry, [UInt8]) -> Void
    ) throws(FileError) {
        guard let folder = try existingFolder() else { return }
        do {
            let lines = try LineFile(Outbox.name(of: receiver), in: folder, limit: OutboxEntry.lineLimit)
            while let line = try lines.nextLine() {
                if let bytes = line.bytes, let entry = OutboxEntry(line: bytes) { body(entry, Array(bytes)) }
            }
        } catch {
            guard error.isMissing else { throw error }
        }
    }
}

/// The right to send, as long as it lives.
package final class OutboxLock {
    private let file: Descriptor?

    /// Without a file there is nothing yet that could be sent twice.
    fileprivate init(_ file: Descriptor?) {
        self.file = file
    }
}

/// The file of one receiver, which lines are added to.
package final class OutboxFile {
    private let file: Descriptor

    fileprivate init(_ name: String, in folder: Folder) throws(FileError) {
        let isNew = try folder.status(of: name) == nil
        file = try Descriptor(
            opening: name, in: folder.descriptor.number,
            flags: O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK, mode: 0o600,
            path: folder.path(of: name))
        let status = try file.status()
        guard status.kind == .file else { throw FileError(.open, file.path, .notAFile) }
        if isNew { try folder.sync() }
        // What a crash cut short must not take the next line with it.
        if status.bytes > 0, try file.read(count: 1, at: status.bytes - 1) != [UInt8(ascii: "\n")] {
            try file.write([UInt8(ascii: "\n")])
        }
    }

    /// Adds an entry; when it returns, it survives whatever the disk survives.
    package func add(_ entry: OutboxEntry) throws(FileError) {
        try file.write(entry.line)
        try file.sync()
    }
}

extension CallID {
    /// The call that a message is about: its id, up to the first full stop.
    static func ofMessage(_ message: String) -> String? {
        message.split(separator: ".", maxSplits: 1).first.map(String.init)
    }
}

extension Workspace {
    /// Holds what became of the messages to marketing.
    package var outboxPath: String { "\(path)/outbox" }
}
