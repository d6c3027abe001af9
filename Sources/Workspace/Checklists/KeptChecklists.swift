package import Qualification
import Synchronization

/// The checklists that records were made under, whatever became of them and of their reasons since.
///
/// Each text is looked for and read once.
package final class KeptChecklists: Sendable {
    private let workspace: Workspace
    private let library: ChecklistLibrary
    private let known = Mutex<[String: Checklist?]>([:])

    package init(_ workspace: Workspace, library: ChecklistLibrary) {
        self.workspace = workspace
        self.library = library
    }

    /// The checklist of this very text; nil where the text is lost or does not read.
    package func checklist(_ stamp: CallRecord.ChecklistStamp) -> Checklist? {
        known.withLock { known in
            if let checklist = known[stamp.sha256] { return checklist }
            let checklist = find(stamp)
            known[stamp.sha256] = .some(checklist)
            return checklist
        }
    }

    private func find(_ stamp: CallRecord.ChecklistStamp) -> Checklist? {
        if let bytes = try? TranscriptStore(workspace).keptChecklist(stamp.sha256),
            let kept = try? LoadedChecklist(bytes: bytes, path: nil, reasons: nil),
            kept.sha256 == stamp.sha256
        {
            return kept.checklist
        }
        // Records that came with the workspace may be older than its kept texts.
        let present = ((try? library.all(reasons: nil)) ?? []).compactMap { try? $0.result.get() }
        let builtIn = BuiltInChecklists.fileNames.compactMap { name in
            BuiltInChecklists.bytes(of: name).flatMap {
                try? LoadedChecklist(bytes: $0, path: nil, reasons: nil)
            }
        }
        return (present + builtIn).first { $0.sha256 == stamp.sha256 }?.checklist
    }
}
