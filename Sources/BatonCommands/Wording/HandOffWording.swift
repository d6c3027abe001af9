import Qualification
import Workspace

/// SQLs on their way to the account executive, as text and as data.
struct HandOffWording {
    var now: Moment
    var zone: Zone
    var reasons: [AcceptanceReason]

    // MARK: The list

    /// Two lines on one hand-off: who and what about it, then what happens next and how to name it.
    func lines(_ call: CallSummary, _ handOff: HandOff) -> [ScreenLine] {
        var who = ScreenLine(call.leadDisplayName, .strong)
        if call.leadName != nil, let company = call.leadCompany { who = who + ", \(company)" }
        let step = call.nextStep.map(ValueWording.nextStep) ?? "no next step"
        return [
            who + "  by \(call.rep)  " + state(handOff),
            "  \(step)  " + ScreenLine(call.id, .quiet),
        ]
    }

    /// Under the list: what it leaves out, and how an account executive answers.
    static func rest(of more: Int, decided: Int, isAnswerable: Bool) -> [ScreenLine] {
        var lines: [ScreenLine] = []
        if more > 0 { lines.append(ScreenLine("\(more) more: --limit", .quiet)) }
        if decided > 0 { lines.append(ScreenLine("\(decided) more that are decided: --all", .quiet)) }
        if isAnswerable {
            lines.append(
                ScreenLine("baton handoff accept CALL, or baton handoff reject CALL --reason CODE", .quiet))
        }
        return lines
    }

    /// Where a hand-off stands.
    func state(_ handOff: HandOff) -> ScreenLine {
        let word = handOff.answer?.word
        let late = handOff.isLate ? ", after silence had accepted it" : ""
        switch handOff.state(at: now.instant) {
        case .waiting:
            return "since \(time(handOff.decidedAt)), "
                + ScreenLine("silence accepts \(time(handOff.dueAt))", .weak)
        case .acceptedBySilence: return ScreenLine("accepted by silence \(time(handOff.dueAt))", .good)
        case .accepted:
            return ScreenLine("accepted by \(word?.by ?? "") \(word.map { time($0.at) } ?? "")\(late)", .good)
        case .rejected:
            let why = [word?.reason, word?.note.map { "“\($0)”" }].compactMap(\.self).joined(separator: ", ")
            return ScreenLine("handed back by \(word?.by ?? "")\(late): \(why)", .bad)
        }
    }

    /// A local time: of today the clock alone, of this week the weekday with it.
    func time(_ instant: Instant) -> String {
        let offset = zone.offset(at: instant)
        let (day, clock) = (offset.day(of: instant), offset.clock(of: instant))
        let today = offset.day(of: now.instant)
        if day == today { return clock }
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let isNear = abs(day.daysSinceEpoch - today.daysSinceEpoch) < 7
        return isNear ? "\(names[day.weekday - 1]) \(clock)" : "\(day) \(clock)"
    }

    func json(_ call: CallSummary, _ handOff: HandOff) -> JSONValue {
        let word = handOff.answer?.word
        return [
            "call": .string(call.id), "rep": .string(call.rep),
            "lead": [
                "id": .string(call.leadID), "name": JSONValue(call.leadName),
                "email": JSONValue(call.leadEmail), "company": JSONValue(call.leadCompany),
            ],
            "decidedAt": .string(handOff.decidedAt.rfc3339), "dueAt": .string(handOff.dueAt.rfc3339),
            "state": .string(handOff.state(at: now.instant).rawValue), "late": .bool(handOff.isLate),
            "at": JSONValue(word?.at.rfc3339), "by": JSONValue(word?.by), "reason": JSONValue(word?.reason),
            "note": JSONValue(word?.note),
            "nextStep": call.nextStep.map {
                ["what": .string($0.what), "on": JSONValue($0.on?.description)]
            } ?? .null,
        ]
    }

    // MARK: On paper

    /// Until when an account executive has time, or that it is over.
    func unanswered(_ handOff: HandOff) -> String {
        switch handOff.state(at: now.instant) {
        case .acceptedBySilence: "Silence accepted it on \(date(handOff.dueAt))."
        default: "Nobody has answered yet; silence accepts it on \(date(handOff.dueAt))."
        }
    }

