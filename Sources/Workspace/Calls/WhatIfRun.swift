package import Qualification
import Synchronization

/// Decides all past calls of a workspace again under one checklist.
package final class WhatIfRun: Sendable {
    private let whatIf: WhatIf
    private let kept: KeptChecklists
    private let sha256: String
    private let carriers = Mutex<[String: AnswerCarrier]>([:])

    /// `rules` are the checklist's own.
    package init(under loaded: LoadedChecklist, rules: Rulebook, kept: KeptChecklists) {
        whatIf = WhatIf(under: rules)
        sha256 = loaded.sha256
        self.kept = kept
    }

    /// What came of it, beside the counts.
    package struct Outcome: Sendable {
        package var report = WhatIfReport()
        /// The calls that move, the latest first; empty unless they are asked for.
        package var moved: [RedecidedCall] = []
        package var problems: [IndexProblem] = []
    }

    package func run(_ calls: PastCalls, listingMoves: Bool = false) -> Outcome {
        let (sum, problems) = calls.sum(Outcome()) { sum, record in
            let isErased = record.lead.id.hasPrefix(Forgetting.pseudonymPrefix)
            let result = self.whatIf.result(
                of: record, lead: isErased ? nil : record.lead, carrier: self.carrier(record.checklist))
            sum.report.add(result, isErased: isErased)
            if listingMoves, case .decided(let call) = result, call.isMoved, !call.isDecidedByRep {
                sum.moved.append(call)
            }
        } merging: { sum, part in
            sum.report.add(part.report)
            sum.moved += part.moved
        }
        return Outcome(report: sum.report, moved: sum.moved.sorted { $0.id > $1.id }, problems: problems)
    }

    /// Takes answers from the checklist that calls were made under.
    package func carrier(_ stamp: CallRecord.ChecklistStamp) -> AnswerCarrier {
        carriers.withLock { carriers in
            if let carrier = carriers[stamp.sha256] { return carrier }
            let target = whatIf.rules.checklist
            let source = stamp.sha256 == sha256 ? target : kept.checklist(stamp)
            let carrier = AnswerCarrier(from: source, to: target)
            carriers[stamp.sha256] = carrier
            return carrier
        }
    }

    /// Whether the text of a checklist is still there.
    package func isKept(_ stamp: CallRecord.ChecklistStamp) -> Bool {
        stamp.sha256 == sha256 || kept.checklist(stamp) != nil
    }
}
