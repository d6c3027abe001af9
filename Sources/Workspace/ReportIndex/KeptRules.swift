import Qualification
import Synchronization

/// The rules of the checklists that records were made under, each put together once.
final class KeptRules: Sendable {
    private let kept: KeptChecklists
    let currency: String
    private let known = Mutex<[String: Rulebook?]>([:])

    init(_ kept: KeptChecklists, currency: String) {
        self.kept = kept
        self.currency = currency
    }

    /// Nil where the text of the checklist is lost.
    ///
    /// Which questions are asked does not depend on reasons, so that these are none.
    func rulebook(_ stamp: CallRecord.ChecklistStamp) -> Rulebook? {
        known.withLock { known in
            if let rulebook = known[stamp.sha256] { return rulebook }
            let rulebook = kept.checklist(stamp).map {
                Rulebook(checklist: $0, reasons: ReasonList(reasons: []), currency: currency)
            }
            known[stamp.sha256] = .some(rulebook)
            return rulebook
        }
    }
}
