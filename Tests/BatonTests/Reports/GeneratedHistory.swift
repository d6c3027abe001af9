import Foundation
import Qualification
import Workspace

/// A workspace with a history in which everything happens that a report counts: leads handed over twice, never called,
/// or known from calls alone; attempts, knock-outs without dialling, calls that go on from others; questions dodged,
/// skipped, taken back; overrides, verdicts overturned; SQLs accepted, refused, or met with silence.
struct GeneratedHistory {
    let path: String
    let now: Instant
    private var chance: SeededChance
    private let reasons: ReasonList
    private let checklists: [LoadedChecklist]
    private var written = 0

    /// Made on the product's own side of the files, so that these are what it writes.
    init(path: String, calls: Int, now: Instant, seed: UInt64) throws {
        self.path = path
        self.now = now
        chance = SeededChance(state: seed)
        let workspace = try Workspace(
            opening: WorkspaceLocation.find(option: path, environment: [:], currentFolder: path),
            checklists: [:])
        let reasons = try ChecklistLibrary(folder: workspace.checklistsPath).reasons()
        self.reasons = reasons
        let store = TranscriptStore(workspace)
        checklists = try GeneratedChecklists.all.map { text in
            try store.keepChecklist(Array(text.utf8))
            return try LoadedChecklist(bytes: Array(text.utf8), path: nil, reasons: reasons)
        }
        try write(calls)
    }

    // MARK: Leads

    private mutating func write(_ calls: Int) throws {
        var files: [(name: String, lines: [UInt8])] = [
            ("20260410T070000Z-aaaaaaaa", []), ("20260901T070000Z-bbbbbbbb", []),
        ]
        var number = 0
        while written < calls {
            number += 1
            let lead = lead(number)
            var versions = [lead]
            if chance.isTrue(15) { versions.append(handedOverAgain(lead)) }
            // Somebody who was forgotten is in no book.
            if !chance.isTrue(4) {
                for (index, version) in versions.enumerated() { files[index].lines += version.jsonLine }
            }
            try call(versions, atMost: calls - written)
        }
        for file in files { try write(file.lines, to: "leads/\(file.name).jsonl") }
    }

    private mutating func lead(_ number: Int) -> Lead {
        let daysAgo = chance.isTrue(3) ? 1 : chance.number(2...200)
        var lead = Lead(
            id: "lead\(number)@acme.example", name: "Lead \(number)", email: "lead\(number)@acme.example",
            channel: chance.isTrue(8)
                ? nil : chance.pick(["Webinar", "LinkedIn", "Referral", "Paid Search", "Zürich fair"]),
            campaign: chance.isTrue(12) ? nil : chance.pick(["Spring", "Guide, 2nd", "=Pricing", "Audit"]),
            score: chance.isTrue(5) ? nil : chance.number(0...139),
            mqlAt: chance.isTrue(10)
                ? nil
                : now.adding(
                    milliseconds: -Int64(daysAgo) * 86_400_000 + Int64(chance.number(0...86_000_000))))
        // Of some leads the hand-off says when they filled in a form.
        if let mqlAt = lead.mqlAt, number.isMultiple(of: 3) {
            let actedAt = mqlAt.adding(milliseconds: -Int64(number % 50) * 60_000)
            lead.extra["Recent conversion date"] = actedAt.rfc3339
        }
        return lead
    }

    private mutating func handedOverAgain(_ lead: Lead) -> Lead {
        var again = lead
        again.channel = chance.pick(["Webinar", "Newsletter"])
        again.score = chance.number(0...139)
        again.mqlAt = lead.mqlAt.map {
            min($0.adding(hours: 24 * chance.number(1...30)), now.adding(hours: -30))
        }
        return again
    }

    // MARK: Calls

