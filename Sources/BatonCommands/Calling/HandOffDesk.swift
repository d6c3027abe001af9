import Qualification
import Workspace

/// Takes the word of an account executive about an SQL.
struct HandOffDesk {
    let desk: Desk

    /// Makes a word durable, and says what follows from it; saying the same again changes nothing.
    func say(about text: String, isChange: Bool, _ word: (Instant) -> Acceptance.Word) throws {
        try desk.completeUnfinished()
        let (id, standing) = try desk.book.theHandOff(text)
        let record = try desk.transcripts.load(id)
        if record.lead.id.hasPrefix(Forgetting.pseudonymPrefix) { throw HandOffWording.forgotten(record) }
        guard let outcome = record.outcome, outcome.verdict == .salesQualified else {
            throw HandOffWording.notSalesQualified(record)
        }
        if let standing, standing != id { throw HandOffWording.superseded(record, by: standing) }
        let now = desk.clock.now()
        let wording = HandOffWording(
            now: now, zone: desk.zone, reasons: try desk.library.reasons().acceptance)
        // What follows from a record must not outlive it.
        try desk.transcripts.bringToDisk(id)
        var isNew = true
        let saved = try desk.acceptances.save(about: id) { before in
            let last = before?.word.at ?? outcome.decidedAt
            // A clock that runs behind the rep's does not put the answer before what it answers.
            let new = word(max(now.instant, last.adding(milliseconds: 1)))
            guard let before else {
                return Acceptance(
                    call: id, leadID: record.lead.id, email: record.lead.email, company: record.lead.company,
                    rep: record.rep, dueAt: desk.settings.acceptanceDue(decidedAt: outcome.decidedAt),
                    word: new)
            }
            if before.word.isSame(as: new), !isChange || before.word.by == new.by {
                isNew = false
                return nil
            }
            guard isChange else { throw wording.alreadyDecided(before) }
            var after = before
            after.earlier.append(before.word)
            after.word = new
            return after
        }
        guard let saved else { return }
        StandardOutput().write(wording.said(saved, about: record, isNew: isNew))
    }
}

extension HandOffDesk {
    /// What an account executive said about a call, for whoever reads it; nothing where nothing was said.
    func said(about record: CallRecord) throws -> [ScreenLine] {
        guard let outcome = record.outcome, let acceptance = try desk.acceptances.acceptance(of: record.id)
        else { return [] }
        let handOff = handOff(record, outcome, acceptance)
        let wording = HandOffWording(now: desk.clock.now(), zone: desk.zone, reasons: [])
        return ["  account executive: " + wording.state(handOff)]
    }

    /// The same for the brief, in sentences that stay true on paper: until when there is time to answer, all that was
    /// said, and why a lead that comes again came back.
    func answers(to record: CallRecord) throws -> [String] {
        let wording = HandOffWording(
            now: desk.clock.now(), zone: desk.zone, reasons: desk.library.reasonsOrBuiltIn.acceptance)
        var lines: [String] = []
        if let outcome = record.outcome, outcome.verdict == .salesQualified {
            let acceptance = try desk.acceptances.acceptance(of: record.id)
            let standing = try desk.book.theHandOff(record.id).standing
            if let standing, standing != record.id {
                lines.append("Call \(standing) has taken the place of this one.")
            } else if acceptance == nil {
                lines.append(wording.unanswered(handOff(record, outcome, nil)))
            }
            if let acceptance { lines += wording.history(acceptance) }
        }
        if let before = record.outcome?.supersedes ?? record.continues,
            let acceptance = try desk.acceptances.acceptance(of: before), acceptance.isRejected
        {
            lines.append("Before this, call \(before): " + wording.sentence(acceptance.word, isLate: false))
        }
        return lines
    }

    private func handOff(_ record: CallRecord, _ outcome: Outcome, _ acceptance: Acceptance?) -> HandOff {
        HandOff(
            call: record.id, leadID: record.lead.id, rep: record.rep, decidedAt: outcome.decidedAt,
            answer: acceptance.map(HandOff.Answer.init), settings: desk.settings)
    }
}

extension Acceptance.Word {
    /// Whether somebody says what was said already; a note that is left out asks for no other.
    fileprivate func isSame(as other: Acceptance.Word) -> Bool {
        decision == other.decision && reason == other.reason && (other.note == nil || note == other.note)
    }
}
