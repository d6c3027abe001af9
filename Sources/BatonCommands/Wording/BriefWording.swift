import Qualification

/// What the rep sees before dialling: what this lead did, and a first sentence to say.
struct BriefWording {
    var lead: Lead
    var history: LeadHistory
    var rep: String
    var now: Instant
    var offset: UTCOffset
    var settings: Settings
    /// How the last call ended, in a few words.
    var lastCall: String?
    var isOptedOut: Bool
    /// What is known of the lead that ends the matter before anyone is called.
    var knockOut: String? = nil
    /// The closed list on which the reason of an account executive stands who handed the lead back.
    var reasons = AcceptanceReason.usual

    /// What the lead did and what to say come first: there is no more time before somebody picks up.
    var lines: [ScreenLine] {
        var lines: [ScreenLine] = [ScreenLine(name, .strong) + "  " + did]
        if let rejection = history.rejection {
            lines += HandOffWording.handedBack(rejection, reasons: reasons, zone: offset).map { "  " + $0 }
        }
        if isOptedOut { lines.append("  " + ScreenLine("asked not to be called", .bad)) }
        if let words { lines.append("  wrote: “\(words)”") }
        lines.append("  say: " + ScreenLine("“\(opening)”", .strong))
        if !reach.isEmpty { lines.append("  \(reach)") }
        if let lastCall { lines.append("  \(lastCall)") }
        if let knockOut {
            lines.append("  " + ScreenLine(knockOut, .bad))
            lines.append(
                ScreenLine("  /end and Enter take it without a call; to call all the same, dial", .quiet))
        }
        return lines
    }

    private var name: String { lead.name ?? lead.email ?? lead.company ?? lead.id }

    /// Where the person works, and how to reach them.
    private var reach: String {
        let work = [lead.title, lead.company].compactMap(\.self).joined(separator: " at ")
        return [work, lead.phone ?? "", lead.email ?? ""].filter { !$0.isEmpty && $0 != name }
            .joined(separator: "  ")
    }

    private var did: ScreenLine {
        var parts: [ScreenLine] = []
        let source = [lead.channel, lead.campaign].compactMap(\.self).joined(separator: ", ")
        if !source.isEmpty { parts.append("\(source)") }
        if let score = lead.score { parts.append("score \(score)") }
        if let at = lead.mqlAt {
            parts.append(
                "handed over \(ValueWording.span(milliseconds: now.milliseconds - at.milliseconds)) ago")
            if history.attempts == 0 {
                let due = settings.firstTouchDue(handedOverAt: at)
                let left = due < now ? due.milliseconds - now.milliseconds : settings.time.between(now, due)
                let span = ValueWording.span(milliseconds: left)
                parts.append(
                    left < 0
                        ? ScreenLine("first touch overdue by \(span)", .weak) : "first touch due in \(span)")
            }
        }
        if history.attempts > 0 { parts.append("attempt \(history.attempts + 1)") }
        return parts.isEmpty ? "nothing known of what brought this lead" : parts.joined(separator: "  ·  ")
    }

    /// The message that came with the lead, where the hand-off has one.
    private var words: String? {
        let headers = ["inboundmessage", "message", "comments", "comment", "inquiry", "enquiry", "question"]
        let found = lead.extra.filter {
            headers.contains($0.key.lowercased().filter(\.isLetter)) && !$0.value.isEmpty
        }
        return found.min { $0.key < $1.key }.map { String($0.value.prefix(240)) }
    }

    /// A sentence that reminds the prospect of what they did, so that the answer is "oh yes".
    var opening: String {
        let greeting = lead.name.flatMap { $0.split(separator: " ").first }.map { "Hi \($0), " } ?? "Hello, "
        return "\(greeting)this is \(rep.prefix(1).uppercased() + rep.dropFirst()). \(reminder)"
    }

    private var reminder: String {
        let when = when.map { " \($0)" } ?? ""
        if let words {
            let start = words.split(whereSeparator: \.isWhitespace).prefix(9).joined(separator: " ")
            return "You wrote to us\(when): “\(start)…” What made you write?"
        }
        if lastCall != nil {
            return "We spoke before, and I would like to go on where we stopped. Is now a good moment?"
        }
        if let name = lead.extra["referredByName"] {
            return "\(name) suggested that I call you. Is now a good moment?"
        }
        let channel = lead.channel?.lowercased() ?? ""
        let topic = lead.campaign ?? lead.channel
        guard let topic else { return "You were in touch with us\(when). What were you hoping to find?" }
        if channel.contains("referral") || channel.contains("partner") {
            return "You were recommended to us\(when). Is this a good moment for two minutes?"
        }
        if ["event", "trade show", "conference", "webinar", "fair"].contains(where: channel.contains) {
            return "You were at “\(topic)”\(when). What did you take away from it?"
        }
        if lead.campaign != nil {
            let place = lead.channel.map { " on \($0)" } ?? ""
            return "You looked at our “\(topic)”\(place)\(when). What made you look into that?"
        }
        if ["web", "search", "direct", "organic", "google"].contains(where: channel.contains) {
            return "You were on our website\(when). What were you looking for?"
        }
        return "You found us through \(topic)\(when). What were you looking for?"
    }

    private var when: String? {
        guard let at = lead.mqlAt else { return nil }
        let days = offset.day(of: now).daysSinceEpoch - offset.day(of: at).daysSinceEpoch
        switch days {
        case ..<0: return nil
        case 0: return "today"
        case 1: return "yesterday"
        case 2...6:
            let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
            return "on \(names[offset.day(of: at).weekday - 1])"
        case 7...13: return "last week"
        case 14...60: return "\(days / 7) weeks ago"
        default: return nil
        }
    }
}
