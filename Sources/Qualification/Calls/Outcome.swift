/// How a call ended, with the proof.
package struct Outcome: Hashable, Sendable {
    package var verdict: Verdict
    /// What Baton proposed.
    package var proposed: Verdict
    /// The sentence with which the rep overrode the proposal.
    package var override: String?
    package var reason: GivenReason?
    package var attempt: Attempt?
    package var decidedAt: Instant
    package var decidedBy: String
    /// The id of the call with the earlier verdict on the same lead.
    package var supersedes: String?
    package var elements: [ElementState]
    package var proof: [Proof]
    package var flip: [Flip]
    package var nextStep: NextStep?

    package init(
        verdict: Verdict, proposed: Verdict, override: String? = nil, reason: GivenReason? = nil,
        attempt: Attempt? = nil, decidedAt: Instant, decidedBy: String, supersedes: String? = nil,
        elements: [ElementState] = [], proof: [Proof] = [], flip: [Flip] = [], nextStep: NextStep? = nil
    ) {
        self.verdict = verdict
        self.proposed = proposed
        self.override = override
        self.reason = reason
        self.attempt = attempt
        self.decidedAt = decidedAt
        self.decidedBy = decidedBy
        self.supersedes = supersedes
        self.elements = elements
        self.proof = proof
        self.flip = flip
        self.nextStep = nextStep
    }
}

/// A reason out of the closed list, with what had to be given for it.
package struct GivenReason: Hashable, Sendable {
    package var code: String
    package var sub: String?
    package var note: String?
    package var revisitOn: LocalDay?

    package init(code: String, sub: String? = nil, note: String? = nil, revisitOn: LocalDay? = nil) {
        self.code = code
        self.sub = sub
        self.note = note
        self.revisitOn = revisitOn
    }
}

/// A try that did not reach the lead.
package struct Attempt: Hashable, Sendable {
    package enum Disposition: String, CaseIterable, Sendable {
        case noAnswer = "no-answer"
        case voicemail
        case gatekeeper
        case wrongNumber = "wrong-number"
    }

    package var disposition: Disposition
    package var spokeTo: String?
    package var note: String?
    package var callBackAt: Instant?

    package init(
        disposition: Disposition, spokeTo: String? = nil, note: String? = nil, callBackAt: Instant? = nil
    ) {
        self.disposition = disposition
        self.spokeTo = spokeTo
        self.note = note
        self.callBackAt = callBackAt
    }

    /// Whether a call was an attempt: somebody picked up, or the rep says that nobody did.
    ///
    /// A knock-out or a hand-off error that is taken without dialling is none, and neither is a call that was left
    /// before anybody picked up. Who gives up on a lead as unreachable has just dialled once more in vain.
    package static func isMade(connectedAt: Instant?, verdict: Verdict?, reason: String?) -> Bool {
        connectedAt != nil || verdict == .noContact || reason == "unreachable"
    }
}

/// Where an element stands.
package struct ElementState: Hashable, Sendable {
    package enum State: String, CaseIterable, Sendable {
        /// None of its questions is active: it blocks nothing.
        case inactive
        /// The buyer said no.
        case against
        /// At its bar.
        case confirmed
        /// Nothing answered.
        case open
        /// Answered, below its bar.
        case weak
    }

    package var id: String
    package var grade: EvidenceGrade
    package var bar: EvidenceGrade
    package var state: State

    package init(id: String, grade: EvidenceGrade, bar: EvidenceGrade, state: State) {
        self.id = id
        self.grade = grade
        self.bar = bar
        self.state = state
    }
}

/// One line of the argument for a verdict.
package struct Proof: Hashable, Sendable {
    package enum Rule: String, CaseIterable, Sendable {
        case stop
        case confirm
        case required
        case lost
        case missing
        case nextStep = "next-step"
        case attempt
    }

    package var rule: Rule
    package var text: String

    package init(rule: Rule, text: String) {
        self.rule = rule
        self.text = text
    }
}

/// One change of a set that would give another verdict.
package struct Flip: Hashable, Sendable {
    package enum Change: Hashable, Sendable {
        /// What stands, at another grade; where nothing stands, an answer at that grade that neither denies
        /// nor knocks out.
        case grade(EvidenceGrade)
        /// What stands, or was just given, turned into a no.
        case against
        /// What stands, no longer a no.
        case `for`
        /// Another value, one that neither denies nor knocks out, at the grade that stands.
        case answer
    }

    package var question: QuestionKey
    package var change: Change
    /// The verdict that the whole set gives.
    package var to: Verdict

    package init(question: QuestionKey, change: Change, to: Verdict) {
        self.question = question
        self.change = change
        self.to = to
    }
}

extension Flip.Change: CustomStringConvertible {
    /// Reads `grade:2`, `against`, `for` or `answer`.
    package init?(_ text: String) {
        switch text {
        case "against": self = .against
        case "for": self = .for
        case "answer": self = .answer
        default:
            guard text.hasPrefix("grade:"), let level = Int(text.dropFirst("grade:".count)),
                let grade = EvidenceGrade(rawValue: level)
            else { return nil }
            self = .grade(grade)
        }
    }

    package var description: String {
        switch self {
        case .grade(let grade): "grade:\(grade.rawValue)"
        case .against: "against"
        case .for: "for"
        case .answer: "answer"
        }
    }
}
