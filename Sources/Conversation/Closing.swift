package import Qualification

/// The end of a call while it is being agreed on: what was chosen, and what is still asked for.
package struct Closing: Hashable, Sendable {
    /// What the prompt asks for now.
    package enum Pending: Hashable, Sendable {
        case verdict
        /// The reason has two verdicts.
        case whichVerdict([Verdict])
        case subReason([Reason.SubReason])
        /// A fact that the reason needs, with the words that ask for it.
        case fact(Reason.Requirement, ask: String)
        /// What a sub-reason asks, for example which vendor.
        case detail(ask: String)
        /// The sentence with which a proposal is overridden.
        case override
        case nextStep
    }

    package var proposal: Proposal
    package var pending: Pending = .verdict
    package var verdict: Verdict?
    package var reason: Reason?
    package var given: GivenReason?
    package var attempt: Attempt?
    package var override: String?
    /// It overrides no proposal, whatever the proposal is: nobody was reached, or somebody has a right to it.
    var isBeyondProposal = false
    var nextStep: NextStep?
    var nextStepText: String?
    var isNextStepAsked = false

    package init(proposal: Proposal) {
        self.proposal = proposal
    }

    /// A reason given where the proposal was incomplete is no override.
    package var isOverride: Bool {
        guard let verdict, verdict != proposal.verdict, !isBeyondProposal else { return false }
        let isOpen = proposal.verdict == .incomplete || proposal.verdict == .noContact
        return !(isOpen && reason != nil)
    }
}

extension Conversation {
    /// How the call would end with what stands now.
    package func proposal(at moment: Moment) -> Proposal {
        let answers = standing.answers
        let decision = rulebook.decide(answers)
        let gatekeeper = ownStanding.marks.last { $0.kind == .gatekeeper }
        if record.connectedAt == nil, let gatekeeper {
            return Proposal(
                decision: decision, verdict: .noContact, reason: nil,
                attempt: Attempt(disposition: .gatekeeper, spokeTo: gatekeeper.name),
                flip: rulebook.flip(answers))
        }
        return Proposal(
            decision: decision, verdict: decision.verdict,
            reason: decision.reason.map { reference in
                completed(GivenReason(code: reference.code, sub: reference.sub), at: moment)
            },
            attempt: nil, flip: rulebook.flip(answers))
    }

    mutating func beginClosing(at moment: Moment) -> [Effect] {
        let proposal = proposal(at: moment)
        stage = .closing(Closing(proposal: proposal))
        return [.proposal(proposal), .discardTypeAhead]
    }

    // MARK: Lines

    mutating func close(_ line: String, _ closing: Closing, at moment: Moment) -> [Effect] {
        let text = line.trimmed
        if text.first == "/" || text.lowercased() == "back" {
            return commandWhileClosing(text, closing, at: moment)
        }
        if case .next(let step) = TypedLine(text, in: rulebook.checklist) {
            return next(step, at: moment) + goOnClosing(closing, at: moment)
        }
        var closing = closing
        switch closing.pending {
        case .verdict:
            return chooseVerdict(text, closing, at: moment)
        case .whichVerdict(let verdicts):
            guard let verdict = pick(text, among: verdicts.map(\.rawValue)).flatMap(Verdict.init) else {
                return [.notice(.notOneOf(text, verdicts.map(\.rawValue)))]
            }
            closing.verdict = verdict
        case .subReason(let subs):
            guard let sub = pick(text, among: subs.map(\.code)) else {
                return [.notice(.notOneOf(text, subs.map(\.code)))]
            }
            closing.given?.sub = sub
        case .fact(let requirement, _):
            guard !text.isEmpty else { return [.notice(.required)] }
            let date = DateReader(today: moment.day).read(text)
            if requirement == .date, date == nil { return [.notice(.notADate(text))] }
            if requirement == .date || requirement == .dateOrTrigger, let date {
                closing.given?.revisitOn = date.on
                if let rest = DateReader(today: moment.day).split(text)?.text.nonEmpty {
                    closing.add(note: rest)
                }
            } else {
                closing.add(note: text.unquoted)
            }
        case .detail:
            guard !text.isEmpty else { return [.notice(.required)] }
            closing.add(note: text)
        case .override:
            guard !text.isEmpty else { return [.notice(.required)] }
            closing.override = text
        case .nextStep:
            if !text.isEmpty {
                closing.nextStep = nextStep(text, at: moment)
                closing.nextStepText = text
            }
            closing.isNextStepAsked = true
        }
        return advance(closing, at: moment)
    }

