import Foundation
import GRDB
import Qualification

/// Brings the calls of one month in line with the records in its folder.
struct CallFolder {
    private let db: Database
    private let rows: CallRows
    private let folder: Folder
    private let month: String

    init(_ db: Database, _ rows: CallRows, _ folder: Folder, month: String) {
        self.db = db
        self.rows = rows
        self.folder = folder
        self.month = month
    }

    private struct Known {
        var bytes: Int64
        var modified: Int64
        var inode: UInt64
        var isSettled: Bool
    }

    /// Compares the records with what the index has of them.
    ///
    /// A finished record is not written to any more, and trusted while the listing shows it under the same inode; one
    /// without an outcome is looked at. A save always makes a new inode, but the system gives free ones out again.
    ///
    /// Trusted records are settled: of these only fingerprints of name and inode are kept together and compared, so that
    /// a folder of thousands costs little more than its listing.
    func sync(
        _ entries: [FolderEntry], as name: String, thorough: Bool, into report: inout RefreshReport
    ) throws {
        let records = entries.filter { !$0.name.hasPrefix(".") && $0.name.hasSuffix(".json") }
        let marks = records.map(\.fingerprint)
        let settled = thorough ? [] : try settled(name)
        var rest = Array(records.indices.filter { !settled.contains(marks[$0]) })
        let nothingIsMissing = !settled.isEmpty && records.count - rest.count == settled.count
        var newlySettled = nothingIsMissing ? settled : []
        if !nothingIsMissing { rest = Array(records.indices) }
        var known = try known(onlyUnsettled: nothingIsMissing)
        for index in rest {
            let entry = records[index]
            guard let id = CallID.ofFile(named: entry.name), CallID.month(of: id) == month else {
                report.problems.append(
                    IndexProblem(path: folder.path(of: entry.name), reason: .misplaced))
                continue
            }
            if try update(id, entry, known.removeValue(forKey: id), thorough: thorough, into: &report) {
                newlySettled.insert(marks[index])
            }
        }
        for (id, old) in known.sorted(by: { $0.key < $1.key }) {
            // Noted by a process since it was settled, or gone.
            guard nothingIsMissing, let entry = records.first(where: { $0.name == "\(id).json" }) else {
                try rows.remove(id)
                report.callsRemoved += 1
                continue
            }
            _ = try update(id, entry, old, thorough: thorough, into: &report)
        }
        if newlySettled != settled || thorough { try keep(newlySettled, name) }
    }

    /// Looks at one record, and says whether it is settled.
    private func update(
        _ id: String, _ entry: FolderEntry, _ old: Known?, thorough: Bool, into report: inout RefreshReport
    ) throws -> Bool {
        if let old, !thorough, old.isSettled, old.inode == entry.inode { return true }
        let path = folder.path(of: entry.name)
        let reason: IndexProblem.Reason
        do {
            guard let status = try folder.status(of: entry.name) else {
                if old != nil { try rows.remove(id) }
                return false
            }
            if let old, old.inode == entry.inode, old.bytes == status.bytes, old.modified == status.modified {
                return old.isSettled
            }
            let isSettled = try read(id, entry, status)
            report.callsRead += 1
            return isSettled
        } catch let error as FileError {
            reason = .file(error)
        } catch let error as RecordError {
            reason = .record(error)
        }
        report.problems.append(IndexProblem(path: path, reason: reason))
        if old != nil {
            try rows.remove(id)
            report.callsRemoved += 1
        }
        return false
    }

    private func read(_ id: String, _ entry: FolderEntry, _ status: FileStatus) throws -> Bool {
        let now = FileClock.nanoseconds
        let path = folder.path(of: entry.name)
        let record = try CallRecord.decoded(folder.read(entry.name, limit: CallRecord.limit), path: path)
        guard record.id == id else { throw RecordError(path: path, problem: .otherCall(found: record.id)) }
        let isSure = !FileClock.mightRepeat(status.modified, at: now)
        try rows.put(
            record, bytes: status.bytes, modified: isSure ? status.modified : CallRows.unsure,
            inode: entry.inode)
        return isSure && record.outcome != nil
    }

    private func known(onlyUnsettled: Bool) throws -> [String: Known] {
        let sql = """
            SELECT id, bytes, modified, inode, verdict IS NOT NULL AND modified <> -1 FROM calls
            WHERE id >= ? AND id < ? \(onlyUnsettled ? "AND (verdict IS NULL OR modified = -1)" : "")
            """
        var known: [String: Known] = [:]
        let statement = try db.cachedStatement(sql: sql)
        let cursor = try Row.fetchCursor(statement, arguments: CallRows.range(of: month))
        while let row = try cursor.next() {
            known[row[0]] = Known(
                bytes: row[1], modified: row[2], inode: UInt64(bitPattern: row[3]), isSettled: row[4])
        }
        return known
    }

    // MARK: - Fingerprints

    private func settled(_ name: String) throws -> Set<UInt64> {
        let statement = try db.cachedStatement(sql: "SELECT settled FROM folders WHERE name = ?")
        guard let data = try Data.fetchOne(statement, arguments: [name]) else { return [] }
        return data.withUnsafeBytes { bytes in
            Set(
                stride(from: 0, to: bytes.count - 7, by: 8)
                    .map { bytes.loadUnaligned(fromByteOffset: $0, as: UInt64.self) })
        }
    }

    private func keep(_ settled: Set<UInt64>, _ name: String) throws {
        let data = Array(settled).withUnsafeBytes { Data($0) }
        try db.execute(sql: "UPDATE folders SET settled = ? WHERE name = ?", arguments: [data, name])
    }
}

extension FolderEntry {
    /// A hash of name and inode (FNV-1a, 64 bits), the same in every process.
    fileprivate var fingerprint: UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        for byte in name.utf8 { add(byte) }
        for shift in stride(from: UInt64(0), to: 64, by: 8) { add(UInt8(truncatingIfNeeded: inode >> shift)) }
        return hash
    }
}
