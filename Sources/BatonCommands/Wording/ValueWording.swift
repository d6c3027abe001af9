import Qualification

/// How values read on screen: amounts, dates, people, spans of time.
enum ValueWording {
    static func text(of answer: StandingAnswer) -> String {
        value(answer.value) ?? answer.text
    }

    /// A text as a receipt shows it: the beginning tells which it was, and a pasted page would push the call away.
    static func glimpse(_ text: String) -> String {
        guard text.utf8.count > 400, text.count > 400 || text.unicodeScalars.count > 1600 else { return text }
        // One character may be made of any number of accents.
        let beginning = String(text.prefix(300)).unicodeScalars.prefix(1200)
        return "\(String(String.UnicodeScalarView(beginning)))… (\(text.count) characters, all kept)"
    }

    static func glimpse(of answer: StandingAnswer) -> String { glimpse(text(of: answer)) }

    static func glimpse(of step: NextStep) -> String { glimpse(nextStep(step)) }

    static func value(_ value: AnswerValue?) -> String? {
        switch value {
        case nil: nil
        case .money(let money): self.money(money)
        case .date(let date): self.date(date)
        case .number(let number): self.number(number)
        case .yesNo(let yes): yes ? "yes" : "no"
        case .choice(let key): key
        case .person(let person): self.person(person)
        case .people(let people): people.map(self.person).joined(separator: "; ")
        }
    }

    static func money(_ money: Money) -> String {
        if money.amount == 0, money.upTo == nil { return "no money" }
        let range = money.upTo.map { "\(number(money.amount)) to \(number($0))" } ?? number(money.amount)
        return "\(money.currency) \(range)"
    }

    static func date(_ date: StatedDate) -> String {
        switch date.precision {
        case .day: weekday(date.on) + " " + date.on.description
        case .week, .month, .quarter, .half, .year: "by \(date.on) (\(date.precision.rawValue))"
        }
    }

    static func person(_ person: Person) -> String {
        [person.name, person.role].compactMap(\.self).joined(separator: ", ")
    }

    static func number(_ value: Double) -> String {
        guard value.magnitude < 1e15 else { return "\(value)" }
        let whole = value.rounded(.towardZero)
        var digits = String(Int(whole.magnitude))
        var groups: [String] = []
        while digits.count > 3 {
            groups.insert(String(digits.suffix(3)), at: 0)
            digits = String(digits.dropLast(3))
        }
        let text = ([digits] + groups).joined(separator: ",")
        let decimals = value == whole ? "" : String("\((value - whole).magnitude)".dropFirst().prefix(3))
        return (value < 0 ? "-" : "") + text + decimals
    }

    static func weekday(_ day: LocalDay) -> String {
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday - 1]
    }

    /// `3 min`, `2 h 10 min`, `4 days`.
    static func span(milliseconds: Int64) -> String {
        let minutes = milliseconds.magnitude / 60_000
        switch minutes {
        case 0: return "under a minute"
        case 1..<60: return "\(minutes) min"
        case 60..<(48 * 60):
            return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
        default: return "\(minutes / 1440) days"
        }
    }

    /// The clock of a running call, `12:34`.
    static func clock(milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds / 1000)
        let (minutes, rest) = (seconds / 60, seconds % 60)
        let tail = (rest < 10 ? "0" : "") + "\(rest)"
        guard minutes >= 60 else { return "\(minutes):\(tail)" }
        return "\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60):\(tail)"
    }

    static func count(_ number: Int, _ one: String, _ many: String) -> String {
        number == 1 ? "1 \(one)" : "\(number) \(many)"
    }

    /// The verdict as people say it.
    static func verdict(_ verdict: Verdict) -> String {
        verdict == .salesQualified ? "SQL" : verdict.rawValue
    }

    static func reason(_ reason: GivenReason) -> String {
        var text = ReasonReference(code: reason.code, sub: reason.sub).description
        if let day = reason.revisitOn { text += ", revisit \(day)" }
        if let note = reason.note { text += " (\(note))" }
        return text
    }

    static func nextStep(_ step: NextStep) -> String {
        guard let day = step.on else { return "\(step.what), no date" }
        return "\(step.what) on \(weekday(day)) \(day)"
    }
}