    private mutating func call(_ versions: [Lead], atMost: Int) throws {
        var start = (versions[0].mqlAt ?? now.adding(hours: -24 * 60)).adding(
            milliseconds: Int64(chance.number(1_000...200_000_000)))
        var previous: CallRecord?
        var verdict: CallRecord?
        for _ in 0..<min(chance.pick([0, 1, 1, 2, 2, 3, 4]), atMost) {
            // Nothing is decided so near a day ago that silence may turn into consent while reports are made.
            let isTooNear = start > now.adding(hours: -26) && start < now.adding(hours: -22)
            guard start < now.adding(hours: -1), !isTooNear else { return }
            let known = versions.last { $0.mqlAt.map { $0 <= start } ?? true } ?? versions[0]
            let checklist = chance.pick(checklists)
            var record = CallRecord(
                id: CallRecord.id(startingAt: start, random: String(format: "%08x", written)),
                rep: chance.pick(["sam", "sam", "ana", "li", "Zoë"]), lead: known,
                checklist: .init(
                    name: checklist.checklist.name, version: checklist.checklist.version,
                    sha256: checklist.sha256), startedAt: start, utcOffset: UTCOffset(minutes: 60))
            let rules = Rulebook(checklist: checklist.checklist, reasons: reasons, currency: "USD")
            if let previous, previous.outcome?.verdict == .incomplete, previous.checklist == record.checklist
            {
                goOn(from: previous, &record)
            }
            hold(&record, rules, supersedes: verdict?.id)
            try write(record.encoded, to: "transcripts/\(start.month)/\(record.id).json")
            written += 1
            if record.outcome?.verdict.isDecisive == true {
                try tellMarketing(record, rules)
                verdict = record
            }
            if record.outcome?.verdict == .salesQualified { try answer(record) }
            previous = record
            start = start.adding(milliseconds: Int64(chance.number(3_600_000...1_200_000_000)))
        }
    }

    private func goOn(from previous: CallRecord, _ record: inout CallRecord) {
        record.continues = previous.id
        let standing = Standing.standingEntries(of: previous.entries)
        record.entries = standing.enumerated().map { index, entry in
            Entry(seq: index + 1, at: entry.at, kind: entry.kind, from: entry.from ?? previous.id)
        }
    }

    private mutating func hold(_ record: inout CallRecord, _ rules: Rulebook, supersedes: String?) {
        let start = record.startedAt
        let end = start.adding(milliseconds: Int64(chance.number(20_000...1_500_000)))
        func outcome(_ verdict: Verdict, proposed: Verdict) -> Outcome {
            Outcome(
                verdict: verdict, proposed: proposed, decidedAt: end, decidedBy: record.rep,
                supersedes: verdict.isDecisive ? supersedes : nil)
        }
        let kind = chance.number(1...100)
        if kind <= 4 {
            record.outcome = outcome(.disqualified, proposed: .disqualified)
            record.outcome?.reason = reason(for: .disqualified)
        } else if kind <= 30 {
            if chance.isTrue(10) { record.connectedAt = start.adding(milliseconds: 9_000) }
            record.outcome = outcome(.noContact, proposed: .noContact)
            record.outcome?.attempt = Attempt(disposition: chance.pick(Attempt.Disposition.allCases))
        } else {
            record.connectedAt = start.adding(milliseconds: Int64(chance.number(4_000...30_000)))
            talk(&record, rules)
            guard !chance.isTrue(4) else { return }
            let decision = rules.decide(record.standing.answers)
            record.outcome = outcome(decision.verdict, proposed: decision.verdict)
            record.outcome?.elements = decision.elements
            record.outcome?.reason = decision.reason.map { GivenReason(code: $0.code, sub: $0.sub) }
            if decision.verdict == .incomplete, chance.isTrue(30) {
                // A reason where the proposal was incomplete is no override.
                record.outcome?.verdict = .recycled
                record.outcome?.reason = reason(for: .recycled)
            } else if chance.isTrue(15) {
                let others = [Verdict.salesQualified, .recycled, .disqualified, .returned, .incomplete]
                    .filter { $0 != decision.verdict }
                let verdict = chance.pick(others)
                record.outcome?.verdict = verdict
                record.outcome?.override = "the buyer was clearer than that"
                record.outcome?.reason = verdict.takesReason ? reason(for: verdict) : nil
            }
            if record.outcome?.verdict.isDecisive == true { record.outcome?.supersedes = supersedes }
        }
        record.endedAt = end
    }

    private mutating func reason(for verdict: Verdict) -> GivenReason {
        let reason = chance.pick(reasons.reasons.filter { $0.verdicts.contains(verdict) })
        let sub = reason.subReasons.isEmpty || chance.isTrue(30) ? nil : chance.pick(reason.subReasons)
        return GivenReason(code: reason.code, sub: sub?.code)
    }

