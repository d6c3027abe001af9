package import Qualification

/// A live call as a value: a typed line goes in, a new state and its effects come out.
///
/// It knows no terminal, clock or disk. Entries are only ever added to `record`; whoever drives it writes
/// the record where an effect says so, before the next prompt is shown.
package struct Conversation: Sendable {
    /// Where the call is.
    package enum Stage: Hashable, Sendable {
        case dialling
        /// At a question, or at notes when no question is open.
        case asking(QuestionKey?)
        /// A command's word was typed without its slash.
        case confirmingWord(Command, word: String)
        /// An attempt was declared although something was answered.
        case confirmingAttempt(Attempt.Disposition)
        case closing(Closing)
        case ended
        case paused
    }

    package let rulebook: Rulebook
    package let settings: Settings
    package let history: LeadHistory
    package internal(set) var record: CallRecord {
        didSet {
            guard record.entries.count != oldValue.entries.count else { return }
            standing = record.standing
        }
    }
    /// What of the entries stands; folded once an entry, since every prompt asks for it many times.
    package private(set) var standing: Standing
    package internal(set) var stage: Stage
    /// Whether the record has a draft on disk that may have been deleted since.
    private let hadDraft: Bool
    /// How often each question was passed over: what was passed over comes back after the others.
    var passes: [QuestionKey: Int] = [:]
    /// The questions that the prompt stood at, for `/back`.
    var trail: [QuestionKey] = []
    /// The stage under a question that has to be answered first.
    var resumeStage: Stage = .dialling

    /// A call that begins or, when the record says that they picked up, goes on.
    package init(record: CallRecord, rulebook: Rulebook, settings: Settings, history: LeadHistory) {
        standing = record.standing
        self.record = record
        self.record.draft = nil
        hadDraft = record.draft != nil
        self.rulebook = rulebook.applied(to: record.lead, rep: record.rep)
        self.settings = settings
        self.history = history
        stage = .dialling
        if record.connectedAt != nil { stage = .asking(nextOpenQuestion()) }
    }

    /// What stands of this call alone, without the copies of an earlier one.
    var ownStanding: Standing { Standing(of: record.entries.filter { $0.from == nil }) }

    /// Whether anything of this call is worth a file: copies of an earlier one are not.
    package var hasOwnEntries: Bool { record.entries.contains { $0.from == nil } }

    /// The question to ask now.
    package var question: Question? {
        switch stage {
        case .asking(let key): key.flatMap { rulebook.checklist.question($0) }
        case .dialling: nextOpenQuestion().flatMap { rulebook.checklist.question($0) }
        default: nil
        }
    }

    package var elementStates: [ElementState] { rulebook.elementStates(standing.answers) }

    package var isOver: Bool { stage == .ended || stage == .paused }

    /// Takes one typed line.
    package mutating func receive(_ line: String, at moment: Moment) -> [Effect] {
        switch stage {
        case .dialling, .asking:
            return converse(line, at: moment)
        case .confirmingWord(let command, let word):
            return confirmWord(line, command: command, word: word, at: moment)
        case .confirmingAttempt(let disposition):
            return confirmAttempt(line, disposition, at: moment)
        case .closing(let closing):
            return close(line, closing, at: moment)
        case .ended, .paused:
            return line.trimmed.isEmpty ? [] : [.notice(.afterTheVerdict(line))]
        }
    }

    /// Ends the call where it is: at the next step it is complete, before that it is paused.
    ///
    /// The draft is a half-typed line, kept for whoever resumes the call.
    package mutating func endOfInput(draft: String? = nil, at moment: Moment) -> [Effect] {
        switch stage {
        case .ended, .paused:
            return []
        case .closing(let closing) where closing.pending == .nextStep:
            return complete(closing, at: moment)
        default:
            return pause(draft: draft)
        }
    }

    mutating func pause(draft: String? = nil) -> [Effect] {
        record.draft = draft?.nonEmpty
        stage = .paused
        return (hasOwnEntries || record.draft != nil || hadDraft ? [.save] : []) + [.paused]
    }

    // MARK: Lines

    private mutating func converse(_ line: String, at moment: Moment) -> [Effect] {
        switch TypedLine(line, in: rulebook.checklist) {
        case .empty:
            return leaveOpen(at: moment)
        case .help:
            guard let question else { return [.commandHelp] }
            return [.help(question.key)]
        case .dodge:
            return dodge(question?.key, at: moment)
        case .note(let text):
            return note(text, at: moment)
        case .next(let text):
            return next(text, at: moment)
        case .more(let text, let marks):
            return goOn(text, marks, with: standing.lastAnswered, at: moment)
        case .command(let command, let argument):
            return run(command, argument, at: moment)
        case .unknownCommand(let text):
            return [.notice(.unknownCommand(text, nearest: nearestCommand(text))), .comeBack(text)]
        case .keyed(let target, let content):
            return keyed(target, content, line, at: moment)
        case .strayKey(let word):
            let text = line.trimmed
            return add(.note(text: text), at: moment) + [
                .notedStray(text, word: word, nearest: nearestKeys(word)), .save,
            ]
        case .loneCommand(let command, let word):
            resumeStage = stage
            stage = .confirmingWord(command, word: word)
            return [.notice(.loneCommand(command, word: word))]
        case .content(let content):
            return plain(content, line, at: moment)
        }
    }

    private mutating func plain(_ content: TypedLine.Content, _ line: String, at moment: Moment) -> [Effect] {
        switch content {
        case .quote(let text, let marks):
            guard let target = standing.lastAnswered ?? question?.key else { return note(text, at: moment) }
            return quote(text, marks, on: target, at: moment)
        case .answer(let text, let marks):
            guard let question else { return note(line.trimmed, at: moment) }
            return answer(question, text, marks, at: moment)
        case .regrade:
            return [.notice(.marksAlone)]
        case .nothing, .help, .dodge, .more:
            return []
        }
    }

    private mutating func keyed(
        _ target: TypedLine.KeyTarget, _ content: TypedLine.Content, _ line: String, at moment: Moment
    ) -> [Effect] {
        switch content {
        case .nothing:
            return go(to: openQuestion(of: target), at: moment)
        case .help:
            if let answer = standingAnswer(of: target) {
                return regrade(answer, TypedLine.Marks(grade: .vague), at: moment)
            }
            return [.help(openQuestion(of: target))]
        case .dodge:
            return dodge(openQuestion(of: target), at: moment)
        case .regrade(let marks):
            guard let answer = standingAnswer(of: target) else {
                return [.notice(.nothingStands(target.name)), .comeBack(line.trimmed)]
            }
            return regrade(answer, marks, at: moment)
        case .more(let text, let marks):
            return goOn(
                text, marks, with: standingAnswer(of: target)?.question ?? openQuestion(of: target),
                at: moment)
        case .quote(let text, let marks):
            return quote(
                text, marks, on: standingAnswer(of: target)?.question ?? openQuestion(of: target), at: moment)
        case .answer(let text, let marks):
            let key = openQuestion(of: target, fitting: text, marks, at: moment)
            guard let question = rulebook.checklist.question(key) else { return [] }
            return answer(question, text, marks, at: moment)
        }
    }

    private mutating func confirmWord(
        _ line: String, command: Command, word: String, at moment: Moment
    ) -> [Effect] {
        stage = resumeStage
        switch line.trimmed.lowercased() {
        case "yes", "y", "answer":
            guard let question else { return note(word, at: moment) }
            return answer(question, word, TypedLine.Marks(), at: moment)
        case "", "no", "n":
            return [.notice(.wordDropped(word))]
        default:
            return [.notice(.wordDropped(word))] + converse(line, at: moment)
        }
    }

    private mutating func run(_ command: Command, _ argument: String, at moment: Moment) -> [Effect] {
        switch command {
        case .status: return [.status]
        case .verdict: return [.outlook(proposal(at: moment))]
        case .brief: return [.brief]
        case .help: return [.commandHelp]
        case .undo: return undo(at: moment)
        case .back: return back()
        case .card: return card(argument)
        case .gatekeeper, .refer:
            guard !argument.isEmpty else { return [.notice(.nameNeeded(command))] }
            let mark = Mark(command: command, argument: argument)
            return add(.mark(mark), at: moment) + [.marked(mark), .save]
        case .end: return beginClosing(at: moment)
        case .pause: return pause()
        case .noAnswer: return attempt(.noAnswer, at: moment)
        case .voicemail: return attempt(.voicemail, at: moment)
        case .wrongNumber: return attempt(.wrongNumber, at: moment)
        case .doNotCall: return doNotCall(at: moment)
        }
    }

    /// The card that a key or a unique beginning of one names; all of them without a key.
    private func card(_ key: String) -> [Effect] {
        let cards = rulebook.checklist.cards
        guard !cards.isEmpty else { return [.notice(.noCards)] }
        guard !key.isEmpty else { return [.cards(cards)] }
        guard let picked = pick(key, among: cards.map(\.key)),
            let card = cards.first(where: { $0.key == picked })
        else {
            return [.notice(.noSuchCard(key)), .cards(cards)]
        }
        return [.card(card)]
    }

    /// Runs a command that was typed at the verdict prompt.
    mutating func runFromClosing(_ command: Command, _ argument: String, at moment: Moment) -> [Effect] {
        run(command, argument, at: moment)
    }
}

extension TypedLine.KeyTarget {
    /// The key as it would be typed.
    var name: String {
        switch self {
        case .element(let element): element.id
        case .question(let question): question.key.description
        }
    }
}

extension Mark {
    /// Splits `NAME [e-mail or phone]`.
    fileprivate init(command: Command, argument: String) {
        guard command == .refer else {
            self.init(kind: .gatekeeper, name: argument)
            return
        }
        let words = argument.split(whereSeparator: \.isWhitespace).map(String.init)
        let start = words.indices.first { index in
            index > 0 && (words[index].contains("@") || words[index].contains(where: \.isNumber))
        }
        self.init(
            kind: .referral, name: words[..<(start ?? words.endIndex)].joined(separator: " "),
            contact: start.map { words[$0...].joined(separator: " ").trimmed("<>(),") })
    }
}

extension String {
    fileprivate func trimmed(_ characters: String) -> String {
        var rest = self[...]
        while let first = rest.first, characters.contains(first) { rest = rest.dropFirst() }
        while let last = rest.last, characters.contains(last) { rest = rest.dropLast() }
        return String(rest)
    }
}
