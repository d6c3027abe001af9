import Qualification

extension Subject {
    /// What it is called in a table of its kind.
    var name: String {
        switch self {
        case .neverCalled: "never called, of leads"
        case .reached: "reached, of those called"
        case .salesQualified: "SQL, of those reached"
        case .accepted: "accepted, of SQLs answered"
        case .channel(let name): name ?? "no channel"
        case .campaign(let name): name ?? "no campaign"
        case .reason(let code): code
        case .scores(let from, let to): ScoreBands.text(from...max(from, to))
        case .element(let id, let checklist): "\(id) (\(checklist))"
        case .question(let key, let checklist): "\(key) (\(checklist))"
        case .overridden: "overridden, of proposals"
        case .overridesRefused: "refused, of overrides to SQL"
        case .markedTooHigh(let rep): "\(rep) marked too high"
        case .promise(let promise): promise.shortName
        }
    }

    /// The same where it stands alone.
    var fullName: String {
        switch self {
        case .neverCalled: "Leads never called"
        case .reached: "Leads reached, of those called"
        case .salesQualified: "SQLs, of leads reached"
        case .accepted: "SQLs accepted, of those answered"
        case .channel: "SQLs of channel \(name)"
        case .campaign: "SQLs of campaign \(name)"
        case .reason: "Leads turned down for \(name)"
        case .scores: "SQLs of scores \(name)"
        case .element: "Conversations that left \(name) short of its bar"
        case .question: "Conversations that left \(name) unanswered"
        case .overridden: "Proposals overridden"
        case .overridesRefused: "SQLs refused that a rep made against the proposal"
        case .markedTooHigh(let rep): "SQLs of \(rep) that came back for what was graded too high"
        case .promise(let promise): "Promise kept (\(promise.shortName))"
        }
    }

    /// What could be done where it got worse.
    fileprivate var remedy: String {
        switch self {
        case .neverCalled: "Give leads to somebody, or agree which are not worth a call"
        case .reached: "Look at what phone numbers are worth, and at when they are called"
        case .salesQualified: "Find out which channel or campaign the weaker leads come from"
        case .accepted: "Go through the refused SQLs together"
        case .channel(let name): "Find out what changed at \(name ?? "leads without a channel")"
        case .campaign(let name): "Find out what changed at \(name ?? "leads without a campaign")"
        case .reason(let code): "Find out where \(code) comes from, and agree who acts on it"
        case .scores: "Look at what gives points in scores \(name)"
        case .element(let id, _): "Find out why \(id) falls short more often, or lower its bar"
        case .question(let key, _): "Find out why \(key) is answered more seldom, or drop it"
        case .overridden, .overridesRefused: "Have somebody look at an override before it is handed over"
        case .markedTooHigh(let rep): "Go through \(rep)'s grades with the account executive"
        case .promise(let promise): "\(promise.side.name): find out what changed, or agree on another promise"
        }
    }
}

extension Promise {
    /// What it is about, whatever the settings promise.
    fileprivate var shortName: String {
        switch self {
        case .dated: "marketing: hand-off with its date"
        case .workable: "marketing: leads can be worked"
        case .speedToLead: "sales: lead's act to attempt"
        case .firstTouch: "sales: hand-off to attempt"
        case .status: "sales: hand-off to a status"
        case .attempts: "sales: attempts before giving up"
        case .reason: "sales: rejections with a reason"
        case .answer: "AE: SQL to answer"
        }
    }
}

extension Finding {
    /// What got worse by more than chance explains.
    static func worse(_ subject: Subject, _ change: Change) -> Finding {
        let isUp = change.direction == .up
        let concern = isUp ? change.now.count : change.now.of - change.now.count
        return Finding(
            subject: subject, concern: concern,
            headline:
                "\(subject.fullName): \(isUp ? "up" : "down") from \(Phrase.full(change.before, "")) to \(Phrase.full(change.now, "")).",
            change: subject.remedy)
    }

    /// Scores that marketing hands over, and that become SQL more seldom than others.
    static func coldBand(_ subject: Subject, _ share: Share, _ usual: Share) -> Finding {
        Finding(
            subject: subject, concern: share.of - share.count,
            headline:
                "Scores \(subject.name): \(Phrase.full(share, "leads")) became SQL, against \(Phrase.full(usual, "of all with a score")).",
            change: "Stop handing over scores \(subject.name), or change what gives points there")
    }
}
