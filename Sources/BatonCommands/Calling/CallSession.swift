import Conversation
import Qualification

/// Time, passed in.
struct Clock {
    var now: () -> Moment
}

/// Where a call's record goes.
protocol CallStore: AnyObject {
    /// Replaces the record on disk, durably.
    func save(_ record: CallRecord) throws
    /// Whether a record is larger than what can be read back.
    func isFull(_ record: CallRecord) -> Bool
    /// Takes a record that could not be saved to some other place; says where, or nil.
    func rescue(_ record: CallRecord) -> String?
}

/// Holds one call on a console: line by line, saving before each prompt.
struct CallSession {
    /// How a call was left.
    enum Ending: Equatable {
        case ended
        case paused
        case gone(signal: Int32)
    }

    private(set) var conversation: Conversation
    private let console: any Console
    private let store: any CallStore
    private let clock: Clock
    private let brief: BriefWording
    /// Whether everything that was acknowledged is on disk.
    private(set) var isSaved = true
    private var draft: String

    init(
        conversation: Conversation, draft: String?, console: any Console, store: any CallStore, clock: Clock,
        brief: BriefWording
    ) {
        self.conversation = conversation
        self.console = console
        self.store = store
        self.clock = clock
        self.brief = brief
        self.draft = draft ?? ""
    }

    /// Runs until the call has ended or is paused.
    mutating func run() -> Ending {
        while !conversation.isOver {
            let heard = console.hear(ask())
            draft = ""
            let moment = clock.now().notBefore(conversation.record.latestInstant)
            switch heard {
            case .line(let line):
                let before = conversation
                apply(conversation.receive(line, at: moment), after: before)
            case .interrupted:
                retry()
            case .endOfInput(let draft):
                apply(conversation.endOfInput(draft: draft, at: moment))
            case .gone(let signal, let draft):
                apply(conversation.endOfInput(draft: draft, at: moment))
                return .gone(signal: signal)
            }
        }
        return conversation.stage == .ended ? .ended : .paused
    }

    /// Names the lines that come after the verdict, of which only a script has any; says how they came to an end.
    mutating func ignoreRest() -> Ending {
        guard !console.isInteractive else { return .ended }
        while true {
            switch console.hear(Ask(prompt: "")) {
            case .line(let line):
                for case .notice(let notice) in conversation.receive(line, at: clock.now()) {
                    console.warn([NoticeWording.line(notice)])
                }
            case .interrupted, .endOfInput: return .ended
            case .gone(let signal, _): return .gone(signal: signal)
            }
        }
    }

    private func ask() -> Ask {
        let wording = PromptWording(width: console.width)
        let (conversation, clock) = (conversation, clock)
        return Ask(
            prompt: wording.prompt(for: conversation, isSaved: isSaved),
            question: wording.question(for: conversation),
            draft: draft,
            clock: conversation.record.connectedAt.map { start in
                {
                    ValueWording.clock(
                        milliseconds: max(0, clock.now().instant.milliseconds - start.milliseconds))
                }
            },
            completions: { conversation.completions(of: $0) })
    }

    private mutating func apply(_ effects: [Effect], after before: Conversation? = nil) {
        // On disk first: what the screen says must be true when it says it.
        if effects.contains(.save) || !isSaved {
            if let before, store.isFull(conversation.record), !store.isFull(before.record) {
                conversation = before
                return console.warn([
                    "  "
                        + ScreenLine(
                            "not recorded: the record of this call is full. /end it, and call again.", .bad)
                ])
            }
            save()
        }
        let wording = EffectWording(conversation: conversation, lead: brief)
        for effect in effects {
            switch effect {
            case .comeBack(let line):
                draft = line
            case .discardTypeAhead:
                console.discardTypeAhead()
            case .notice(let notice) where !console.isInteractive:
                console.warn([NoticeWording.line(notice)])
            default:
                let lines = wording.lines(for: effect)
                if !lines.isEmpty { console.show(lines) }
            }
        }
    }

    private mutating func retry() {
        if !isSaved { save() }
    }

    private mutating func save() {
        let wasSaved = isSaved
        do {
            try store.save(conversation.record)
            isSaved = true
            if !wasSaved { console.show(["  saved: everything up to here is on disk"]) }
        } catch {
            isSaved = false
            console.warn([
                ScreenLine("NOT SAVED", .bad)
                    + ": \(ErrorWording.text(error)). Everything is kept here and tried again with each Enter."
            ])
        }
    }
}
