import Qualification

/// A table of an index with a row for each file that is named after a call.
protocol CallTable: SendableMetatype {
    /// What a file comes to, made of it away from the database.
    associatedtype Row: Sendable

    /// The name of the table, which has the columns `id`, `bytes`, `modified` and `inode`.
    var name: String { get }
    /// Holds of the rows whose files are still written to, in SQL.
    var isOpenSQL: String { get }
    var reader: CallReader<Row> { get }

    /// Puts in a row; `isNew` is false where the table has one of the same call.
    func put(_ row: Row, of id: String, _ stamp: FileStamp, isNew: Bool) throws
    func remove(_ id: String) throws
}

/// Makes rows of files, in any thread.
struct CallReader<Row: Sendable>: Sendable {
    /// How many bytes a file may have.
    var limit: Int
    /// Reads the content of a file, whose path is for errors.
    var read: @Sendable (_ bytes: [UInt8], _ path: String) throws(RecordError) -> Content

    struct Content: Sendable {
        var id: String
        /// Whether the file is still written to.
        var isOpen: Bool
        var row: Row
    }
}

/// What a file is known by without reading it.
struct FileStamp: Hashable, Sendable {
    var bytes: Int64
    /// When anything about the file was changed: the time of the content's own change can be set back.
    var modified: Int64
    var inode: UInt64

    /// Stands for a time of change that another change might get as well: whoever compares it finds a difference.
    static let unsure: Int64 = -1

    init(bytes: Int64, modified: Int64, inode: UInt64) {
        self.bytes = bytes
        self.modified = modified
        self.inode = inode
    }
}
