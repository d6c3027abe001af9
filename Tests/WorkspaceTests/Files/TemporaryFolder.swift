import Foundation
import Glibc

/// A folder of its own for one test, removed with it.
final class TemporaryFolder {
    let path: String

    /// A folder that is to be kept in memory is, where the system offers that; it never waits for a disk.
    init(inMemory isInMemory: Bool = false) throws {
        let memory = "/dev/shm"
        let parent =
            isInMemory && access(memory, W_OK) == 0
            ? URL(filePath: memory) : FileManager.default.temporaryDirectory
        let url = parent.appending(path: "baton-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Everything in the folder or one below it, hidden names included.
    func names(_ subfolder: String = "") -> [String] {
        let folder = subfolder.isEmpty ? path : "\(path)/\(subfolder)"
        return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    func text(_ name: String) -> String? {
        FileManager.default.contents(atPath: "\(path)/\(name)").map { String(decoding: $0, as: UTF8.self) }
    }

    func put(_ text: String, at name: String) throws {
        let url = URL(filePath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }
}

/// Random numbers that are the same in every run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
