import Qualification
import Workspace

/// Calls as a table and as data.
enum CallsWording {
    static func table(_ calls: [CallSummary], width: Int) -> [ScreenLine] {
        var table = Table()
        for call in calls {
            let day = call.utcOffset.day(of: call.startedAt)
            table.add([
                "\(day) \(call.utcOffset.clock(of: call.startedAt))",
                ScreenLine(call.leadDisplayName, .strong),
                "\(call.leadName == nil ? "" : call.leadCompany ?? "")", verdict(call), "\(call.rep)",
                // Any part of an id that one call alone has names it.
                ScreenLine(width < 110 ? String(call.id.suffix(8)) : call.id, .quiet),
            ])
        }
        return table.lines(width: width, givingWay: [2])
    }

    /// Names a call that was left open and that nobody can see to.
    static func unreadable(_ left: OpenCallInfo) -> ScreenLine {
        "baton: \(left.rep)'s call \(left.callID) with \(left.leadID) was left open, and its record cannot be read: see baton doctor"
    }

    private static func verdict(_ call: CallSummary) -> ScreenLine {
        guard let verdict = call.verdict else { return ScreenLine("open or paused", .weak) }
        var text = ValueWording.verdict(verdict)
        if let reason = call.reason { text += " \(reason)" }
        if let disposition = call.disposition { text += " \(disposition.rawValue)" }
        if call.isOverridden { text += " (overridden)" }
        return ScreenLine(text, verdict == .salesQualified ? .good : .plain)
    }

    static func json(_ call: CallSummary) -> JSONValue {
        [
            "id": .string(call.id), "rep": .string(call.rep),
            "lead": [
                "id": .string(call.leadID), "name": JSONValue(call.leadName),
                "email": JSONValue(call.leadEmail),
                "company": JSONValue(call.leadCompany),
            ],
            "checklist": .string(call.checklist), "startedAt": .string(call.startedAt.rfc3339),
            "connectedAt": JSONValue(call.connectedAt?.rfc3339), "endedAt": JSONValue(call.endedAt?.rfc3339),
            "verdict": JSONValue(call.verdict?.rawValue), "proposed": JSONValue(call.proposed?.rawValue),
            "overridden": .bool(call.isOverridden), "reason": JSONValue(call.reason?.code),
            "sub": JSONValue(call.reason?.sub), "disposition": JSONValue(call.disposition?.rawValue),
            "missing": JSONValue(call.missingElements), "continues": JSONValue(call.continues),
            "answers": JSONValue(call.standingAnswers),
        ]
    }
}
