import GRDB
import GRDBSQLite

/// Writes many rows with one statement: values go to SQLite from a buffer of our own, without a string, an array or an
/// allocation for each.
///
/// GRDB's own arguments take longer than SQLite takes to store them.
final class RowWriter {
    private let db: Database
    private let statement: Statement
    private var buffer: [UInt8] = []
    private var texts: [(place: Int32, start: Int, count: Int, isText: Bool)] = []

    init(_ db: Database, sql: String) throws {
        self.db = db
        statement = try db.makeStatement(sql: sql)
        buffer.reserveCapacity(1 << 12)
    }

    /// Gives a place of the statement, counted from one, a number; a place that gets nothing is null.
    func set(_ place: Int32, _ number: Int64?) {
        if let number { sqlite3_bind_int64(statement.sqliteStatement, place, number) }
    }

    func set(_ place: Int32, _ text: String?) {
        guard let text else { return }
        set(place) { buffer in
            var text = text
            text.withUTF8 { buffer.append(contentsOf: $0) }
        }
    }

    /// Gives a place the text that a closure appends to the bytes it is lent.
    func set(_ place: Int32, _ write: (inout [UInt8]) -> Void) {
        let start = buffer.count
        write(&buffer)
        texts.append((place, start, buffer.count - start, true))
    }

    /// Gives a place bytes that are no text; none at all are null.
    func set(_ place: Int32, bytes: [UInt8]) {
        guard !bytes.isEmpty else { return }
        texts.append((place, buffer.count, bytes.count, false))
        buffer += bytes
    }

    /// Writes the row, and says how many rows changed.
    func write() throws -> Int {
        let pointer = statement.sqliteStatement
        defer {
            sqlite3_reset(pointer)
            sqlite3_clear_bindings(pointer)
            buffer.removeAll(keepingCapacity: true)
            texts.removeAll(keepingCapacity: true)
        }
        let code = buffer.withUnsafeBytes { bytes in
            for text in texts {
                // An empty buffer has no address, and no address is null.
                if let start = bytes.baseAddress, !text.isText {
                    sqlite3_bind_blob(
                        pointer, text.place, start + text.start, Int32(clamping: text.count), nil)
                } else if let start = bytes.baseAddress {
                    sqlite3_bind_text(
                        pointer, text.place, (start + text.start).assumingMemoryBound(to: CChar.self),
                        Int32(clamping: text.count), nil)
                } else {
                    sqlite3_bind_text(pointer, text.place, "", 0, nil)
                }
            }
            return sqlite3_step(pointer)
        }
        guard code == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
        }
        return db.changesCount
    }
}
