import Conversation
import Qualification
import Workspace

/// The queue as a table: who, why now, and how good.
struct LeadsWording {
    var now: Moment
    var time: BusinessTime

    func table(_ rows: [QueuedLead], width: Int) -> [ScreenLine] {
        var table = Table()
        for (index, row) in rows.enumerated() {
            let lead = row.lead
            table.add([
                "\(index + 1)", ScreenLine(lead.displayName, .strong), due(row),
                "\(lead.score.map { "score \($0)" } ?? "")", ScreenLine(lead.id, .quiet),
                "\(lead.name == nil ? "" : lead.company ?? "")",
            ])
        }
        // Why a lead is due stays whole as long as there is room: a name calls it as well as an address.
        return table.lines(width: width, givingWay: [5, 4])
    }

    /// One lead in one line.
    func line(_ row: QueuedLead) -> ScreenLine {
        let work = [row.lead.title, row.lead.company].compactMap(\.self).joined(separator: " at ")
        return ScreenLine(row.lead.displayName, .strong)
            + (work.isEmpty || work == row.lead.displayName ? "" : ", \(work)")
            + "  " + due(row)
    }

    /// What makes a lead due.
    private func due(_ row: QueuedLead) -> ScreenLine {
        var text = reason(row)
        if row.lead.isOptedOut { text = ScreenLine("asked not to be called", .bad) + "  " + text }
        return text
    }

    private func reason(_ row: QueuedLead) -> ScreenLine {
        let left = row.dueAt.milliseconds - now.instant.milliseconds
        let span = ValueWording.span(milliseconds: left)
        if row.isWaiting {
            return row.due == .callBack ? "call back \(time(row.dueAt))" : "rests until \(time(row.dueAt))"
        }
        switch row.due {
        case .callBack: return ScreenLine("call back \(time(row.dueAt))", .good)
        case .firstTouch:
            if left < 0 { return ScreenLine("first touch \(span) late", .weak) }
            let isLaterDay =
                time.hours != nil && time.zone.day(of: row.dueAt) != time.zone.day(of: now.instant)
            return isLaterDay ? "first touch by \(weekday(row.dueAt))" : "first touch in \(span)"
        case .handedBack:
            let why = [row.rejection?.reason, row.rejection?.note.map { "“\($0)”" }].compactMap(\.self)
            return ScreenLine("handed back", .bad) + ": \(why.joined(separator: ", "))"
        case .retry: return "attempt \(row.attempts + 1)"
        case .incomplete: return "not decided yet"
        case .recycled: return "recycled, its day has come"
        }
    }

    private func weekday(_ instant: Instant) -> String {
        HandOffWording(now: now, zone: time.zone, reasons: []).time(instant)
    }

    private func time(_ instant: Instant) -> String {
        let day = now.offset.day(of: instant)
        let clock = now.offset.clock(of: instant)
        let at = clock == "00:00" ? "" : " \(clock)"
        return day == now.day && !at.isEmpty ? clock : "\(day)\(at)"
    }

    func json(_ row: QueuedLead) -> JSONValue {
        let lead = row.lead
        return [
            "id": .string(lead.id), "name": JSONValue(lead.name), "email": JSONValue(lead.email),
            "phone": JSONValue(lead.phone), "company": JSONValue(lead.company),
            "title": JSONValue(lead.title),
            "channel": JSONValue(lead.channel), "campaign": JSONValue(lead.campaign),
            "score": JSONValue(lead.score), "mqlAt": JSONValue(lead.mqlAt?.rfc3339),
            "handedOverAt": .string(lead.handedOverAt.rfc3339), "doNotCall": .bool(lead.isOptedOut),
            "due": .string(row.due.rawValue), "dueAt": .string(row.dueAt.rfc3339),
            "waiting": .bool(row.isWaiting), "attempts": JSONValue(row.attempts),
            "lastCall": JSONValue(row.lastCall),
            "handedBack": row.rejection.map { word in
                [
                    "at": .string(word.at.rfc3339), "by": .string(word.by),
                    "reason": JSONValue(word.reason), "note": JSONValue(word.note),
                ]
            } ?? .null,
        ]
    }
}
