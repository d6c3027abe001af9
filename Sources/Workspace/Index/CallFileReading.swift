import Qualification

/// Looks at the files of one folder that are new to an index, or may have changed, many of them on all cores.
struct CallFileReading<Row: Sendable>: Sendable {
    private let reader: CallReader<Row>

    init(_ reader: CallReader<Row>) {
        self.reader = reader
    }

    /// A file that has to be looked at.
    struct Candidate: Sendable {
        var id: String
        var entry: FolderEntry
        var known: FileStamp?
        var wasSettled: Bool
        /// Its fingerprint; nil where that is settled already.
        var mark: UInt64?
    }

    enum Finding: Sendable {
        case gone
        case unchanged(isSettled: Bool)
        case read(Row, FileStamp, isSettled: Bool)
        case problem(IndexProblem)
    }

    /// So many files are read in one go, and up to so many without help.
    private static var stretch: Int { 64 }

    /// Hands over what becomes of each file, in order.
    func findings(
        in folder: Folder, _ candidates: [Candidate], _ take: (Candidate, Finding) throws -> Void
    ) throws {
        guard candidates.count > Self.stretch else {
            for candidate in candidates { try take(candidate, finding(of: candidate, in: folder)) }
            return
        }
        let path = folder.path
        let stretches = (candidates.count + Self.stretch - 1) / Self.stretch
        var taken = 0
        try OrderedWork.run(stretches) { number in
            let start = number * Self.stretch
            let part = candidates[start..<min(start + Self.stretch, candidates.count)]
            do throws(FileError) {
                let folder = try Folder(path)
                return part.map { finding(of: $0, in: folder) }
            } catch {
                return part.map { _ in Finding.problem(IndexProblem(path: path, reason: .file(error))) }
            }
        } taking: { findings in
            for finding in findings {
                try take(candidates[taken], finding)
                taken += 1
            }
        }
    }

    private func finding(of candidate: Candidate, in folder: Folder) -> Finding {
        let name = candidate.entry.name
        do throws(FileError) {
            if let known = candidate.known {
                guard let status = try folder.status(of: name) else { return .gone }
                if stamp(of: candidate, status) == known {
                    return .unchanged(isSettled: candidate.wasSettled)
                }
            }
            let now = FileClock.nanoseconds
            let (bytes, status) = try folder.readWithStatus(name, limit: reader.limit)
            return taken(
                bytes, candidate, stamp(of: candidate, status), path: folder.path(of: name), now: now)
        } catch {
            if error.isMissing { return .gone }
            return .problem(IndexProblem(path: folder.path(of: name), reason: .file(error)))
        }
    }

    private func stamp(of candidate: Candidate, _ status: FileStatus) -> FileStamp {
        FileStamp(bytes: status.bytes, modified: status.changed, inode: candidate.entry.inode)
    }

    private func taken(
        _ bytes: [UInt8], _ candidate: Candidate, _ stamp: FileStamp, path: String, now: Int64
    ) -> Finding {
        do throws(RecordError) {
            let content = try reader.read(bytes, path)
            guard content.id == candidate.id else {
                throw RecordError(path: path, problem: .otherCall(found: content.id))
            }
            var stamp = stamp
            let isSure = !FileClock.mightRepeat(stamp.modified, at: now)
            if !isSure { stamp.modified = FileStamp.unsure }
            return .read(content.row, stamp, isSettled: isSure && !content.isOpen)
        } catch {
            return .problem(IndexProblem(path: path, reason: .record(error)))
        }
    }
}
