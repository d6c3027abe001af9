import Conversation
import Qualification

/// What the screen says after a line: receipts, notices, views of where the call stands.
struct EffectWording {
    var conversation: Conversation
    var lead: BriefWording

    func lines(for effect: Effect) -> [ScreenLine] {
        switch effect {
        case .receipt(let receipt): [self.receipt(receipt)]
        case .noted(let text): ["  note  \(ValueWording.glimpse(text))"]
        case .notedStray(let text, let word, let nearest):
            [
                "  note  \(ValueWording.glimpse(text))"
                    + quiet("  (no key “\(word)”; nearest: \(nearest.joined(separator: ", ")))")
            ]
        case .dodged(let key): ["  \(key.description)  asked, no answer"]
        case .nextStep(let step, let was):
            [
                "  next step  \(ValueWording.glimpse(of: step))"
                    + quiet(was.map { "  (was \(ValueWording.glimpse(of: $0)))" } ?? "")
            ]
        case .marked(let mark): [marked(mark)]
        case .undone(let entry, let stands): [undone(entry, stands: stands)]
        case .pickedUp: [quiet("  they picked up")]
        case .leftOpen(let key): [quiet("  \(key.description) left open, it comes back")]
        case .wentTo(let key): [wentTo(key)]
        case .help(let key): help(key)
        case .commandHelp: CommandHelpWording.lines
        case .cards(let cards): cards.map { "  \($0.key, .strong)  \($0.name)" }
        case .card(let card): self.card(card)
        case .status: status
        case .brief: lead.lines
        case .outlook(let proposal): outlook(proposal)
        case .proposal(let proposal): self.proposal(proposal)
        case .notice(let notice): [NoticeWording.line(notice)]
        case .ended(let outcome): ended(outcome)
        case .paused: []
        case .comeBack, .discardTypeAhead, .save: []
        }
    }

    private func quiet(_ text: String) -> ScreenLine { ScreenLine(text, .quiet) }

    private func receipt(_ receipt: Receipt) -> ScreenLine {
        let stands = receipt.stands
        let said: ScreenLine =
            switch receipt.kind {
            case .quote(let words): "“\(ValueWording.glimpse(words))”"
            case .answer, .regrade: "\(ValueWording.glimpse(of: stands))"
            }
        var line: ScreenLine = "  \(stands.question.description, .strong)  " + said + "  " + grade(stands)
        if let kind = receipt.notReadAs {
            line = line + quiet("  kept as text: \(EffectWording.missing(kind))")
        }
        if let was = receipt.was {
            switch receipt.kind {
            case .answer: line = line + quiet("  (was \(ValueWording.glimpse(was.text)))")
            case .regrade:
                line = line + quiet("  (was grade \(was.grade.rawValue)\(was.isAgainst ? ", against" : ""))")
            case .quote: break
            }
        }
        if !receipt.kind.isQuote,
            let reason = conversation.rulebook.knockOut(by: stands.question, conversation.standing.answers)
        {
            line = line + "  " + ScreenLine("knock-out: \(reason)", .bad) + quiet("  /u takes it back")
        }
        return line
    }

    private func grade(_ answer: StandingAnswer) -> ScreenLine {
        let grade = ScreenLine("grade \(answer.grade.rawValue)", answer.grade >= .stated ? .good : .weak)
        return answer.isAgainst ? grade + "  " + ScreenLine("against", .bad) : grade
    }

    private static func missing(_ kind: QuestionKind) -> String {
        switch kind {
        case .money: "no amount in it"
        case .date: "no date in it"
        case .number: "no number in it"
        case .person, .people: "no name or role in it"
        case .choice: "none of the choices"
        case .yesNo: "neither yes nor no"
        case .text: "nothing in it"
        }
    }

    private func marked(_ mark: Mark) -> ScreenLine {
        switch mark.kind {
        case .gatekeeper:
            "  gatekeeper  \(ValueWording.glimpse(mark.name))"
                + quiet("  /noanswer ends the call as one that went no further")
        case .referral:
            "  referral  \(ValueWording.glimpse(mark.name))\(mark.contact.map { " \(ValueWording.glimpse($0))" } ?? "")"
                + quiet("  becomes a lead at \(conversation.record.lead.company ?? "the same company")")
        }
    }

    private func undone(_ entry: Entry, stands: StandingAnswer?) -> ScreenLine {
        let what: ScreenLine =
            switch entry.kind {
            case .answer(let answer): "\(answer.question.description) “\(ValueWording.glimpse(answer.text))”"
            case .quote(let question, let text): "\(question.description) “\(ValueWording.glimpse(text))”"
            case .dodged(let question): "\(question.description) asked, no answer"
            case .regrade(let question, _, _): "\(question.description) regraded"
            case .note(let text): "note “\(ValueWording.glimpse(text))”"
            case .next(let step, _): "next step “\(ValueWording.glimpse(step.what))”"
            case .mark(let mark): "\(mark.kind.rawValue) “\(ValueWording.glimpse(mark.name))”"
            case .undo: "an undo"
            }
        let now: ScreenLine =
            stands.map { "  stands again: \(ValueWording.glimpse(of: $0))  " + grade($0) } ?? ""
        return "  taken back: " + what + now
    }

    private func wentTo(_ key: QuestionKey) -> ScreenLine {
        guard let answer = conversation.standing.answers[key] else { return quiet("  \(key.description)") }
        return "  \(key.description)  stands: \(ValueWording.glimpse(of: answer))  " + grade(answer)
    }

    // MARK: Views

