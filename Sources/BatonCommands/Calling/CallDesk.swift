import Conversation
import Qualification
import Workspace

/// Opens a call with a lead, holds it, and sees its record, its feedback and its referrals safely to disk.
struct CallDesk {
    let desk: Desk
    let console: any Console
    let loaded: LoadedChecklist
    let rulebook: Rulebook
    let rep: String

    /// How one lead's turn at the desk went.
    enum Turn: Equatable {
        case ended
        case paused
        /// The rep did not want this call after all.
        case declined
        case gone(signal: Int32)
    }

    func hold(_ lead: Lead, isAcknowledged: Bool) throws -> Turn {
        let isOptedOut = try desk.book.isOptedOut(lead)
        if isOptedOut, !isAcknowledged, let refusal = try refusal(of: lead) { return refusal }
        let open = try acquire(lead)
        let prepared: Opening
        do {
            switch try opening(lead, open) {
            case .call(let found):
                prepared = found
            case .none(let turn):
                open.leave()
                return turn
            }
        } catch {
            open.leave()
            throw error
        }
        return try hold(prepared, isOptedOut: isOptedOut, open: open)
    }

    // MARK: Opening

    private struct Opening {
        var conversation: Conversation
        var draft: String?
        var file: CallFile
        /// Whether the record is on disk already.
        var isResumed: Bool
        var history: LeadHistory
        /// What has to be on disk before the record is: whose call it is, and the text it is made under.
        var prepare: () throws -> Void = {}
    }

    private enum Start {
        case call(Opening)
        /// There is no call: the rep left, or the terminal did.
        case none(Turn)
    }

    /// Asks whether to call somebody who asked not to be called; nil where the call goes ahead.
    private func refusal(of lead: Lead) throws -> Turn? {
        let warning: ScreenLine =
            "\(lead.displayName, .strong) " + ScreenLine("asked not to be called.", .bad)
        guard console.isInteractive else {
            throw Failure(
                .usage, "baton: " + warning, "  To call all the same: baton call --acknowledge \(lead.id)")
        }
        console.show([warning, "  Type call to call all the same; anything else leaves it."])
        switch console.hear(Ask(prompt: "call all the same?> ")) {
        case .line(let line): return line.lowercased().split(separator: " ") == ["call"] ? nil : .declined
        case .interrupted, .endOfInput: return .declined
        case .gone(let signal, _): return .gone(signal: signal)
        }
    }

    private func acquire(_ lead: Lead) throws -> OpenCall {
        switch try desk.openCalls.acquire(leadID: lead.id) {
        case .acquired(let open): return open
        case .held(let holder):
            let who = holder.map { holder in
                let moment = desk.clock.now()
                let since = moment.offset.clock(of: holder.startedAt)
                return "\(holder.rep) has the call open since \(since) (process \(holder.pid))"
            }
            throw Failure(
                .busy, "baton: \(lead.displayName) is on the phone: \(who ?? "the call is open elsewhere")")
        }
    }

    /// The call to hold: the paused one, or a new one that goes on from what stands.
    private func opening(_ lead: Lead, _ open: OpenCall) throws -> Start {
        if let record = try recordLeft(open, lead) {
            desk.clearLeftovers(of: [record.id])
            if record.outcome != nil {
                try finish(record)
            } else {
                let moment = desk.clock.now()
                if record.utcOffset.day(of: record.startedAt) == moment.day {
                    switch resumeChoice(record) {
                    case .resume: return .call(try resumed(record, open))
                    case .anew: try close(record, at: moment)
                    case .leave(let turn): return .none(turn)
                    }
                } else {
                    try close(record, at: moment)
                    console.show([
                        "  The call of \(record.utcOffset.day(of: record.startedAt)) was left open: closed as incomplete."
                    ])
                }
            }
        }
        return .call(try newCall(lead, open))
    }

    /// The record that an earlier call left without its end: the mark of the call names it, and where the mark
    /// is lost the record itself is found.
    private func recordLeft(_ open: OpenCall, _ lead: Lead) throws -> CallRecord? {
        guard let id = try open.leftBehind?.callID ?? desk.book.unfinishedCall(with: lead) else { return nil }
        do {
            return try desk.transcripts.load(id)
        } catch {
            // Nothing was entered before the process ended: there is nothing to go on with.
            if error.isMissing { return nil }
            throw error
        }
    }

    private enum ResumeChoice {
        case resume, anew
        case leave(Turn)
    }

