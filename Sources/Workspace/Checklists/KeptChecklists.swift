package import Qualification
import Synchronization

/// The checklists that records were made under, whatever became of them and of their reasons since.
///
/// Each text is looked for and read once.
package final class KeptChecklists: Sendable {
    private struct Found {
        var checklists: [String: Checklist?] = [:]
        /// The texts of the library by their hashes; nil until one is looked for there.
        var texts: [String: [UInt8]]?
    }

    private let workspace: Workspace
    private let library: ChecklistLibrary
    private let found = Mutex(Found())

    package init(_ workspace: Workspace, library: ChecklistLibrary) {
        self.workspace = workspace
        self.library = library
    }

    /// The checklist of this very text; nil where the text is lost or does not read.
    package func checklist(_ stamp: CallRecord.ChecklistStamp) -> Checklist? {
        found.withLock { found in
            if let checklist = found.checklists[stamp.sha256] { return checklist }
            let checklist = look(for: stamp.sha256, &found)
            found.checklists[stamp.sha256] = .some(checklist)
            return checklist
        }
    }

    private func look(for sha256: String, _ found: inout Found) -> Checklist? {
        if let bytes = try? TranscriptStore(workspace).keptChecklist(sha256),
            let kept = try? LoadedChecklist(bytes: bytes, path: nil, reasons: nil), kept.sha256 == sha256
        {
            return kept.checklist
        }
        // Records that came with the workspace may be older than its kept texts.
        let texts = found.texts ?? library.textsByHash()
        found.texts = texts
        return texts[sha256].flatMap { try? LoadedChecklist(bytes: $0, path: nil, reasons: nil) }?.checklist
    }
}
