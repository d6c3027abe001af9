import Foundation
import GRDB
import Qualification

/// Brings the rows of one month in line with the files in its folder.
struct CallFolder<Table: CallTable> {
    private let db: Database
    private let table: Table
    private let folder: Folder
    private let month: String

    init(_ db: Database, _ table: Table, _ folder: Folder, month: String) {
        self.db = db
        self.table = table
        self.folder = folder
        self.month = month
    }

    private struct Known {
        var stamp: FileStamp
        var isSettled: Bool
    }

    /// Compares the files with what the index has of them.
    ///
    /// A finished file is not written to any more, and trusted while the listing shows it under the same inode; one
    /// that is still written to is looked at. A save always makes a new inode, but the system gives free ones out again.
    ///
    /// Trusted files are settled: of these only fingerprints of name and inode are kept together and compared, so that
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
        var candidates: [CallFileReading<Table.Row>.Candidate] = []
        for index in rest {
            let entry = records[index]
            guard let id = CallID.ofFile(named: entry.name), CallID.month(of: id) == month else {
                report.problems.append(
                    IndexProblem(path: folder.path(of: entry.name), reason: .misplaced))
                continue
            }
            let old = known.removeValue(forKey: id)
            if let old, !thorough, old.isSettled, old.stamp.inode == entry.inode {
                newlySettled.insert(marks[index])
            } else {
                candidates.append(
                    .init(
                        id: id, entry: entry, known: old?.stamp, wasSettled: old?.isSettled ?? false,
                        mark: marks[index]))
            }
        }
        for (id, old) in known.sorted(by: { $0.key < $1.key }) {
            // Noted by a process since it was settled, or gone.
            guard nothingIsMissing, let entry = records.first(where: { $0.name == "\(id).json" }) else {
                try table.remove(id)
                report.callsRemoved += 1
                continue
            }
            candidates.append(
                .init(id: id, entry: entry, known: old.stamp, wasSettled: old.isSettled, mark: nil))
        }
        candidates.sort { $0.id < $1.id }
        try CallFileReading(table.reader).findings(in: folder, candidates) { candidate, finding in
            if try take(finding, of: candidate, &report), let mark = candidate.mark {
                newlySettled.insert(mark)
            }
        }
        if newlySettled != settled || thorough { try keep(newlySettled, name) }
    }

    /// Takes in what became of a file, and says whether it is settled.
    private func take(
        _ finding: CallFileReading<Table.Row>.Finding, of candidate: CallFileReading<Table.Row>.Candidate,
        _ report: inout RefreshReport
    ) throws -> Bool {
        switch finding {
        case .gone:
            if candidate.known != nil { try table.remove(candidate.id) }
            return false
        case .unchanged(let isSettled):
            return isSettled
        case .read(let row, let stamp, let isSettled):
            try table.put(row, of: candidate.id, stamp, isNew: candidate.known == nil)
            report.callsRead += 1
            return isSettled
        case .problem(let problem):
            report.problems.append(problem)
            if candidate.known != nil {
                try table.remove(candidate.id)
                report.callsRemoved += 1
            }
            return false
        }
    }

    private func known(onlyUnsettled: Bool) throws -> [String: Known] {
        let unsettled = "(\(table.isOpenSQL) OR modified = -1)"
        let sql = """
            SELECT id, bytes, modified, inode, NOT \(unsettled) FROM \(table.name)
            WHERE id >= ? AND id < ? \(onlyUnsettled ? "AND \(unsettled)" : "")
            """
        var known: [String: Known] = [:]
        let statement = try db.cachedStatement(sql: sql)
        let cursor = try Row.fetchCursor(statement, arguments: MonthName.range(month))
        while let row = try cursor.next() {
            let stamp = FileStamp(bytes: row[1], modified: row[2], inode: UInt64(bitPattern: row[3]))
            known[row[0]] = Known(stamp: stamp, isSettled: row[4])
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

extension MonthName {
    /// Between which texts the ids of a month's calls are.
    static func range(_ month: String) -> StatementArguments {
        let prefix = month.filter { $0 != "-" }
        return [prefix, "\(prefix)~"]
    }
}
