import Qualification

/// Records out of random parts, with text that has broken record formats before.
struct RecordSamples {
    var numbers: SeededNumbers

    init(seed: UInt64) {
        numbers = SeededNumbers(state: seed)
    }

    static let texts = [
        "", " ", "40k, approved for FY27", "\"quoted\" \\ and / back", "line\nfeed\r\nand\ttab",
        "\u{0}nul\u{1}",
        "\u{7F}del\u{85}c1", "\u{2028}separators\u{2029}", "\u{202E}gnitirw-thgir-ot-tfel",
        "zero\u{200B}width",
        "e\u{301} and é", "👩‍👩‍👧‍👦 family", "\u{FEFF}mark", "\u{FFFD}", "{\"not\": \"json\"}", "=cmd|' /C calc'!A0",
        "null", "Zürich – 5 000 €", String(repeating: "long ", count: 500), "../../etc/passwd", "\u{10FFFF}",
    ]

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: 0..<values.count, using: &numbers)]
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &numbers) < percent }

    mutating func text() -> String { pick(RecordSamples.texts) }
    mutating func optionalText() -> String? { chance(50) ? text() : nil }

    mutating func instant() -> Instant {
        Instant(milliseconds: Int64.random(in: -1_000_000_000_000...9_000_000_000_000, using: &numbers))
    }

    mutating func optionalInstant() -> Instant? { chance(50) ? instant() : nil }
    mutating func day() -> LocalDay {
        LocalDay(daysSinceEpoch: Int.random(in: -40_000...80_000, using: &numbers))
    }
    mutating func optionalDay() -> LocalDay? { chance(50) ? day() : nil }
    mutating func grade() -> EvidenceGrade { pick(EvidenceGrade.allCases) }

    mutating func key() -> QuestionKey {
        QuestionKey(element: pick(["budget", "näd", "a b"]), question: pick(["amount", "x-y", "?"]))
    }

    mutating func number() -> Double {
        pick([
            0, -0.0, 1, 40_000, 0.1, 1e-7, 1.5e300, 9_007_199_254_740_992, -3.25, .leastNonzeroMagnitude,
            .greatestFiniteMagnitude,
        ])
    }

    mutating func person() -> Person { Person(name: optionalText(), role: optionalText()) }

    mutating func value() -> AnswerValue? {
        switch Int.random(in: 0..<8, using: &numbers) {
        case 0: .money(Money(amount: number(), upTo: chance(50) ? number() : nil, currency: text()))
        case 1: .date(StatedDate(on: day(), precision: pick(StatedDate.Precision.allCases)))
        case 2: .number(number())
        case 3: .yesNo(chance(50))
        case 4: .choice(text())
        case 5: .person(person())
        case 6: .people((0..<Int.random(in: 0..<3, using: &numbers)).map { _ in person() })
        default: nil
        }
    }

    mutating func kind() -> Entry.Kind {
        switch Int.random(in: 0..<8, using: &numbers) {
        case 0:
            .answer(
                Answer(question: key(), text: text(), value: value(), grade: grade(), isAgainst: chance(50)))
        case 1: .quote(question: key(), text: text())
        case 2: .dodged(question: key())
        case 3: .regrade(question: key(), grade: grade(), isAgainst: chance(50))
        case 4: .note(text: text())
        case 5: .next(NextStep(what: text(), on: optionalDay()), text: text())
        case 6: .mark(Mark(kind: pick(Mark.Kind.allCases), name: text(), contact: optionalText()))
        default: .undo(of: Int.random(in: 1...9, using: &numbers))
        }
    }

    mutating func reason() -> GivenReason {
        GivenReason(code: text(), sub: optionalText(), note: optionalText(), revisitOn: optionalDay())
    }

    mutating func elements() -> [ElementState] {
        (0..<Int.random(in: 0..<4, using: &numbers)).map { _ in
            ElementState(id: text(), grade: grade(), bar: grade(), state: pick(ElementState.State.allCases))
        }
    }

    mutating func outcome() -> Outcome {
        let changes: [Flip.Change] = [.grade(.stated), .grade(.none), .against, .for, .answer]
        return Outcome(
            verdict: pick(Verdict.allCases), proposed: pick(Verdict.allCases), override: optionalText(),
            reason: chance(50) ? reason() : nil,
            attempt: chance(50)
                ? Attempt(
                    disposition: pick(Attempt.Disposition.allCases), spokeTo: optionalText(),
                    note: optionalText(), callBackAt: optionalInstant()) : nil,
            decidedAt: instant(), decidedBy: text(), supersedes: optionalText(), elements: elements(),
            proof: (0..<2).map { _ in Proof(rule: pick(Proof.Rule.allCases), text: text()) },
            flip: (0..<2).map { _ in Flip(question: key(), change: pick(changes), to: pick(Verdict.allCases))
            },
            nextStep: chance(50) ? NextStep(what: text(), on: optionalDay()) : nil)
    }

    mutating func lead() -> Lead {
        var extra: [String: String] = [:]
        for _ in 0..<Int.random(in: 0..<5, using: &numbers) { extra[text()] = text() }
        return Lead(
            id: text(), name: optionalText(), email: optionalText(), phone: optionalText(),
            company: optionalText(), title: optionalText(), channel: optionalText(), campaign: optionalText(),
            score: chance(50) ? Int.random(in: -100...1000, using: &numbers) : nil, mqlAt: optionalInstant(),
            extra: extra)
    }

    mutating func record() -> CallRecord {
        CallRecord(
            id: pick(["20261121T140322Z-7f3a9c2e", "20260101T000000Z-zzzzzzzz"]), rep: text(), lead: lead(),
            checklist: .init(name: text(), version: text(), sha256: text()), startedAt: instant(),
            connectedAt: optionalInstant(), endedAt: optionalInstant(),
            utcOffset: UTCOffset(minutes: Int.random(in: -720...840, using: &numbers)),
            continues: optionalText(),
            draft: optionalText(),
            entries: (0..<Int.random(in: 0..<12, using: &numbers)).map {
                Entry(seq: $0 + 1, at: instant(), kind: kind(), from: optionalText())
            },
            outcome: chance(60) ? outcome() : nil)
    }

    mutating func feedback() -> Feedback {
        Feedback(
            id: "20261121T140322Z-7f3a9c2e", at: instant(), rep: text(), leadID: text(),
            email: optionalText(),
            company: optionalText(),
            source: Feedback.Source(
                channel: optionalText(), campaign: optionalText(), score: chance(50) ? 72 : nil,
                threshold: chance(50) ? 60 : nil, mqlAt: optionalInstant(), firstTouchAt: instant(),
                firstTouchInTime: chance(50) ? chance(50) : nil, attempts: 2),
            verdict: pick(Verdict.allCases), reason: chance(50) ? reason() : nil,
            buyerWords: (0..<2).map { _ in text() },
            elements: elements().map { Feedback.Element(id: $0.id, grade: $0.grade, state: $0.state) },
            action: Feedback.Action(who: text(), what: text(), on: optionalDay()), supersedes: optionalText())
    }
}