    /// Leads with a better score know more.
    private mutating func talk(_ record: inout CallRecord, _ rules: Rulebook) {
        var at = record.connectedAt ?? record.startedAt
        var entries = record.entries
        func add(_ kind: Entry.Kind, after milliseconds: Int) {
            at = at.adding(milliseconds: Int64(milliseconds))
            entries.append(Entry(seq: entries.count + 1, at: at, kind: kind))
        }
        let known = 35 + min(record.lead.score ?? 40, 100) / 2
        let stranger = QuestionKey(element: "extra", question: "thing")
        for question in rules.checklist.questions.map(\.key) + (chance.isTrue(5) ? [stranger] : []) {
            if chance.isTrue(12) { add(.dodged(question: question), after: chance.number(2_000...20_000)) }
            guard chance.isTrue(known) else { continue }
            let grade = chance.pick([EvidenceGrade.vague, .stated, .stated, .stated, .verified])
            let kind = rules.checklist.question(question)?.kind ?? .text
            add(
                .answer(
                    Answer(
                        question: question, text: "as it was said, \(chance.number(1...9))",
                        value: value(kind),
                        grade: grade, isAgainst: chance.isTrue(7))), after: chance.number(1_500...90_000))
            if chance.isTrue(15) {
                add(.quote(question: question, text: "word for word, \(chance.number(1...40))"), after: 7_250)
            }
            if chance.isTrue(8) {
                add(.regrade(question: question, grade: .verified, isAgainst: false), after: 900)
            }
            if chance.isTrue(6) { add(.undo(of: entries.count), after: 1_999) }
            if chance.isTrue(8) { add(.note(text: "prefers mail on Tuesdays"), after: 5_000) }
            // A clock that is put back.
            if chance.isTrue(1) { at = at.adding(milliseconds: -30_000) }
        }
        record.entries = entries
    }

    private mutating func value(_ kind: QuestionKind) -> AnswerValue? {
        switch kind {
        case .money:
            .money(Money(amount: Double(chance.number(1...90)) * 1000, upTo: nil, currency: "USD"))
        case .date:
            .date(
                StatedDate(
                    on: UTCOffset(minutes: 0).day(of: now).adding(days: chance.number(10...300)),
                    precision: .day))
        case .person, .people: .person(Person(name: "Dana Li", role: "CFO"))
        case .number: .number(Double(chance.number(1...500)))
        case .choice: .choice(chance.pick(["nothing", "rival"]))
        case .yesNo: .yesNo(chance.isTrue(50))
        case .text: nil
        }
    }

    // MARK: What others say

    private mutating func tellMarketing(_ record: CallRecord, _ rules: Rulebook) throws {
        guard !chance.isTrue(5),
            let feedback = Feedback(
                call: record, rulebook: rules, history: LeadHistory(), settings: Settings())
        else { return }
        try write(feedback.encoded, to: "feedback/\(record.startedAt.month)/\(record.id).json")
    }

    /// What ana hands over comes back more often.
    private mutating func answer(_ record: CallRecord) throws {
        guard let decidedAt = record.outcome?.decidedAt, !chance.isTrue(30) else { return }
        let isRejected = chance.isTrue(record.rep == "ana" ? 60 : 20)
        let reasons = [
            "pain-not-confirmed", "fact-contradicted", "brief-incomplete", "no-show", "already-owned",
        ]
        let word = Acceptance.Word(
            isRejected ? .rejected : .accepted, at: decidedAt.adding(milliseconds: 3_000_123), by: "dana",
            reason: isRejected ? chance.pick(reasons) : nil)
        let acceptance = Acceptance(
            call: record.id, leadID: record.lead.id, email: record.lead.email, company: nil, rep: record.rep,
            dueAt: decidedAt.adding(hours: 24), word: word)
        try write(acceptance.encoded, to: "acceptances/\(record.startedAt.month)/\(record.id).json")
    }

    private func write(_ bytes: [UInt8], to name: String) throws {
        let url = URL(fileURLWithPath: "\(path)/\(name)")
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }
}

/// Chance that is the same in every run (SplitMix64).
private struct SeededChance: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[Int(next() % UInt64(values.count))] }

    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func isTrue(_ percent: Int) -> Bool { number(1...100) <= percent }
}