    private mutating func commandWhileClosing(_ text: String, _ closing: Closing, at moment: Moment)
        -> [Effect]
    {
        let line = text.first == "/" ? text : "/\(text)"
        guard case .command(let command, let argument) = TypedLine(line, in: rulebook.checklist) else {
            return [.notice(.unknownCommand(text, nearest: nearestCommand(text))), .comeBack(text)]
        }
        switch command {
        case .back:
            if closing.pending == .verdict {
                returnToQuestions()
                return [.notice(.backToQuestions)]
            }
            return beginClosing(at: moment)
        case .undo:
            guard closing.pending == .verdict else { return beginClosing(at: moment) }
            returnToQuestions()
            return undo(at: moment)
        case .gatekeeper, .refer:
            return runFromClosing(command, argument, at: moment) + goOnClosing(closing, at: moment)
        case .card:
            return runFromClosing(command, argument, at: moment)
        case .status, .verdict, .brief, .help, .end, .pause, .noAnswer, .voicemail, .wrongNumber, .doNotCall:
            return runFromClosing(command, "", at: moment)
        }
    }

    private mutating func returnToQuestions() {
        stage = record.connectedAt == nil ? .dialling : .asking(nextOpenQuestion())
    }

    /// Asks for what is still missing after an entry was added; before a verdict is chosen nothing is.
    private mutating func goOnClosing(_ closing: Closing, at moment: Moment) -> [Effect] {
        closing.pending == .verdict ? [] : advance(closing, at: moment)
    }

    private mutating func chooseVerdict(_ text: String, _ closing: Closing, at moment: Moment) -> [Effect] {
        var closing = closing
        if text.isEmpty {
            closing.verdict = closing.proposal.verdict
            closing.given = closing.proposal.reason
            closing.reason = closing.proposal.reason.flatMap { rulebook.reasons.reason($0.code) }
            closing.attempt = closing.proposal.attempt
            if let refusal = guardNotMet(closing) { return [.notice(refusal)] }
            return advance(closing, at: moment)
        }
        if text == "?" { return [.proposal(closing.proposal)] }
        if let verdict = Verdict(rawValue: text.lowercased()), verdict.takesReason {
            return [
                .notice(
                    .reasonNeeded(verdict, rulebook.reasons.reasons.filter { $0.verdicts.contains(verdict) }))
            ]
        }
        switch text.lowercased() {
        case "sql": closing.verdict = .salesQualified
        case "incomplete": closing.verdict = .incomplete
        default:
            guard let (reason, sub, rest) = reason(text) else { return [.notice(.notAVerdict(text))] }
            closing.reason = reason
            closing.given = GivenReason(code: reason.code, sub: sub)
            closing.take(rest, at: moment)
            if reason.verdicts.count == 1 { closing.verdict = reason.verdicts[0] }
            if let refusal = guardNotMet(closing) { return [.notice(refusal)] }
        }
        return contradictions(closing) + advance(closing, at: moment)
    }

    /// Reads `6`, `timing/contract-end 2027-03-31` or a unique prefix of three letters.
    private func reason(_ text: String) -> (Reason, sub: String?, rest: String)? {
        let words = text.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
        let parts = words[0].lowercased().split(separator: "/", omittingEmptySubsequences: false).map(
            String.init)
        guard parts.count <= 2,
            let reason = rulebook.reasons.reasons.first(where: { $0.key == parts[0] || $0.code == parts[0] })
                ?? rulebook.reasons.reasons.filter({ parts[0].count >= 3 && $0.code.hasPrefix(parts[0]) })
                .only
        else { return nil }
        var sub: String?
        if parts.count == 2, !parts[1].isEmpty {
            sub = pick(parts[1], among: reason.subReasons.map(\.code))
            if sub == nil { return nil }
        }
        return (reason, sub, words.count > 1 ? words[1].trimmed : "")
    }

    func pick(_ text: String, among options: [String]) -> String? {
        let typed = text.lowercased()
        guard !typed.isEmpty else { return nil }
        return options.first { $0 == typed } ?? options.filter { $0.hasPrefix(typed) }.only
    }
}

extension Closing {
    fileprivate mutating func add(note: String) {
        let whole = [given?.note, note].compactMap(\.self).joined(separator: " ")
        given?.note = whole
    }

    /// Takes what was typed behind a reason: a verdict, a sub-reason, a date; the rest is a note.
    fileprivate mutating func take(_ rest: String, at moment: Moment) {
        var words = rest.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let reason else { return }
        while let word = words.first?.lowercased() {
            if verdict == nil, reason.verdicts.count > 1, let named = Verdict(rawValue: word),
                reason.verdicts.contains(named)
            {
                verdict = named
            } else if given?.sub == nil, reason.subReasons.contains(where: { $0.code == word }) {
                given?.sub = word
            } else {
                break
            }
            words.removeFirst()
        }
        var note = words.joined(separator: " ")
        if reason.verdicts.contains(.recycled), let split = DateReader(today: moment.day).split(note) {
            given?.revisitOn = split.date.on
            note = split.text
        }
        if let note = note.unquoted.nonEmpty { add(note: note) }
    }
}

extension Collection {
    fileprivate var only: Element? { count == 1 ? first : nil }
}

extension String {
    fileprivate var unquoted: String {
        let marks = "\"“”„«»‹›"
        guard let first, marks.contains(first) else { return self }
        let inner = self[index(after: startIndex)...]
        return inner.last.map { marks.contains($0) } == true ? String(inner.dropLast()) : String(inner)
    }
}
