import Qualification

extension JSONScanner {
    mutating func outcome() throws(Other) -> Outcome {
        var (verdict, proposed): (Verdict?, Verdict?)
        var (override, decidedBy, supersedes): (String?, String?, String?)
        var reason: GivenReason?
        var attempt: Attempt?
        var decidedAt: Instant?
        var elements: [ElementState]?
        var proof: [Proof]?
        var flip: [Flip]?
        var nextStep: NextStep?
        try members { scanner, key throws(Other) in
            switch key {
            case "attempt": attempt = try scanner.isNull() ? nil : try scanner.attempt()
            case "decidedAt": decidedAt = try scanner.instant()
            case "decidedBy": decidedBy = try scanner.string()
            case "elements": elements = try scanner.elements { item throws(Other) in try item.elementState() }
            case "flip": flip = try scanner.elements { item throws(Other) in try item.flip() }
            case "nextStep": nextStep = try scanner.isNull() ? nil : try scanner.nextStep()
            case "override": override = try scanner.optionalString()
            case "proof": proof = try scanner.elements { item throws(Other) in try item.proof() }
            case "proposed": proposed = try scanner.word()
            case "reason": reason = try scanner.isNull() ? nil : try scanner.reason()
            case "supersedes": supersedes = try scanner.optionalString()
            case "verdict": verdict = try scanner.word()
            default: throw Other()
            }
        }
        guard let verdict, let proposed, let decidedAt, let decidedBy, let elements, let proof, let flip
        else {
            throw Other()
        }
        return Outcome(
            verdict: verdict, proposed: proposed, override: override, reason: reason, attempt: attempt,
            decidedAt: decidedAt, decidedBy: decidedBy, supersedes: supersedes, elements: elements,
            proof: proof, flip: flip, nextStep: nextStep)
    }

    private mutating func reason() throws(Other) -> GivenReason {
        var code: String?
        var (sub, note): (String?, String?)
        var revisitOn: LocalDay?
        try members { scanner, key throws(Other) in
            switch key {
            case "code": code = try scanner.string()
            case "note": note = try scanner.optionalString()
            case "revisitOn": revisitOn = try scanner.optionalDay()
            case "sub": sub = try scanner.optionalString()
            default: throw Other()
            }
        }
        guard let code else { throw Other() }
        return GivenReason(code: code, sub: sub, note: note, revisitOn: revisitOn)
    }

    private mutating func attempt() throws(Other) -> Attempt {
        var disposition: Attempt.Disposition?
        var (spokeTo, note): (String?, String?)
        var callBackAt: Instant?
        try members { scanner, key throws(Other) in
            switch key {
            case "callBackAt": callBackAt = try scanner.optionalInstant()
            case "disposition": disposition = try scanner.word()
            case "note": note = try scanner.optionalString()
            case "spokeTo": spokeTo = try scanner.optionalString()
            default: throw Other()
            }
        }
        guard let disposition else { throw Other() }
        return Attempt(disposition: disposition, spokeTo: spokeTo, note: note, callBackAt: callBackAt)
    }

    private mutating func elementState() throws(Other) -> ElementState {
        var id: String?
        var (grade, bar): (EvidenceGrade?, EvidenceGrade?)
        var state: ElementState.State?
        try members { scanner, key throws(Other) in
            switch key {
            case "bar": bar = try scanner.grade()
            case "grade": grade = try scanner.grade()
            case "id": id = try scanner.string()
            case "state": state = try scanner.word()
            default: throw Other()
            }
        }
        guard let id, let grade, let bar, let state else { throw Other() }
        return ElementState(id: id, grade: grade, bar: bar, state: state)
    }

    private mutating func proof() throws(Other) -> Proof {
        var rule: Proof.Rule?
        var text: String?
        try members { scanner, key throws(Other) in
            switch key {
            case "rule": rule = try scanner.word()
            case "text": text = try scanner.string()
            default: throw Other()
            }
        }
        guard let rule, let text else { throw Other() }
        return Proof(rule: rule, text: text)
    }

    private mutating func flip() throws(Other) -> Flip {
        var question: QuestionKey?
        var change: Flip.Change?
        var verdict: Verdict?
        try members { scanner, key throws(Other) in
            switch key {
            case "change": change = try scanner.parsed { Flip.Change($0) }
            case "question": question = try scanner.question()
            case "to": verdict = try scanner.word()
            default: throw Other()
            }
        }
        guard let question, let change, let verdict else { throw Other() }
        return Flip(question: question, change: change, to: verdict)
    }

    private mutating func nextStep() throws(Other) -> NextStep {
        var what: String?
        var on: LocalDay?
        try members { scanner, key throws(Other) in
            switch key {
            case "on": on = try scanner.optionalDay()
            case "what": what = try scanner.string()
            default: throw Other()
            }
        }
        guard let what else { throw Other() }
        return NextStep(what: what, on: on)
    }
}