    private func resumeChoice(_ record: CallRecord) -> ResumeChoice {
        let answers = record.standing.answers.count
        let since = record.utcOffset.clock(of: record.startedAt)
        let what: ScreenLine =
            "  The call of \(since) with \(record.lead.displayName, .strong) is paused, \(ValueWording.count(answers, "answer", "answers"))."
        console.show([what])
        guard console.isInteractive else { return .resume }
        while true {
            let ask = Ask(
                prompt: "resume> ",
                question: ScreenLine(
                    "Enter goes on with it; new closes it as incomplete and calls again.", .strong))
            switch console.hear(ask) {
            case .line(let line):
                switch line.lowercased().split(separator: " ").joined() {
                case "", "yes", "y", "resume": return .resume
                case "new": return .anew
                default: continue
                }
            case .interrupted: continue
            case .endOfInput: return .leave(.declined)
            case .gone(let signal, _): return .leave(.gone(signal: signal))
            }
        }
    }

    private func resumed(_ record: CallRecord, _ open: OpenCall) throws -> Opening {
        var history = try desk.book.history(of: record.lead, before: record)
        history.continues = nil
        // A call goes on under the text it was begun under, whatever the checklist says by now.
        let rules = try rules(of: record)
        let info = OpenCallInfo(
            callID: record.id, leadID: record.lead.id, rep: rep, pid: desk.processID,
            startedAt: record.startedAt)
        try? open.note(info)
        return Opening(
            conversation: Conversation(
                record: record, rulebook: rules, settings: desk.settings, history: history),
            draft: record.draft, file: try desk.transcripts.file(of: record.id, isNew: false),
            isResumed: true,
            history: history,
            // The mark may have been lost, and the verdict needs it until its feedback is written.
            prepare: {
                try open.note(info)
                try open.bringToDisk()
            })
    }

    /// The rules that a record was begun under; where their text is lost it says which stand in for them.
    private func rules(of record: CallRecord) throws -> Rulebook {
        if let kept = try desk.rulebook(keptFor: record) { return kept }
        let rules = try desk.rulebook(insteadFor: record)
        let (was, now) = (record.checklist, rules.checklist)
        console.warn([
            ScreenLine(
                "  The text of \(was.name) \(was.version) that the call was begun under is lost; today's \(now.name) \(now.version) stands in for it.",
                .weak)
        ])
        return rules
    }

    private func newCall(_ lead: Lead, _ open: OpenCall) throws -> Opening {
        let moment = desk.clock.now()
        let id = CallRecord.id(startingAt: moment.instant, random: desk.random())
        let history = try desk.book.history(of: lead, before: nil)
        var record = CallRecord(
            id: id, rep: rep, lead: lead,
            checklist: .init(
                name: loaded.checklist.name, version: loaded.checklist.version, sha256: loaded.sha256),
            startedAt: moment.instant, utcOffset: moment.offset)
        if let id = history.continues {
            do {
                let earlier = try desk.transcripts.load(id)
                record.continues = id
                record.entries = Conversation.copies(of: earlier)
            } catch {
                console.warn([
                    ScreenLine("  What was said before is not at hand: \(ErrorWording.text(error))", .weak)
                ])
            }
        }
        let info = OpenCallInfo(
            callID: id, leadID: lead.id, rep: rep, pid: desk.processID, startedAt: moment.instant)
        // A disk that refuses this now may take it with the first entry, and no call waits for a disk.
        try? open.note(info)
        return Opening(
            conversation: Conversation(
                record: record, rulebook: rulebook, settings: desk.settings, history: history),
            draft: nil, file: try desk.transcripts.file(of: id, isNew: true), isResumed: false,
            history: history,
            prepare: {
                try open.note(info)
                try open.bringToDisk()
                try desk.transcripts.keepChecklist(loaded.bytes)
            })
    }

    // MARK: Holding

