import Qualification
import Testing

/// A local day in a table row; a row with a typing error fails the test that reads it.
func day(_ text: String) -> LocalDay {
    guard let day = LocalDay(text) else {
        Issue.record("no such day: \(text)")
        return LocalDay(daysSinceEpoch: 0)
    }
    return day
}

func key(_ text: String) -> QuestionKey {
    let parts = text.split(separator: ".").map(String.init)
    return QuestionKey(element: parts.first ?? "", question: parts.last ?? "")
}

let saturday = day("2026-11-21")

/// Reasons short enough to read in a test, one for each way out.
let reasons = ReasonList(reasons: [
    Reason(
        code: "no-need", key: "3", name: "No need", verdicts: [.recycled, .disqualified], element: "need",
        requirement: .buyerWords, who: "campaigns", action: "lower the intent points"),
    Reason(
        code: "no-budget", key: "4", name: "No budget", verdicts: [.recycled], element: "money",
        requirement: .date, who: "nurture", action: "dated nurture"),
    Reason(
        code: "wrong-contact", key: "5", name: "Wrong contact", verdicts: [.recycled], element: "authority",
        requirement: .person, who: "targeting", action: "find the right person"),
    Reason(
        code: "timing", key: "6", name: "Timing", verdicts: [.recycled], element: "timing",
        requirement: .dateOrTrigger, who: "nurture", action: "dated nurture"),
    Reason(
        code: "no-fit", key: "7", name: "No fit", verdicts: [.disqualified], requirement: .subReason,
        subReasons: [Reason.SubReason(code: "size", name: "Too small")], who: "targeting",
        action: "tighten the profile"),
    Reason(
        code: "hand-off-error", key: "9", name: "Hand-off error", verdicts: [.returned],
        requirement: .record, who: "operations", action: "mend the routing"),
])

func question(
    _ text: String, _ kind: QuestionKind = .text, optional: Bool = false, when: Condition? = nil,
    redFlags: [String] = [], choices: [Choice] = [], wanted: Bool = true, stops: [Stop] = []
) -> Question {
    Question(
        key: key(text), ask: "\(text)?", kind: kind, isOptional: optional, when: when, redFlags: redFlags,
        choices: choices, wanted: wanted, stops: stops)
}

/// BANT as it is asked: need first and required, three of four confirm.
let bant = Checklist(
    name: "BANT", version: "1.0.0", about: "",
    elements: [
        Element(
            id: "need", name: "Need", required: .stated, otherwise: ReasonReference(code: "no-need"),
            questions: [question("need.pain"), question("need.impact")]),
        Element(
            id: "budget", name: "Budget", otherwise: ReasonReference(code: "no-budget"), sameAs: "money",
            questions: [
                question(
                    "budget.amount", .money,
                    stops: [Stop(when: .below(3000), reason: ReasonReference(code: "no-fit", sub: "size"))]),
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
            questions: [question("competition.current", optional: true)]),
    ], decision: DecisionRule(confirm: 3))

let bantRules = Rulebook(checklist: bant, reasons: reasons, currency: "USD")

/// Answers in one line: `need.pain 2, budget.amount 2 against`.
func answers(_ line: String, values: [String: AnswerValue] = [:]) -> [QuestionKey: StandingAnswer] {
    var answers: [QuestionKey: StandingAnswer] = [:]
    for part in line.split(separator: ",") {
        let words = part.split(separator: " ").map(String.init)
        let name = words[0]
        guard words.count > 1, let level = Int(words[1]), let grade = EvidenceGrade(rawValue: level) else {
            Issue.record("no grade in “\(part)”")
            continue
        }
        answers[key(name)] = StandingAnswer(
            question: key(name), text: "as typed", value: values[name], grade: grade,
            isAgainst: words.last == "against")
    }
    return answers
}

/// A generator that gives the same cases on every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
