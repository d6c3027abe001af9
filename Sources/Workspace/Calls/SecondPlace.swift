import Glibc
package import Qualification

/// The folder outside the workspace where a record goes that the workspace does not take.
package struct SecondPlace {
    private let path: String

    package init(_ path: String) {
        self.path = path
    }

    /// Keeps a record there and says where; nil where that does not work either.
    package func keep(_ record: CallRecord) -> String? {
        let name = SecondPlace.name(of: record.id)
        guard let folder = try? Folder(path), (try? folder.create(name, with: record.encoded)) != nil else {
            return nil
        }
        return folder.path(of: name)
    }

    /// Removes the records of a person that were kept there, and gives their ids.
    ///
    /// The folder is shared with others: their files, and what is no record, are passed over.
    func remove(where isMeant: (CallRecord) -> Bool) throws(FileError) -> [String] {
        guard let folder = try? Folder(path), let entries = try? folder.entries() else { return [] }
        var removed: [String] = []
        for name in entries.map(\.name).sorted() {
            guard let id = SecondPlace.call(ofFile: name),
                (try? folder.status(of: name))?.owner == geteuid(),
                let bytes = try? folder.read(name, limit: CallRecord.limit),
                let record = try? CallRecord.decoded(bytes, path: folder.path(of: name)), isMeant(record)
            else { continue }
            if try folder.remove(name) { removed.append(id) }
        }
        return removed
    }

    private static let prefix = "baton-"

    private static func name(of id: String) -> String { "\(prefix)\(id).json" }

    private static func call(ofFile name: String) -> String? {
        guard name.hasPrefix(prefix) else { return nil }
        return CallID.ofFile(named: String(name.dropFirst(prefix.count)))
    }
}