    /// All that was said, the latest first.
    func history(_ acceptance: Acceptance) -> [String] {
        let all = acceptance.earlier + [acceptance.word]
        return all.enumerated().reversed().map { index, word in
            let text = sentence(word, isLate: word.at > acceptance.dueAt)
            return index == all.count - 1 ? text : "Taken back since: \(text)"
        }
    }

    func sentence(_ word: Acceptance.Word, isLate: Bool) -> String {
        let what = word.decision == .accepted ? "Accepted" : "Handed back"
        let name = reasons.first { $0.code == word.reason }?.name
        let why = [name ?? word.reason, word.note.map { "“\($0)”" }].compactMap(\.self)
        return "\(what) by \(word.by) on \(date(word.at))"
            + (isLate ? ", after silence had accepted it" : "")
            + (why.isEmpty ? "." : ": \(why.joined(separator: ", "))")
    }

    /// A day and time that need no today.
    private func date(_ instant: Instant) -> String {
        let offset = zone.offset(at: instant)
        return "\(offset.day(of: instant)) at \(offset.clock(of: instant))"
    }

    // MARK: What was said

    func said(_ acceptance: Acceptance, about record: CallRecord, isNew: Bool) -> [ScreenLine] {
        let word = acceptance.word
        let lead = ScreenLine(record.lead.displayName, .strong)
        let late = acceptance.isLate ? " Silence had accepted it \(time(acceptance.dueAt))." : ""
        guard isNew else { return [lead + " was \(past(word)): nothing has changed."] }
        switch word.decision {
        case .accepted: return [lead + " is accepted by \(word.by).\(late)"]
        case .rejected:
            return [
                lead + " is handed back to \(record.rep).\(late)",
                "  The lead is in the queue again, with the reason; marketing hears of it with the feedback.",
            ]
        }
    }

    private func past(_ word: Acceptance.Word) -> String {
        let what = word.decision == .accepted ? "accepted" : "handed back"
        let why = word.reason.map { " for \($0)" } ?? ""
        return "\(what) by \(word.by) \(time(word.at))\(why)"
    }

    /// What a rep reads about a lead that came back.
    static func handedBack(
        _ word: Acceptance.Word, reasons: [AcceptanceReason], zone offset: UTCOffset
    ) -> [ScreenLine] {
        let known = reasons.first { $0.code == word.reason }
        let why = [known?.name ?? word.reason, word.note.map { "“\($0)”" }].compactMap(\.self)
        var lines = [
            ScreenLine("handed back by \(word.by) on \(offset.day(of: word.at)): ", .bad)
                + "\(why.joined(separator: ", "))"
        ]
        if let advice = known?.advice { lines.append("  \(advice)") }
        return lines
    }

    // MARK: What cannot be

    func alreadyDecided(_ before: Acceptance) -> Failure {
        Failure(
            .badData, "baton: call \(before.call) was \(past(before.word)) already",
            "  --change takes that back; what was said before stays in its file.")
    }

    static func notSalesQualified(_ record: CallRecord) -> Failure {
        let what = record.outcome.map { "is \(ValueWording.verdict($0.verdict))" } ?? "has no verdict yet"
        return Failure(
            .badData, "baton: call \(record.id) with \(record.lead.displayName) \(what), no SQL to answer",
            "  baton handoff list --all shows the SQLs that stand.")
    }

    static func forgotten(_ record: CallRecord) -> Failure {
        Failure(
            .badData, "baton: the lead of call \(record.id) was forgotten: there is nobody to answer for",
            "  baton handoff list --all shows the SQLs that stand.")
    }

    static func superseded(_ record: CallRecord, by standing: String) -> Failure {
        Failure(
            .badData, "baton: call \(record.id) is superseded: the verdict of call \(standing) stands",
            "  baton show \(standing) shows it.")
    }

    static func noReason(_ code: String?, among reasons: [AcceptanceReason]) -> Failure {
        var table = Table()
        for reason in reasons {
            table.add(["  \(reason.code)", "\(reason.name)\(reason.needsNote ? ", with --note" : "")"])
        }
        let what: ScreenLine =
            code.map { "baton: no reason \($0); there are:" }
            ?? "baton: handing back takes a reason, --reason CODE; there are:"
        return Failure(.usage, [what] + table.lines(width: StandardOutput().width))
    }

    static func noNote(_ reason: AcceptanceReason) -> Failure {
        Failure(
            .usage, "baton: \(reason.code) takes a sentence that says what: --note \"…\"",
            "  The rep reads it before the next call.")
    }
}
