import TestSupport
import Foundation
import Qualification
import Workspace

/// The calls that were held in a workspace before, over the twelve months up to today.
final class CallHistory {
    let workspace: String
    private let leads: Int
    private let rulebook: Rulebook
    private let checklist: CallRecord.ChecklistStamp
    private let now: Instant
    private var written = 0

    init(workspace: String, leads: Int) throws {
        self.workspace = workspace
        self.leads = leads
        let library = ChecklistLibrary(folder: "\(workspace)/checklists")
        let reasons = try library.reasons()
        let loaded = try library.checklist(named: "BANT", reasons: reasons)
        rulebook = Rulebook(checklist: loaded.checklist, reasons: reasons, currency: "USD")
        checklist = CallRecord.ChecklistStamp(
            name: loaded.checklist.name, version: loaded.checklist.version, sha256: loaded.sha256)
        now = Benchmarks.now
    }

    private var today: LocalDay { UTCOffset(minutes: 0).day(of: now) }

    /// A lead that no call was held with, another one for each number.
    func untouchedLead(_ number: Int) -> Lead {
        InventedLead(leads - 2 - number, of: leads, today: today).lead
    }

    /// Writes the records of so many calls, spread evenly over the year.
    func write(_ count: Int) throws {
        for index in 0..<count {
            let minutes = Int64(count - index) * (365 * 24 * 60) / Int64(count)
            try write(startingAt: now.adding(milliseconds: -(minutes + 60) * 60_000))
        }
    }

    private func write(startingAt start: Instant) throws {
        let record = record(written, startingAt: start)
        written += 1
        let folder = "\(workspace)/transcripts/\(start.month)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // The product's own encoding; bringing ten thousand files to disk one by one is not what is measured.
        try Data(record.encoded).write(to: URL(fileURLWithPath: "\(folder)/\(record.id).json"))
    }

    // MARK: - One call

    private func record(_ number: Int, startingAt start: Instant) -> CallRecord {
        var chance = Chance(seed: -1 - number)
        // Leads are called more than once.
        let lead = InventedLead(chance.number(0...leads * 6 / 100), of: leads, today: today).lead
        let random = String(format: "%08x", number)
        var record = CallRecord(
            id: CallRecord.id(startingAt: start, random: random), rep: chance.pick(["sam", "ana", "li"]),
            lead: lead, checklist: checklist, startedAt: start, utcOffset: UTCOffset(minutes: 60))
        record.endedAt = start.adding(milliseconds: Int64(chance.number(40...1200)) * 1000)
        if chance.isTrue(45) {
            record.outcome = unanswered(record, &chance)
        } else {
            record.connectedAt = start.adding(milliseconds: 12_000)
            record.entries = entries(after: start, &chance)
            record.outcome = decided(record)
        }
        return record
    }

    private func entries(after start: Instant, _ chance: inout Chance) -> [Entry] {
        var entries: [Entry] = []
        func add(_ kind: Entry.Kind) {
            let at = start.adding(milliseconds: 12_000 + Int64(entries.count) * 20_000)
            entries.append(Entry(seq: entries.count + 1, at: at, kind: kind))
        }
        for question in rulebook.checklist.questions where chance.isTrue(75) {
            let isAgainst = chance.isTrue(8)
            let value: AnswerValue? =
                switch question.kind {
                case .money: .money(Money(amount: Double(chance.number(5...90)) * 1000, currency: "USD"))
                case .date:
                    .date(StatedDate(on: today.adding(days: chance.number(20...200)), precision: .day))
                case .person: .person(Person(name: "Dana Li", role: "CFO"))
                default: nil
                }
            add(
                .answer(
                    Answer(
                        question: question.key, text: chance.pick(Words.answers), value: value,
                        grade: chance.pick([.vague, .stated, .stated, .verified]), isAgainst: isAgainst)))
            if chance.isTrue(20) { add(.quote(question: question.key, text: chance.pick(Words.answers))) }
        }
        add(.note(text: "prefers mail on Tuesdays"))
        return entries
    }

    private func unanswered(_ record: CallRecord, _ chance: inout Chance) -> Outcome {
        Outcome(
            verdict: .noContact, proposed: .noContact,
            attempt: Attempt(disposition: chance.pick([.noAnswer, .voicemail])),
            decidedAt: record.endedAt ?? record.startedAt, decidedBy: record.rep,
            elements: rulebook.elementStates([:]))
    }

    private func decided(_ record: CallRecord) -> Outcome {
        let decision = rulebook.decide(record.standing.answers)
        let reason = decision.reason.map {
            GivenReason(
                code: $0.code, sub: $0.sub,
                revisitOn: decision.verdict == .recycled ? today.adding(days: 30) : nil)
        }
        return Outcome(
            verdict: decision.verdict, proposed: decision.verdict, reason: reason,
            decidedAt: record.endedAt ?? record.startedAt, decidedBy: record.rep, elements: decision.elements,
            proof: decision.proof,
            nextStep: decision.verdict.leavesLeadAlive
                ? NextStep(what: "demo with Dana (CFO)", on: today.adding(days: 5)) : nil)
    }
}

extension Benchmarks {
    /// The beginning of the minute in which the benchmarks began.
    static let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970) / 60 * 60_000)
}
