import Conversation
import Foundation
import Qualification
import Testing

func key(_ text: String) -> QuestionKey {
    let parts = text.split(separator: ".").map(String.init)
    return QuestionKey(element: parts.first ?? "", question: parts.last ?? "")
}

func question(
    _ name: String, _ kind: QuestionKind = .text, optional: Bool = false, when: Condition? = nil,
    redFlags: [String] = []
) -> Question {
    Question(
        key: key(name), ask: "\(name)?", kind: kind, isOptional: optional, when: when, redFlags: redFlags)
}

/// BANT as it ships, in short: need first and required, three of four confirm.
let bant = Checklist(
    name: "BANT", version: "1.0.0", about: "",
    elements: [
        Element(
            id: "need", name: "Need", required: .stated, otherwise: ReasonReference(code: "no-need"),
            questions: [question("need.pain"), question("need.impact")]),
        Element(
            id: "budget", name: "Budget", otherwise: ReasonReference(code: "no-budget"), sameAs: "money",
            questions: [
                question("budget.amount", .money, redFlags: ["waiting for pricing"]),
                question(
                    "budget.owner", .person, optional: true,
                    when: .test(question: key("budget.amount"), .answered(true))),
            ]),
        Element(
            id: "authority", name: "Authority", required: .vague,
            otherwise: ReasonReference(code: "wrong-contact"),
            questions: [question("authority.signer", .person), question("authority.process", optional: true)]),
        Element(
            id: "timing", name: "Timing", otherwise: ReasonReference(code: "timing"),
            questions: [question("timing.date", .date), question("timing.driver", optional: true)]),
        Element(
            id: "competition", name: "Competition", counts: false,
            questions: [
                question("competition.current", optional: true),
                question("competition.contract-end", .date, optional: true),
            ]),
    ], decision: DecisionRule(confirm: 3))

/// The closed list of reasons, with the words that ask for what is missing.
let reasons = ReasonList(reasons: [
    Reason(
        code: "unreachable", key: "1", name: "Unreachable", verdicts: [.recycled], requirement: .attempts,
        who: "nurture", action: "check the data source"),
    Reason(
        code: "bad-data", key: "2", name: "Inaccurate data", verdicts: [.returned], requirement: .sentence,
        ask: "Which field is wrong?", who: "operations", action: "mend the form"),
    Reason(
        code: "no-need", key: "3", name: "No need", verdicts: [.recycled, .disqualified], element: "need",
        requirement: .buyerWords, ask: "What did they say?",
        subReasons: [
            Reason.SubReason(code: "research-only", name: "Only research"),
            Reason.SubReason(code: "solved-otherwise", name: "Solved otherwise", ask: "Which vendor?"),
        ], who: "campaigns", action: "lower the intent points"),
    Reason(
        code: "no-budget", key: "4", name: "No budget", verdicts: [.recycled], element: "money",
        requirement: .date, ask: "When is the next budget decided?", who: "nurture", action: "dated nurture"),
    Reason(
        code: "wrong-contact", key: "5", name: "Wrong contact", verdicts: [.recycled], element: "authority",
        requirement: .person, ask: "Who is the right person?", who: "targeting", action: "find them"),
    Reason(
        code: "timing", key: "6", name: "Timing", verdicts: [.recycled], element: "timing",
        requirement: .dateOrTrigger, ask: "When, or after what?",
        subReasons: [Reason.SubReason(code: "contract-end", name: "Contract end")], who: "nurture",
        action: "dated nurture"),
    Reason(
        code: "no-fit", key: "7", name: "No fit", verdicts: [.disqualified], requirement: .subReason,
        subReasons: [
            Reason.SubReason(code: "size", name: "Size"),
            Reason.SubReason(code: "industry", name: "Industry"),
        ], who: "targeting", action: "tighten the profile"),
    Reason(
        code: "not-a-prospect", key: "8", name: "Not a prospect", verdicts: [.disqualified],
        subReasons: [Reason.SubReason(code: "do-not-contact", name: "Do not contact")], who: "operations",
        action: "exclusion list"),
    Reason(
        code: "hand-off-error", key: "9", name: "Hand-off error", verdicts: [.returned], requirement: .record,
        ask: "Whose lead is it?", who: "operations", action: "mend the routing"),
    Reason(
        code: "other", key: "0", name: "Other", verdicts: [.recycled, .disqualified], requirement: .sentence,
        ask: "In a sentence?", who: "marketing", action: "review"),
])

let rules = Rulebook(checklist: bant, reasons: reasons, currency: "USD")

