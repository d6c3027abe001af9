import Foundation
import TestSupport
import Testing

/// A disk of its own in memory, mounted on a folder; unmounted with the last reference to it.
final class SmallDisk {
    /// Whether a disk may be mounted here: by a superuser, where no container forbids it.
    static let isPermitted: Bool = {
        guard geteuid() == 0 else { return false }
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "baton-mount-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        return (try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false))
            .flatMap { _ in try? SmallDisk(on: folder, kilobytes: 64) } != nil
    }()

    struct Refused: Error {
        var tool: String
        var errors: String
    }

    private let folder: URL

    init(on folder: URL, kilobytes: Int) throws {
        self.folder = folder
        try SmallDisk.run("mount", "-t", "tmpfs", "-o", "size=\(kilobytes)k,mode=700", "baton", folder.path)
    }

    deinit { try? SmallDisk.run("umount", "-l", folder.path) }

    /// From here on nothing can be written to it.
    func makeReadOnly() throws { try SmallDisk.run("mount", "-o", "remount,ro", folder.path) }

    func makeWritable() throws { try SmallDisk.run("mount", "-o", "remount,rw", folder.path) }

    /// Takes all the room that is left with a file at a path.
    func fill(_ path: URL) {
        guard let file = fopen(path.path, "w") else { return }
        let piece = [UInt8](repeating: 0, count: 4096)
        setvbuf(file, nil, _IONBF, 0)
        while fwrite(piece, 1, piece.count, file) == piece.count {}
        fclose(file)
    }

    private static func run(_ tool: String, _ arguments: String...) throws {
        let environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
        let program = try PipedProgram.run("/usr/bin/env", [tool] + arguments, environment: environment)
        guard program.ending == .exit(0) else { throw Refused(tool: tool, errors: program.errors) }
    }
}
