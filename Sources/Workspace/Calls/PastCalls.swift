import Dispatch
package import Qualification
import Synchronization

/// The records of all past calls, read on all cores and never kept together.
package struct PastCalls: Sendable {
    private let workspace: Workspace
    private let from: String?
    private let before: String?

    /// The calls that began at `from` or later, and before `before`.
    package init(_ workspace: Workspace, from: Instant? = nil, before: Instant? = nil) {
        self.workspace = workspace
        self.from = from?.compact
        self.before = before?.compact
    }

    /// So many records are read in one go: enough to keep a core busy, few enough to leave none idle at the end.
    private static let stretch = 256

    /// Adds up all records, and names the files that cannot be read, in order of their paths.
    ///
    /// Each stretch of records is added to an empty `Sum` of its own, and those are put together in whatever order
    /// they are done. `problems` has files that the index passes over too.
    package func sum<Sum: Sendable>(
        _ empty: Sum, adding add: @Sendable (inout Sum, CallRecord) -> Void,
        merging merge: @Sendable (inout Sum, Sum) -> Void
    ) -> (sum: Sum, problems: [IndexProblem]) {
        let total = Mutex((sum: empty, problems: [IndexProblem]()))
        @Sendable func note(_ error: FileError) {
            if !error.isMissing {
                total.withLock { $0.problems.append(IndexProblem(path: error.path, reason: .file(error))) }
            }
        }
        do throws(FileError) {
            for month in try months() {
                let names = try names(in: month) { problem in total.withLock { $0.problems.append(problem) } }
                let stretches = (names.count + PastCalls.stretch - 1) / PastCalls.stretch
                DispatchQueue.concurrentPerform(iterations: stretches) { index in
                    let start = index * PastCalls.stretch
                    var part = (sum: empty, problems: [IndexProblem]())
                    do throws(FileError) {
                        let folder = try Folder(month, in: workspace)
                        for name in names[start..<min(start + PastCalls.stretch, names.count)] {
                            switch PastCalls.read(name, in: folder) {
                            case .success(let record): if let record { add(&part.sum, record) }
                            case .failure(let error):
                                part.problems.append(IndexProblem(path: error.path, reason: .record(error)))
                            }
                        }
                    } catch {
                        note(error)
                    }
                    total.withLock { total in
                        merge(&total.sum, part.sum)
                        total.problems += part.problems
                    }
                }
            }
        } catch {
            note(error)
        }
        return total.withLock { ($0.sum, $0.problems.sorted { $0.path < $1.path }) }
    }

    /// The paths of the folders of months; one that is a link is not followed.
    private func months() throws(FileError) -> [String] {
        let top = try Folder(workspace.transcriptsPath, in: workspace)
        var months: [String] = []
        for name in try top.entries().map(\.name).filter(MonthName.isValid).sorted() {
            // An id begins with the digits of its month.
            let digits = name.filter { $0 != "-" }
            if let from, digits < from.prefix(6) { continue }
            if let before, digits > before.prefix(6) { continue }
            if try FileStatus.of(top.path(of: name), followingLinks: false)?.kind == .folder {
                months.append(top.path(of: name))
            }
        }
        return months
    }

    /// The names of the records in a month's folder that began in time.
    private func names(
        in month: String, _ misplaced: (IndexProblem) -> Void
    ) throws(FileError) -> [String] {
        let folder = try Folder(month, in: workspace)
        let monthName = String(month.suffix(7))
        var names: [String] = []
        for entry in try folder.entries() where !entry.name.hasPrefix(".") && entry.name.hasSuffix(".json") {
            guard let id = CallID.ofFile(named: entry.name), CallID.month(of: id) == monthName else {
                misplaced(IndexProblem(path: folder.path(of: entry.name), reason: .misplaced))
                continue
            }
            let began = id.prefix(16)
            if let from, began < from { continue }
            if let before, began >= before { continue }
            names.append(entry.name)
        }
        return names
    }

    /// The record in a file; nil where it was removed meanwhile.
    private static func read(_ name: String, in folder: Folder) -> Result<CallRecord?, RecordError> {
        let path = folder.path(of: name)
        do throws(FileError) {
            let bytes = try folder.read(name, limit: CallRecord.limit)
            return Result { () throws(RecordError) in
                let record = try CallRecord.decoded(bytes, path: path)
                guard "\(record.id).json" == name else {
                    throw RecordError(path: path, problem: .otherCall(found: record.id))
                }
                return record
            }
        } catch {
            return error.isMissing ? .success(nil) : .failure(RecordError(path: path, problem: .file(error)))
        }
    }
}
