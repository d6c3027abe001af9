import Conversation
import Qualification

/// A call as a manager reads it: minute, question, answer, grade, evidence, and what became of each.
struct TimelineWording {
    var record: CallRecord
    /// The checklist that the call was made under; nil where its text is not kept.
    var checklist: Checklist?
    /// What became of the checklist since; empty where it is what it was.
    var checklistSince: [ScreenLine] = []

    var lines: [ScreenLine] {
        head + [""] + timeline + [""] + verdict
    }

    private var head: [ScreenLine] {
        let lead = record.lead
        let work = [lead.title, lead.company].compactMap(\.self).joined(separator: " at ")
        let day = record.utcOffset.day(of: record.startedAt)
        var facts = ["by \(record.rep)", "\(day) \(record.utcOffset.clock(of: record.startedAt))"]
        if let connected = record.connectedAt {
            facts.append("picked up after \(clock(connected, from: record.startedAt))")
            if let ended = record.endedAt { facts.append("\(clock(ended, from: connected)) on the phone") }
        } else {
            facts.append("not picked up")
        }
        facts.append("\(record.checklist.name) \(record.checklist.version)")
        var lines: [ScreenLine] = [
            "Call \(record.id, .strong)", "  \(lead.displayName, .strong)\(work.isEmpty ? "" : ", \(work)")",
            "  \(facts.joined(separator: " · "))",
        ]
        lines += checklistSince.map { "  " + $0 }
        var source = [lead.channel, lead.campaign].compactMap(\.self)
        if let score = lead.score { source.append("score \(score)") }
        if !source.isEmpty { lines.append("  \(source.joined(separator: " · "))") }
        if let earlier = record.continues { lines.append("  goes on from call \(earlier)") }
        if let draft = record.draft { lines.append("  half typed when it was paused: \(draft)") }
        return lines
    }

    // MARK: Timeline

    private var timeline: [ScreenLine] {
        let fates = fates
        var lines: [ScreenLine] = []
        var asked: QuestionKey?
        for entry in record.entries.sorted(by: { $0.seq < $1.seq }) {
            if let key = entry.kind.question, key != asked {
                asked = key
                lines.append("       \(checklist?.question(key)?.ask ?? key.description, .quiet)")
            }
            var line: ScreenLine = "\(minute(entry), .quiet)  " + said(entry)
            if let fate = fates[entry.seq] { line = line + ScreenLine("  (\(fate))", .weak) }
            if let from = entry.from { line = line + ScreenLine("  (from call \(from))", .quiet) }
            lines.append(line)
        }
        return lines.isEmpty ? ["  nothing was entered"] : lines
    }

    private func minute(_ entry: Entry) -> String {
        let text =
            entry.from == nil ? clock(entry.at, from: record.connectedAt ?? record.startedAt) : "before"
        return String(repeating: " ", count: max(0, 6 - text.count)) + text
    }

    private func said(_ entry: Entry) -> ScreenLine {
        switch entry.kind {
        case .answer(let answer):
            let value = ValueWording.value(answer.value)
            let understood = value.map { $0 == answer.text ? "" : "  = \($0)" } ?? ""
            return "\(answer.question.description, .strong)  \(answer.text)\(understood)  "
                + grade(answer.grade, isAgainst: answer.isAgainst)
        case .quote(let question, let text):
            return "\(question.description, .strong)  “\(text)”  " + ScreenLine("buyer's words", .good)
        case .dodged(let question):
            return "\(question.description, .strong)  asked, no answer"
        case .regrade(let question, let grade, let isAgainst):
            return "\(question.description, .strong)  now " + self.grade(grade, isAgainst: isAgainst)
        case .note(let text):
            return "note  \(text)"
        case .next(let step, _):
            return "next step  \(ValueWording.nextStep(step))"
        case .mark(let mark):
            return "\(mark.kind.rawValue)  \(mark.name)\(mark.contact.map { " \($0)" } ?? "")"
        case .undo(let seq):
            return ScreenLine("taken back: entry \(seq)", .quiet)
        }
    }

    private func grade(_ grade: EvidenceGrade, isAgainst: Bool) -> ScreenLine {
        let text = ScreenLine("grade \(grade.rawValue)", grade >= .stated ? .good : .weak)
        return isAgainst ? text + " " + ScreenLine("against", .bad) : text
    }

    /// What became of entries that do not stand.
    private var fates: [Int: String] {
        var fates: [Int: String] = [:]
        var standing: [QuestionKey: Int] = [:]
        let kept = Set(Standing.standingEntries(of: record.entries).map(\.seq))
        for entry in record.entries.sorted(by: { $0.seq < $1.seq }) {
            if case .undo(let seq) = entry.kind {
                if record.entries.contains(where: { $0.seq == seq }) { fates[seq] = "taken back" }
                continue
            }
            guard case .answer(let answer) = entry.kind, kept.contains(entry.seq) else { continue }
            if let before = standing[answer.question] { fates[before] = "superseded by: \(answer.text)" }
            standing[answer.question] = entry.seq
        }
        return fates
    }

    private func clock(_ instant: Instant, from start: Instant) -> String {
        ValueWording.clock(milliseconds: instant.milliseconds - start.milliseconds)
    }

    // MARK: Verdict

    private var verdict: [ScreenLine] {
        guard let outcome = record.outcome else { return ["No verdict yet: the call is open or paused."] }
        var headline: ScreenLine = "Verdict: " + ScreenLine(ValueWording.verdict(outcome.verdict), .strong)
        if let reason = outcome.reason { headline = headline + ", \(ValueWording.reason(reason))" }
        if let attempt = outcome.attempt {
            headline = headline + ", \(attempt.disposition.rawValue)"
            if let name = attempt.spokeTo { headline = headline + ", spoke to \(name)" }
            if let at = attempt.callBackAt {
                let day = record.utcOffset.day(of: at)
                headline = headline + ", call back \(day) \(record.utcOffset.clock(of: at))"
            }
        }
        var lines = [headline]
        if let sentence = outcome.override {
            lines.append(
                "  overridden: Baton proposed \(ValueWording.verdict(outcome.proposed)); \(outcome.decidedBy) says “\(sentence)”"
            )
        }
        lines += outcome.elements.map { state in
            "  \(state.id)  \(state.state.rawValue), grade \(state.grade.rawValue) of \(state.bar.rawValue)"
        }
        lines += outcome.proof.map { "  \($0.text)" }
        if let flip = EffectWording.flip(outcome.flip) { lines.append("  \(flip)") }
        if let step = outcome.nextStep { lines.append("  next step: \(ValueWording.nextStep(step))") }
        if let earlier = outcome.supersedes { lines.append("  supersedes the verdict of call \(earlier)") }
        return lines
    }
}