    private func help(_ key: QuestionKey) -> [ScreenLine] {
        guard let question = conversation.rulebook.checklist.question(key) else { return [] }
        var lines: [ScreenLine] = ["  \(key.description, .strong)  \(question.ask)"]
        if let good = question.good { lines.append("  good:  \(good, .good)") }
        let element = conversation.rulebook.checklist.element(key.element)
        lines += (element?.levels ?? [:]).sorted { $0.key < $1.key }.map {
            "    grade \($0.rawValue):  \($1)"
        }
        lines += question.followUps.map { "  ask on:  \($0)" }
        if !question.choices.isEmpty {
            lines.append(
                "  choices:  \(question.choices.map { "\($0.key) (\($0.name))" }.joined(separator: ", "))")
        }
        if !question.redFlags.isEmpty {
            lines.append("  red flags:  \(question.redFlags.joined(separator: "; "), .bad)")
        }
        if !question.listenFor.isEmpty {
            lines.append("  listen for:  \(question.listenFor.joined(separator: ", "))")
        }
        return lines
    }

    private func card(_ card: Card) -> [ScreenLine] {
        var lines: [ScreenLine] = ["  \(card.name, .quiet)", "  say:  “\(card.say, .strong)”"]
        if let key = card.then, let question = conversation.rulebook.checklist.question(key) {
            lines.append("  then:  \(question.ask)" + quiet("  \(key.description)"))
        }
        return lines
    }

    private var status: [ScreenLine] {
        let standing = conversation.standing
        let active = conversation.rulebook.activeQuestions(standing.answers)
        var lines: [ScreenLine] = []
        for (element, state) in zip(conversation.rulebook.checklist.elements, conversation.elementStates) {
            let needs = "\(state.grade.rawValue) of \(state.bar.rawValue)"
            lines.append("  \(element.name, .strong)  \(state.state.rawValue), grade \(needs)")
            for question in element.questions {
                guard let answer = standing.answers[question.key] else { continue }
                lines.append(
                    "    \(question.key.question)  \(ValueWording.glimpse(of: answer))  " + grade(answer)
                        + (active.contains(question.key) ? "" : quiet("  not counted: no longer asked")))
                lines += answer.quotes.map { "      “\(ValueWording.glimpse($0))”" }
            }
        }
        let open = conversation.openQuestions.map(\.description)
        if !open.isEmpty { lines.append("  open:  \(open.joined(separator: ", "), .quiet)") }
        if let step = standing.nextStep { lines.append("  next step:  \(ValueWording.glimpse(of: step))") }
        return lines
    }

    private func outlook(_ proposal: Proposal) -> [ScreenLine] {
        ["  Now:  " + headline(proposal)] + argument(proposal)
    }

    private func proposal(_ proposal: Proposal) -> [ScreenLine] {
        ["", "  Proposal:  " + headline(proposal)] + argument(proposal) + [
            "  Enter accepts, back goes on asking. Or:"
        ]
            + reasons
    }

    private func headline(_ proposal: Proposal) -> ScreenLine {
        let style: ScreenLine.Style = proposal.verdict == .salesQualified ? .good : .strong
        var line = ScreenLine(ValueWording.verdict(proposal.verdict), style)
        if let reason = proposal.reason { line = line + ", \(ValueWording.reason(reason))" }
        if let attempt = proposal.attempt { line = line + ", \(attempt.disposition.rawValue)" }
        return line
    }

    private func argument(_ proposal: Proposal) -> [ScreenLine] {
        var lines: [ScreenLine] = proposal.decision.proof.map { "    \($0.text)" }
        if proposal.attempt == nil, let flip = EffectWording.flip(proposal.flip) {
            lines.append("    \(flip)")
        }
        if let next = proposal.decision.nextQuestion,
            let question = conversation.rulebook.checklist.question(next)
        {
            lines.append("    ask next: \(question.ask)")
        }
        return lines
    }

    /// One sentence on what would give another verdict; nil where nothing small would.
    static func flip(_ flips: [Flip]) -> String? {
        // What takes more than three changes is no flip that anybody could bring about.
        guard let to = flips.first?.to, flips.count <= 3 else { return nil }
        let changes = flips.map { flip in
            switch flip.change {
            case .grade(let grade): "\(flip.question) at grade \(grade.rawValue)"
            case .against: "\(flip.question) against"
            case .for: "\(flip.question) no longer against"
            case .answer: "another answer to \(flip.question)"
            }
        }
        return "\(changes.joined(separator: " and ")) would make it \(ValueWording.verdict(to))"
    }

    private var reasons: [ScreenLine] {
        let reasons = conversation.rulebook.reasons.reasons.map { "\($0.key)\u{A0}\($0.code)" }
        return [quiet("    sql  incomplete  \(reasons.joined(separator: "  "))")]
    }

    private func ended(_ outcome: Outcome) -> [ScreenLine] {
        var line: ScreenLine = "  Verdict:  " + ScreenLine(ValueWording.verdict(outcome.verdict), .strong)
        if let reason = outcome.reason { line = line + ", \(ValueWording.reason(reason))" }
        if let attempt = outcome.attempt { line = line + ", \(attempt.disposition.rawValue)" }
        var lines = [line]
        if let step = outcome.nextStep { lines.append("  Next step:  \(ValueWording.glimpse(of: step))") }
        if outcome.verdict == .salesQualified, outcome.nextStep?.on == nil {
            lines.append(ScreenLine("  An SQL without a dated next step: marked so.", .weak))
        }
        return lines
    }
}

/// What the rep is told once everything about a call is on disk.
enum EndWording {
    static func lines(_ record: CallRecord) -> [ScreenLine] {
        guard let verdict = record.outcome?.verdict else { return [] }
        let told = verdict.isDecisive ? "Marketing has the feedback. " : ""
        let brief = verdict == .salesQualified ? " --brief is the hand-off." : ""
        return [ScreenLine("  \(told)baton show \(record.id)\(brief)", .quiet)]
    }
}
