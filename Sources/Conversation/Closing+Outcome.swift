package import Qualification

extension Conversation {
    // MARK: Ends without a proposal

    /// An attempt asks first once anything was answered on this call.
    mutating func attempt(_ disposition: Attempt.Disposition, at moment: Moment) -> [Effect] {
        let answers = ownStanding.answers
        guard answers.isEmpty else {
            resumeStage = stage
            stage = .confirmingAttempt(disposition)
            return [.notice(.askedFirst(disposition, answers: answers.count)), .discardTypeAhead]
        }
        return endAsAttempt(disposition, at: moment)
    }

    mutating func confirmAttempt(
        _ line: String, _ disposition: Attempt.Disposition, at moment: Moment
    ) -> [Effect] {
        let said = line.trimmed.lowercased()
        if ["yes", "y"].contains(said) { return endAsAttempt(disposition, at: moment) }
        stage = resumeStage
        let isRefusal = ["", "no", "n"].contains(said)
        return [.notice(.attemptDropped)] + (isRefusal ? [] : receive(line, at: moment))
    }

    mutating func endAsAttempt(_ disposition: Attempt.Disposition, at moment: Moment) -> [Effect] {
        let gatekeeper = ownStanding.marks.last { $0.kind == .gatekeeper }
        var closing = Closing(proposal: proposal(at: moment))
        closing.verdict = .noContact
        closing.isBeyondProposal = true
        closing.attempt = Attempt(
            disposition: disposition == .noAnswer && gatekeeper != nil ? .gatekeeper : disposition,
            spokeTo: gatekeeper?.name, note: ownStanding.notes.last)
        return advance(closing, at: moment)
    }

    mutating func doNotCall(at moment: Moment) -> [Effect] {
        let code = ReasonReference.doNotContact.code
        var closing = Closing(proposal: proposal(at: moment))
        closing.reason = rulebook.reasons.reason(code)
        closing.verdict = .disqualified
        closing.isBeyondProposal = true
        closing.given = GivenReason(code: code, sub: ReasonReference.doNotContact.sub)
        return advance(closing, at: moment)
    }

    // MARK: The outcome

    mutating func complete(_ closing: Closing, at moment: Moment) -> [Effect] {
        guard let verdict = closing.verdict else { return [] }
        let decision = closing.proposal.decision
        let nextStep = nextStep(of: closing, at: moment)
        var attempt = closing.attempt
        if attempt != nil, let day = nextStep?.on {
            let time = (closing.nextStepText ?? standing.nextStepText).flatMap {
                DateReader(today: moment.day).time(in: $0)
            }
            let due = moment.offset.instant(on: day, minuteOfDay: time ?? 0)
            // A call-back that was promised for this very call is no promise any more.
            attempt?.callBackAt = (time == nil ? day >= moment.day : due > moment.instant) ? due : nil
        }
        var proof = decision.proof
        if let attempt {
            proof = [
                Proof(
                    rule: .attempt, text: "attempt \(history.attempts + 1): \(attempt.disposition.rawValue)")
            ]
        }
        if verdict == .salesQualified, nextStep?.on == nil {
            proof.append(Proof(rule: .nextStep, text: "no dated next step"))
        }
        let outcome = Outcome(
            verdict: verdict, proposed: closing.proposal.verdict, override: closing.override,
            reason: verdict.isDecisive && verdict != .salesQualified ? closing.given : nil, attempt: attempt,
            decidedAt: moment.instant, decidedBy: record.rep,
            supersedes: verdict.isDecisive ? history.verdictCall : nil, elements: decision.elements,
            proof: proof, flip: attempt == nil ? closing.proposal.flip : [], nextStep: nextStep)
        record.outcome = outcome
        record.endedAt = moment.instant
        record.draft = nil
        stage = .ended
        return [.save, .ended(outcome)]
    }
}

extension ReasonReference {
    /// The reason under which a person is never called again.
    package static let doNotContact = ReasonReference(code: "not-a-prospect", sub: "do-not-contact")
}
