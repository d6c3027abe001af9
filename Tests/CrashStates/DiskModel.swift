package import Foundation
import Glibc

/// What a disk may hold of files and folders that a process works on.
///
/// A file's bytes and a folder's names are safe once that file or folder was brought to disk; until then each change
/// made to it may be there or not, whatever became of the others.
package struct DiskModel {
    typealias Node = Int

    enum Change {
        case write(offset: Int, Data)
        case truncate(length: Int)
    }

    enum NameChange {
        case set(String, Node)
        case remove(String)
        /// Both names at once: renaming is atomic, and which of its two ends is on disk is not a question.
        case move(String, to: String, Node)
    }

    struct File {
        var safe = Data()
        var pending: [Change] = []
    }

    struct Folder {
        var safe: [String: Node] = [:]
        var names: [String: Node] = [:]
        var pending: [NameChange] = []
    }

    private(set) var files: [Node: File] = [:]
    private(set) var folders: [Node: Folder] = [0: Folder()]
    private var open: [Int32: Node] = [:]
    private var count = 1
    private let root: String

    /// An empty folder; what is done outside of it is passed over.
    package init(root: String) { self.root = root }

    /// A folder with what is in a state, all of it safe.
    package init(root: String, _ state: DiskState) {
        self.root = root
        for (path, content) in state.items.sorted(by: { $0.key < $1.key }) {
            guard let (parent, name) = locate(path) else { continue }
            let node = count
            count += 1
            switch content {
            case .file(let data): files[node] = File(safe: data)
            case .folder: folders[node] = Folder()
            }
            folders[parent]?.safe[name] = node
            folders[parent]?.names[name] = node
        }
    }

    package mutating func apply(_ call: FileCall) {
        switch call {
        case .open(let descriptor, let folder, let name, let flags, _):
            open[descriptor] = nil
            if let node = existing(folder, name) {
                open[descriptor] = node
                if flags & O_TRUNC != 0 { files[node]?.pending.append(.truncate(length: 0)) }
            } else if flags & O_CREAT != 0, let (parent, name) = place(folder, name) {
                let node = newNode(in: parent, name)
                files[node] = File()
                open[descriptor] = node
            }
        case .close(let descriptor): open[descriptor] = nil
        case .write(let descriptor, let offset, let bytes):
            if let node = open[descriptor] { files[node]?.pending.append(.write(offset: offset, bytes)) }
        case .truncate(let descriptor, let length):
            if let node = open[descriptor] { files[node]?.pending.append(.truncate(length: length)) }
        case .sync(let descriptor):
            guard let node = open[descriptor] else { return }
            if let file = files[node] {
                files[node] = File(safe: file.pending.reduce(into: file.safe, DiskModel.change))
            }
            if let names = folders[node]?.names { folders[node] = Folder(safe: names, names: names) }
        case .rename(let folder, let name, let newFolder, let newName):
            guard let node = existing(folder, name), let (from, name) = place(folder, name),
                let (to, newName) = place(newFolder, newName)
            else { return }
            precondition(from == to, "Baton renames within a folder; the model knows no more")
            folders[from]?.names[name] = nil
            folders[from]?.names[newName] = node
            folders[from]?.pending.append(.move(name, to: newName, node))
        case .link(let folder, let name, let newFolder, let newName):
            guard let node = existing(folder, name), let (to, newName) = place(newFolder, newName) else {
                return
            }
            folders[to]?.names[newName] = node
            folders[to]?.pending.append(.set(newName, node))
        case .unlink(let folder, let name):
            guard let (parent, name) = place(folder, name) else { return }
            folders[parent]?.names[name] = nil
            folders[parent]?.pending.append(.remove(name))
        case .makeFolder(let folder, let name, _):
            guard let (parent, name) = place(folder, name) else { return }
            folders[newNode(in: parent, name)] = Folder()
        case .promise: break
        }
    }

    private mutating func newNode(in parent: Node, _ name: String) -> Node {
        let node = count
        count += 1
        folders[parent]?.names[name] = node
        folders[parent]?.pending.append(.set(name, node))
        return node
    }

    // MARK: - Names

    private func existing(_ folder: Int32, _ name: String) -> Node? {
        if let relative = relative(folder, name), relative.isEmpty { return 0 }
        guard let (parent, last) = place(folder, name) else { return nil }
        return last == "." ? parent : folders[parent]?.names[last]
    }

    private func place(_ folder: Int32, _ name: String) -> (Node, String)? {
        if folder != AT_FDCWD { return open[folder].map { ($0, name) } }
        return relative(folder, name).flatMap(locate)
    }

    /// A path from the root on; nil for what is not below it.
    private func relative(_ folder: Int32, _ name: String) -> String? {
        guard folder == AT_FDCWD, name == root || name.hasPrefix(root + "/") else { return nil }
        return String(name.dropFirst(root.count + 1))
    }

    private func locate(_ path: String) -> (Node, String)? {
        var node = 0
        let parts = path.split(separator: "/").map(String.init)
        for part in parts.dropLast() {
            guard let next = folders[node]?.names[part] else { return nil }
            node = next
        }
        return parts.last.map { (node, $0) }
    }

    // MARK: - What is left after a cut

    static func change(_ data: inout Data, _ change: Change) {
        switch change {
        case .truncate(let length):
            if data.count > length { data = data.prefix(length) }
            data.append(Data(count: max(0, length - data.count)))
        case .write(let offset, let bytes):
            if data.count < offset { data.append(Data(count: offset - data.count)) }
            data.replaceSubrange(offset..<min(data.count, offset + bytes.count), with: bytes)
        }
    }

    /// The tree that is there when of all that is not safe a chooser says what made it to disk.
    func state(_ chooser: inout some CutChooser) -> DiskState {
        var state = DiskState()
        var contents: [Node: Data] = [:]
        func content(_ node: Node, _ chooser: inout some CutChooser) -> Data {
            if let known = contents[node] { return known }
            guard let file = files[node] else { return Data() }
            var data = file.safe
            for change in file.pending {
                guard case .write(let offset, let bytes) = change else {
                    if chooser.choose(2) == 0 { DiskModel.change(&data, change) }
                    continue
                }
                switch chooser.choose(5) {
                case 0: DiskModel.change(&data, change)
                case 1: break
                case 2:
                    // Torn at some byte.
                    let length = chooser.length(below: bytes.count)
                    DiskModel.change(&data, .write(offset: offset, bytes.prefix(length)))
                case 3:
                    // The length is on disk and the bytes are not.
                    DiskModel.change(&data, .write(offset: offset, Data(count: bytes.count)))
                default:
                    // The later blocks came first.
                    let length = chooser.length(below: bytes.count)
                    let late = Data(count: length) + bytes.dropFirst(length)
                    DiskModel.change(&data, .write(offset: offset, late))
                }
            }
            contents[node] = data
            return data
        }
        func list(_ node: Node, _ path: String, _ chooser: inout some CutChooser) {
            guard let folder = folders[node] else { return }
            var names = folder.safe
            for change in folder.pending where chooser.choose(2) == 0 {
                switch change {
                case .set(let name, let node): names[name] = node
                case .remove(let name): names[name] = nil
                case .move(let old, let name, let node):
                    if names[old] == node { names[old] = nil }
                    names[name] = node
                }
            }
            for (name, child) in names.sorted(by: { $0.key < $1.key }) {
                let childPath = path.isEmpty ? name : "\(path)/\(name)"
                if folders[child] != nil {
                    state.items[childPath] = .folder
                    list(child, childPath, &chooser)
                } else {
                    state.items[childPath] = .file(content(child, &chooser))
                }
            }
        }
        list(0, "", &chooser)
        return state
    }
}

/// A tree of files as a disk has it, by path from its root.
package struct DiskState: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case file(Data)
        case folder
    }

    package var items: [String: Content] = [:]

    package init() {}

    /// Puts the tree into a folder that exists.
    package func materialise(at root: String) throws {
        for (path, content) in items.sorted(by: { $0.key < $1.key }) {
            let full = "\(root)/\(path)"
            switch content {
            case .folder: guard mkdir(full, 0o700) == 0 else { throw CocoaError(.fileWriteUnknown) }
            case .file(let data):
                // Foundation's own way of writing waits for the disk.
                guard let file = fopen(full, "wx") else { throw CocoaError(.fileWriteUnknown) }
                let written = data.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
                guard fclose(file) == 0, written == data.count else {
                    throw CocoaError(.fileWriteUnknown)
                }
            }
        }
    }
}
