import Foundation
import TestSupport

/// The folder that everything happens in, beside the programs: on a disk, which `/tmp` need not be.
struct Scratch {
    let path: String

    /// Makes it anew; what a run that was stopped left of it goes.
    init() throws {
        path = BuiltProgram.path(of: "baton-benchmarks.scratch")
        remove()
        try makeFolder("home")
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: path)
    }

    @discardableResult
    func makeFolder(_ name: String) throws -> String {
        let folder = "\(path)/\(name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    /// What every program is started with: a home of its own, without anybody's settings.
    var environment: [String: String] {
        [
            "HOME": "\(path)/home", "LANG": "C.UTF-8", "PATH": "/usr/local/bin:/usr/bin:/bin",
            "TERM": "xterm-256color", "USER": "sam",
        ]
    }
}
