import Foundation

/// A folder for one run: a workspace, the second place for records, and what the program printed.
struct Place: Sendable {
    let path: String

    var workspace: String { "\(path)/workspace" }
    /// What `TMPDIR` names, where records go that the workspace cannot take.
    var second: String { "\(path)/second" }
    var log: String { "\(path)/faults.log" }
    var output: String { "\(path)/output.txt" }
    var input: String { "\(path)/input.txt" }

    /// Makes the folder, the workspace as a copy of another place's.
    init(_ path: String, from other: Place? = nil) throws {
        self.path = path
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        if let other {
            for (from, to) in [(other.workspace, workspace), (other.second, second)] {
                try FileManager.default.copyItem(atPath: from, toPath: to)
            }
            age(tree(workspace))
        } else {
            for folder in [workspace, second] {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Every file below a folder, by its path.
    func tree(_ folder: String) -> [String] {
        let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
        return names.sorted().map { "\(folder)/\($0)" }
    }

    /// The files in a part of the workspace whose names end so.
    func files(in part: String, ending: String) -> [String] {
        tree("\(workspace)/\(part)").filter {
            $0.hasSuffix(ending) && !$0.contains("/.baton-tmp-")
        }
    }

    /// What is half written, in either place.
    var temporaries: [String] {
        (tree(workspace) + tree(second)).filter { $0.contains("/.baton-tmp-") }
    }

    /// The marks of calls that are open.
    var marks: [String] { files(in: ".baton/open", ending: "") }

    /// Files and folders that others than their owner may read or write.
    var openToOthers: [String] {
        tree(workspace).filter { path in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path)
            return ((attributes?[.posixPermissions] as? Int) ?? 0) & 0o077 != 0
        }
    }

    /// Lets an hour pass for files: the kernel's stamps are too coarse to tell a run from the one before it.
    private func age(_ paths: [String]) {
        let date = Date(timeIntervalSinceNow: -3600)
        for path in paths {
            try? FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
        }
    }

    func text(_ path: String) -> String { String(decoding: bytes(path), as: UTF8.self) }

    func bytes(_ path: String) -> Data { FileManager.default.contents(atPath: path) ?? Data() }
}

/// A JSON document, compared without what differs from run to run.
struct Document: Equatable {
    let value: NSDictionary

    /// Nil for what is not whole.
    init?(_ bytes: Data) {
        guard let object = try? JSONSerialization.jsonObject(with: bytes) as? [String: Any] else {
            return nil
        }
        value = object as NSDictionary
    }

    init?(path: String) {
        guard let bytes = FileManager.default.contents(atPath: path) else { return nil }
        self.init(bytes)
    }

    subscript(key: String) -> Any? { value[key] }

    var keys: Set<String> { Set(value.allKeys.compactMap { $0 as? String }) }

    /// The entries of a record, without their times.
    var entries: [NSDictionary] { timeless["entries"] as? [NSDictionary] ?? [] }

    /// Without times and ids.
    var timeless: NSDictionary { Document.timeless(value) as? NSDictionary ?? [:] }

    private static let passing: Set<String> = [
        "at", "connectedAt", "decidedAt", "draft", "endedAt", "firstTouchAt",
        "startedAt", "utcOffset",
    ]

    private static func timeless(_ value: Any) -> Any {
        if let list = value as? [Any] { return list.map(timeless) as NSArray }
        guard let object = value as? [String: Any] else { return value }
        var kept: [String: Any] = [:]
        for (key, inner) in object where !passing.contains(key) {
            let isCallID = key == "id" && (inner as? String)?.contains("Z-") == true
            if !isCallID { kept[key] = timeless(inner) }
        }
        return kept as NSDictionary
    }
}
