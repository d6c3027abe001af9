import Qualification

/// Reads the files of a workspace one after the other, and notes those that cannot be read.
final class WorkspaceScan {
    let workspace: Workspace
    private(set) var unreadable: [String: RecordError.Problem] = [:]

    init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    func note(_ error: FileError) {
        if !error.isMissing { unreadable[error.path] = .file(error) }
    }

    func note(_ error: RecordError) {
        if !error.isMissing { unreadable[error.path] = error.problem }
    }

    /// Opens a folder; nil where there is none or it cannot be opened.
    func folder(_ path: String) -> Folder? {
        do {
            return try Folder(path)
        } catch {
            note(error)
            return nil
        }
    }

    /// The names in a folder that a condition picks, sorted.
    func names(in folder: Folder, where isWanted: (String) -> Bool) -> [String] {
        do {
            return try folder.entries().map(\.name).filter(isWanted).sorted {
                $0.utf8.lexicographicallyPrecedes($1.utf8)
            }
        } catch {
            note(error)
            return []
        }
    }

    // MARK: - Leads

    static let leadsSuffix = ".jsonl"
    static let rejectsSuffix = ".rejected.csv"

    /// Hands over each lead of each file; lines that are no leads are passed over.
    ///
    /// `isOfInterest` spares the reading of lines that it turns down.
    func eachLead(
        where isOfInterest: (UnsafeRawBufferPointer) -> Bool, _ body: (Lead) -> Void
    ) {
        guard let folder = folder(workspace.leadsPath) else { return }
        for name in names(
            in: folder, where: { $0.hasSuffix(WorkspaceScan.leadsSuffix) && !$0.hasPrefix(".") })
        {
            do throws(FileError) {
                let lines = try LineFile(name, in: folder, limit: Lead.jsonLineLimit)
                while let line = try lines.nextLine() {
                    guard let bytes = line.bytes, isOfInterest(bytes), let lead = try? Lead(jsonLine: bytes)
                    else {
                        continue
                    }
                    body(lead)
                }
            } catch {
                note(error)
            }
        }
    }

    // MARK: - Records and feedback

    /// A file that is named after a call.
    struct CallDocument {
        var folder: Folder
        var name: String
        var id: String
        var bytes: [UInt8]
        var path: String { folder.path(of: name) }
    }

    /// Hands over the content of each file that is named after a call, month by month.
    func eachDocument(
        in parent: String, limit: Int, _ body: (CallDocument) throws(ForgettingError) -> Void
    ) throws(ForgettingError) {
        guard let top = folder(parent) else { return }
        for month in names(in: top, where: MonthName.isValid) {
            guard let folder = folder(top.path(of: month)) else { continue }
            for name in names(in: folder, where: { CallID.ofFile(named: $0) != nil }) {
                guard let id = CallID.ofFile(named: name), let bytes = read(name, in: folder, limit: limit)
                else {
                    continue
                }
                try body(CallDocument(folder: folder, name: name, id: id, bytes: bytes))
            }
        }
    }

    private func read(_ name: String, in folder: Folder, limit: Int) -> [UInt8]? {
        do {
            return try folder.read(name, limit: limit)
        } catch {
            note(error)
            return nil
        }
    }

    /// The record in a file; nil where it is none.
    func record(_ document: CallDocument) -> CallRecord? {
        do {
            return try CallRecord.decoded(document.bytes, path: document.path)
        } catch {
            note(error)
            return nil
        }
    }

    /// The feedback in a file; nil where it is none.
    func feedback(_ document: CallDocument) -> Feedback? {
        do {
            return try Feedback.decoded(document.bytes, path: document.path)
        } catch {
            note(error)
            return nil
        }
    }

    /// What an account executive said in a file; nil where it is none.
    func acceptance(_ document: CallDocument) -> Acceptance? {
        do {
            return try Acceptance.decoded(document.bytes, path: document.path)
        } catch {
            note(error)
            return nil
        }
    }
}
