import GRDB
import GRDBSQLite
import Glibc
import Qualification

/// Reads many rows with one statement, each value where it is wanted and as what it is.
///
/// GRDB's own rows take longer than SQLite takes to find them.
final class RowReader {
    private let db: Database
    private let statement: Statement
    private let pointer: OpaquePointer

    /// `isCached` spares who asks the same again and again; only one of them may be read at a time.
    init(
        _ db: Database, sql: String, _ arguments: StatementArguments = [], isCached: Bool = false
    ) throws {
        self.db = db
        statement = try isCached ? db.cachedStatement(sql: sql) : db.makeStatement(sql: sql)
        try statement.setArguments(arguments)
        pointer = statement.sqliteStatement
    }

    /// All rows that there are, each made into something.
    static func all<Value>(
        _ db: Database, sql: String, _ arguments: StatementArguments = [], _ make: (RowReader) -> Value
    ) throws -> [Value] {
        let rows = try RowReader(db, sql: sql, arguments, isCached: true)
        var values: [Value] = []
        while try rows.next() { values.append(make(rows)) }
        return values
    }

    deinit { sqlite3_reset(pointer) }

    /// Goes to the next row; false after the last.
    func next() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code:
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: db.lastErrorMessage)
        }
    }

    func number(_ column: Int32) -> Int64? {
        sqlite3_column_type(pointer, column) == SQLITE_NULL ? nil : sqlite3_column_int64(pointer, column)
    }

    func instant(_ column: Int32) -> Instant? { number(column).map { Instant(milliseconds: $0) } }

    func double(_ column: Int32) -> Double { sqlite3_column_double(pointer, column) }

    func text(_ column: Int32) -> String? {
        guard let start = sqlite3_column_text(pointer, column) else { return nil }
        let count = Int(sqlite3_column_bytes(pointer, column))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    /// Whether a value is a certain text.
    func isText(_ column: Int32, _ text: String) -> Bool {
        guard let start = sqlite3_column_text(pointer, column) else { return false }
        let count = Int(sqlite3_column_bytes(pointer, column))
        var text = text
        return text.withUTF8 { $0.count == count && memcmp($0.baseAddress ?? start, start, count) == 0 }
    }

    /// The bytes of a value, which are there until the next row.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(pointer, column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
    }
}
