import Conversation
import Qualification
import Workspace

@testable import BatonCommands

/// A call to hold: a lead, a rep, one afternoon, and the built-in rules.
enum Scene {
    static let start = Instant(rfc3339: "2026-11-21T14:03:22.512Z") ?? Instant(milliseconds: 0)
    static let offset = UTCOffset(minutes: 60)
    static let lead = Lead(
        id: "jane@acme.example", name: "Jane Ortiz", email: "jane@acme.example", phone: "+1 555 0100",
        company: "Acme Logistics", title: "VP Operations", channel: "LinkedIn",
        campaign: "Warehouse ROI guide",
        score: 72, mqlAt: Instant(rfc3339: "2026-11-21T11:00:00.000Z"))

    static let reasons: ReasonList = {
        let bytes = BuiltInChecklists.bytes(of: BuiltInChecklists.reasonsFile) ?? []
        return (try? ReasonListReader.read(bytes, path: "reasons.yaml")) ?? ReasonList(reasons: [])
    }()

    static let checklists: [LoadedChecklist] = BuiltInChecklists.fileNames.compactMap { name in
        guard name != BuiltInChecklists.reasonsFile, let bytes = BuiltInChecklists.bytes(of: name) else {
            return nil
        }
        return try? LoadedChecklist(bytes: bytes, path: name, reasons: reasons)
    }

    static func rulebook(_ checklist: Checklist) -> Rulebook {
        Rulebook(checklist: checklist, reasons: reasons, currency: "USD")
    }

    static func record(_ loaded: LoadedChecklist) -> CallRecord {
        CallRecord(
            id: CallRecord.id(startingAt: start, random: "7f3a9c2e"), rep: "sam", lead: lead,
            checklist: .init(
                name: loaded.checklist.name, version: loaded.checklist.version, sha256: loaded.sha256),
            startedAt: start, utcOffset: offset)
    }

    static func conversation(_ record: CallRecord, _ checklist: Checklist, attempts: Int = 0) -> Conversation
    {
        Conversation(
            record: record, rulebook: rulebook(checklist), settings: Settings(),
            history: LeadHistory(attempts: attempts))
    }

    /// What the screen would say to effects, and what stands on the prompt then.
    static func check(_ effects: [Effect], of conversation: Conversation) throws {
        let brief = BriefWording(
            lead: conversation.record.lead, history: conversation.history, rep: conversation.record.rep,
            now: start,
            offset: offset, settings: Settings(), lastCall: nil, isOptedOut: false)
        let wording = EffectWording(conversation: conversation, lead: brief)
        for effect in effects { try ShownBytes.check(wording.lines(for: effect)) }
        let prompts = PromptWording(width: 80)
        let prompt = prompts.prompt(for: conversation, isSaved: true)
        try promise(prompt.plain.hasSuffix("> "), "a prompt that does not end like one: \(prompt.plain)")
        try ShownBytes.check([prompt] + (prompts.question(for: conversation).map { [$0] } ?? []))
    }

    /// What is saved after each Enter is what would be read again.
    static func checkSaved(_ record: CallRecord) throws {
        let written = record.encoded
        try ShownBytes.check(json: written)
        do {
            let read = try CallRecord.decoded(written, path: "call.json")
            try promise(read == record, "the record reads back otherwise: \(record) \(read)")
            try promise(read.encoded == written, "the record is written otherwise the second time")
        } catch let error as RecordError {
            throw Broken("the record does not read back: \(ErrorWording.text(error))")
        }
    }

    /// All the ways in which a call is shown.
    static func checkShown(_ record: CallRecord, _ checklist: Checklist?) throws {
        let worded = checklist?.worded(for: record.lead, rep: record.rep)
        try ShownBytes.check(TimelineWording(record: record, checklist: worded).lines)
        try ShownBytes.check(HandOffBrief(record: record, checklist: worded).markdown)
        try ShownBytes.check(EndWording.lines(record))
    }

    /// What marketing is told of a call, if anything.
    static func checkFeedback(_ record: CallRecord, _ checklist: Checklist) throws {
        let feedback = Feedback(
            call: record, rulebook: rulebook(checklist), history: LeadHistory(), settings: Settings())
        guard let feedback else { return }
        let written = feedback.encoded
        try ShownBytes.check(json: written)
        do {
            try promise(
                try Feedback.decoded(written, path: "f.json") == feedback, "feedback reads back otherwise")
        } catch let error as RecordError {
            throw Broken("feedback does not read back: \(ErrorWording.text(error))")
        }
    }
}