    private func hold(_ opening: Opening, isOptedOut: Bool, open: OpenCall) throws -> Turn {
        let record = opening.conversation.record
        let moment = desk.clock.now()
        let brief = BriefWording(
            lead: record.lead, history: opening.history, rep: rep, now: moment.instant, offset: moment.offset,
            settings: desk.settings, lastCall: lastCall(record, opening),
            isOptedOut: isOptedOut,
            knockOut: opening.conversation.rulebook.leadStop?.proof(for: record.lead),
            reasons: opening.conversation.rulebook.reasons.acceptance)
        console.show(brief.lines)
        let store = FileCallStore(
            file: opening.file, secondPlace: desk.secondPlace, prepare: opening.prepare)
        var session = CallSession(
            conversation: opening.conversation, draft: opening.draft, console: console, store: store,
            clock: desk.clock, brief: brief)
        let ending = session.run()
        let held = session.conversation
        guard session.isSaved else {
            open.leave()
            throw CallDesk.notSaved(held.record, store)
        }
        if held.stage == .ended {
            do {
                try finish(held.record)
                try open.release()
            } catch {
                open.leave()
                throw Failure(
                    .cannotWrite,
                    ScreenLine("NOT SAVED", .bad)
                        + ": not all that follows from the verdict. \(ErrorWording.text(error))",
                    "  The record with the verdict is saved; the next start of baton completes the rest.")
            }
            console.show(EndWording.lines(held.record))
            let rest = session.ignoreRest()
            return turn(ending == .ended ? rest : ending)
        }
        if store.isWritten || opening.isResumed {
            // The next start makes these leads as well; a pause does not fail over them.
            try? referrals(of: held.record)
            desk.book.note(held.record)
            open.leave()
            console.show(["  Paused. `baton call \(held.record.lead.id)` goes on with it today."])
        } else {
            try open.release()
        }
        return turn(ending)
    }

    private func turn(_ ending: CallSession.Ending) -> Turn {
        switch ending {
        case .ended: .ended
        case .paused: .paused
        case .gone(let signal): .gone(signal: signal)
        }
    }

    private func lastCall(_ record: CallRecord, _ opening: Opening) -> String? {
        let answers = record.standing.answers.count
        if opening.isResumed { return "goes on: \(ValueWording.count(answers, "answer", "answers")) so far" }
        guard record.continues != nil else { return nil }
        return
            "goes on from an earlier call: \(ValueWording.count(answers, "answer stands", "answers stand"))"
    }

    // MARK: Ending

    /// Sees to whatever a finished record is owed: feedback to marketing, leads for the people referred to.
    func finish(_ record: CallRecord) throws {
        try desk.finish(record)
    }

    private func referrals(of record: CallRecord) throws { try desk.addReferrals(of: record) }

    private func close(_ record: CallRecord, at moment: Moment) throws {
        let history = try desk.book.history(of: record.lead, before: record)
        var conversation = Conversation(
            record: record, rulebook: try rules(of: record), settings: desk.settings, history: history)
        conversation.closeAsIncomplete(at: moment.notBefore(record.latestInstant))
        try desk.transcripts.file(of: record.id, isNew: false).save(conversation.record)
        try finish(conversation.record)
    }

    private static func notSaved(_ record: CallRecord, _ store: FileCallStore) -> Failure {
        if let place = store.rescue(record) {
            return Failure(
                .cannotWrite, ScreenLine("NOT SAVED", .bad) + " in the workspace. The record is at \(place)",
                "  When the workspace can be written again, move it to \(store.path)",
                "  and run baton doctor --fix, which sees to what the call is owed.")
        }
        StandardOutput().write(String(decoding: record.encoded, as: UTF8.self))
        return Failure(
            .cannotWrite, ScreenLine("NOT SAVED", .bad) + " anywhere. The record is printed above: keep it",
            "  It belongs at \(store.path); baton doctor --fix then sees to what the call is owed.")
    }
}

/// The record of a call as a file of the workspace.
final class FileCallStore: CallStore {
    private let file: CallFile
    private let secondPlace: SecondPlace
    private var prepare: (() throws -> Void)?
    private(set) var isWritten = false

    /// `prepare` sees to what has to be on disk before the first save.
    init(file: CallFile, secondPlace: SecondPlace, prepare: @escaping () throws -> Void) {
        self.file = file
        self.secondPlace = secondPlace
        self.prepare = prepare
    }

    var path: String { file.path }

    func save(_ record: CallRecord) throws {
        try prepare?()
        prepare = nil
        try file.save(record)
        isWritten = true
    }

    /// Room is kept for the verdict and what comes with it.
    func isFull(_ record: CallRecord) -> Bool {
        let limit = CallRecord.limit - (record.outcome == nil ? 256 << 10 : 0)
        let typed = record.entries.reduce(0) { $0 + ($1.kind.text?.utf8.count ?? 0) }
        // A character takes six bytes at most: only a record that may be too large is worth measuring.
        return typed > limit / 8 && record.encoded.count > limit
    }

    func rescue(_ record: CallRecord) -> String? { secondPlace.keep(record) }
}