/// Saturday, 21 November 2026, 15:03 local time, an hour ahead of UTC.
let now = Moment(
    instant: Instant(rfc3339: "2026-11-21T14:03:22.512Z") ?? Instant(milliseconds: 0),
    offset: UTCOffset(minutes: 60))

let jane = Lead(
    id: "jane@acme.example", name: "Jane Ortiz", email: "jane@acme.example", company: "Acme",
    channel: "LinkedIn", campaign: "Warehouse ROI guide", score: 72,
    mqlAt: Instant(rfc3339: "2026-11-21T11:00:00Z"))

/// A call that a test types into, with everything it was told.
struct Call {
    var conversation: Conversation
    var effects: [Effect] = []

    /// A call that was picked up, at its first question; `picksUp: false` is still dialling.
    init(picksUp: Bool = true, attempts: Int = 0, entries: [Entry] = [], supersedes: String? = nil) {
        let record = CallRecord(
            id: "20261121T140322Z-7f3a9c2e", rep: "sam", lead: jane,
            checklist: CallRecord.ChecklistStamp(name: "BANT", version: "1.0.0", sha256: ""),
            startedAt: now.instant, connectedAt: picksUp ? now.instant : nil, utcOffset: now.offset,
            entries: entries)
        conversation = Conversation(
            record: record, rulebook: rules, settings: Settings(),
            history: LeadHistory(attempts: attempts, verdictCall: supersedes))
    }

    /// Types lines, and keeps what the last one was answered with.
    @discardableResult
    mutating func type(_ lines: String...) -> [Effect] {
        for line in lines { effects = conversation.receive(line, at: now) }
        return effects
    }

    /// Types the lines of one table cell, set apart by ` ⏎ `.
    mutating func type(script: String) {
        for line in script.components(separatedBy: " ⏎ ") { type(line) }
    }

    /// What is recorded, one line an entry: `answer need.pain 2 “slow”`.
    var entries: [String] {
        conversation.record.entries.map { entry in
            switch entry.kind {
            case .answer(let answer):
                "answer \(answer.question) \(answer.grade.rawValue)\(answer.isAgainst ? " against" : "") “\(answer.text)”"
            case .quote(let question, let text): "quote \(question) “\(text)”"
            case .dodged(let question): "dodged \(question)"
            case .regrade(let question, let grade, let isAgainst):
                "grade \(question) \(grade.rawValue)\(isAgainst ? " against" : "")"
            case .note(let text): "note “\(text)”"
            case .next(let step, _): "next “\(step.what)” \(step.on?.description ?? "undated")"
            case .mark(let mark): "\(mark.kind) \(mark.name)\(mark.contact.map { " <\($0)>" } ?? "")"
            case .undo(let seq): "undo \(seq)"
            }
        }
    }

    /// Where the prompt is.
    var prompt: String {
        switch conversation.stage {
        case .dialling: "dialling"
        case .asking(let key): key?.description ?? "note"
        case .confirmingWord(let command, _): "did you mean /\(command.rawValue)?"
        case .confirmingAttempt(let disposition): "really \(disposition.rawValue)?"
        case .closing(let closing):
            switch closing.pending {
            case .verdict: "verdict"
            case .whichVerdict(let verdicts): verdicts.map(\.rawValue).joined(separator: " or ")
            case .subReason(let subs): subs.map(\.code).joined(separator: " or ")
            case .fact(_, let ask), .detail(let ask): ask
            case .override: "why?"
            case .nextStep: "next step"
            }
        case .ended: "ended"
        case .paused: "paused"
        }
    }

    var outcome: Outcome? { conversation.record.outcome }

    /// The verdict with its reason, as it would be read aloud: `recycled timing/contract-end until 2027-03-31 (note)`.
    var verdict: String? {
        outcome.map { outcome in
            let reason = outcome.reason.map { reason in
                " " + ([reason.code, reason.sub].compactMap(\.self).joined(separator: "/"))
                    + (reason.revisitOn.map { " until \($0)" } ?? "") + (reason.note.map { " (\($0))" } ?? "")
            }
            return outcome.verdict.rawValue + (reason ?? "")
                + (outcome.attempt.map { " \($0.disposition.rawValue)" } ?? "")
        }
    }

    var receipt: Receipt? {
        effects.compactMap { if case .receipt(let receipt) = $0 { receipt } else { nil } }.first
    }

    var notices: [Notice] {
        effects.compactMap { if case .notice(let notice) = $0 { notice } else { nil } }
    }
}
