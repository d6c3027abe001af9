/// How the reports are called, and what each answers.
extension ReportKind {
    package var title: String {
        switch self {
        case .funnel: "Funnel"
        case .reasons: "Reasons"
        case .calibration: "Score calibration"
        case .friction: "Checklist friction"
        case .overrides: "Overrides"
        case .grading: "Grading"
        case .sla: "SLA"
        }
    }

    package var question: String {
        switch self {
        case .funnel: "What becomes of the leads that marketing hands over?"
        case .reasons: "Why do leads not become SQLs?"
        case .calibration: "Does the score tell who becomes an SQL, and from which score on?"
        case .friction: "Which questions go unanswered, and which elements fail?"
        case .overrides: "Where do reps decide otherwise than was proposed, and what becomes of it?"
        case .sla: "Did marketing, sales and the account executives keep what they promised?"
        case .grading: "Who marks answers higher than the account executive finds them?"
        }
    }
}

extension Dimension {
    package var title: String {
        switch self {
        case .channel: "By channel"
        case .campaign: "By campaign"
        case .score: "By score"
        case .rep: "By rep"
        case .checklist: "By checklist"
        case .week: "By week of the hand-off"
        }
    }

    /// The first column of a breakdown.
    var column: ReportTable.Column {
        let unknown =
            switch self {
            case .channel, .campaign, .score: "no \(rawValue)"
            case .rep, .checklist: "no call"
            case .week: "–"
            }
        return ReportTable.Column(rawValue, rawValue, .text, unknown: unknown)
    }
}

/// The parts that sentences of reports are made of.
enum Phrase {
    /// `61 of 1,020 leads (6 %)`: a percentage never without its counts, and of a handful none.
    static func full(_ share: Share, _ what: String) -> String {
        let percent = share.percent.map { " (\($0) %)" } ?? ""
        return "\(share.count.grouped) of \(share.of.grouped)\(what.isEmpty ? "" : " \(what)")\(percent)"
    }

    /// `1 lead`, `1,204 leads`.
    static func count(_ count: Int, _ one: String, _ many: String) -> String {
        count == 1 ? "1 \(one)" : "\(count.grouped) \(many)"
    }
}

extension Int {
    /// With a comma between thousands.
    package var grouped: String {
        let digits = Array(String(magnitude))
        var text = self < 0 ? "-" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }
}

extension Report.Definition {
    static let share = Report.Definition(
        "%", "a share in whole percent, half of one rounded up; of fewer than twelve none is taken")

    static let reached = Report.Definition("reached", "somebody picked up")

    static let conversation = Report.Definition(
        "conversation",
        "a call on which somebody picked up and that ended with a verdict other than no-contact")

    static let bands = Report.Definition(
        "score",
        "in bands of 10, 20, 50, 100 and so on: the narrowest of which twelve are enough for all leads but a twentieth with the highest scores, one lead at least; where twelve are not enough for these too, all above the last band of the others is one band, and so is what is below zero"
    )

    /// `leads` says which leads are left.
    static func only(_ whose: String) -> Report.Definition { Report.Definition("--rep, --checklist", whose) }

    static let superseded = Report.Definition(
        "overturned",
        "a later call with the lead came to another verdict than this one, incomplete and no-contact aside; of the calls of the row that were not incomplete themselves"
    )

    static let accepted = Report.Definition(
        "accepted",
        "by the account executive, or by silence until the SLA's time for it was over; of silence the column says how many"
    )

    static let interval = Report.Definition(
        "from, to",
        "where the true rate lies with 95 % confidence, by Wilson's interval; the more cases, the narrower")

    static let period = Report.Definition(
        "period", "calls that began from the first day to the last, by local time")
}
