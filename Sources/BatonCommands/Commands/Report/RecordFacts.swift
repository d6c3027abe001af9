import Qualification
import Reporting
import Workspace

/// Facts straight from the files.
struct RecordFacts: FactsSource {
    private let desk: Desk

    init(_ desk: Desk) {
        self.desk = desk
    }

    func forEachLead(_ parts: CallParts, _ body: (LeadStory) throws -> Void) throws {
        let library = desk.library
        let reasons = try library.reasons()
        let currency = desk.settings.currency
        let kept = KeptChecklists(desk.workspace, library: library)
        let (calls, problems) = PastCalls(desk.workspace).sum([String: [CallFacts]]()) { calls, record in
            let rules = kept.checklist(record.checklist).map {
                Rulebook(checklist: $0, reasons: reasons, currency: currency)
            }
            calls[record.lead.id, default: []].append(CallFacts(record, rules: rules))
        } merging: {
            $0.merge($1, uniquingKeysWith: +)
        }
        StandardError.write(problems.map { ErrorWording.line($0) })
        let acceptances = AcceptanceStore(desk.workspace)
        for (lead, unsorted) in calls.sorted(by: { $0.key < $1.key }) {
            let calls = unsorted.sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
            guard let facts = LeadFacts(ofCalls: calls) else { continue }
            var handOffs: [HandOffFacts] = []
            for call in calls where call.verdict == .salesQualified {
                guard let acceptance = try acceptances.acceptance(of: call.id) else { continue }
                handOffs.append(
                    HandOffFacts(
                        call: call.id, rep: call.rep, accountExecutive: acceptance.word.by,
                        at: acceptance.word.at, decision: acceptance.isRejected ? .rejected : .accepted,
                        reason: acceptance.word.reason))
            }
            _ = lead
            try body(LeadStory(lead: facts, calls: calls, handOffs: handOffs))
        }
    }

    func buyerWords(ofCall id: String) -> [String] {
        (try? desk.transcripts.feedback(id))?.buyerWords ?? []
    }
}
