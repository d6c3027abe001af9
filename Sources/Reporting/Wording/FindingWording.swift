import Qualification

/// Findings as sentences, and what could be changed.
extension Finding {
    static func neverCalled(_ share: Share) -> Finding {
        Finding(
            subject: .neverCalled, concern: share.count,
            headline: "\(Phrase.full(share, "leads")) were never called.",
            change: "Call the leads that nobody called, or agree which are not worth it")
    }

    static func weak(_ dimension: Dimension, _ name: String, _ own: Share, _ others: Share) -> Finding {
        let isChannel = dimension == .channel
        return Finding(
            subject: isChannel ? .channel(name) : .campaign(name), concern: own.of - own.count,
            headline:
                "\(isChannel ? "Channel" : "Campaign") \(name): \(Phrase.full(own, "leads worked")) became SQL, against \(Phrase.full(others, "of the others")).",
            change: isChannel
                ? "Spend less on \(name), or ask for a higher score there"
                : "Change what \(name) promises or whom it reaches, or stop it")
    }

    static func threshold(
        set: Int, best: Calibration.Split, between: Share, _ subject: Subject
    ) -> Finding {
        let isRaised = best.threshold > set
        let (low, high) = (min(set, best.threshold), max(set, best.threshold) - 1)
        return Finding(
            subject: subject, concern: isRaised ? between.of - between.count : between.count,
            headline:
                "Scores from \(low) to \(high): \(Phrase.full(between, "leads")) became SQL, against \(Phrase.full(best.above.share, "")) from \(best.threshold) on.",
            change: "\(isRaised ? "Raise" : "Lower") the MQL threshold from \(set) to \(best.threshold)")
    }

    static func reason(_ code: String, _ share: Share, _ reason: Reason?) -> Finding {
        let name = reason?.name ?? code
        let who = reason.map { " Who acts in marketing: \($0.who)." } ?? ""
        return Finding(
            subject: .reason(code), concern: share.count,
            headline: "\(name): why \(Phrase.full(share, "leads with a verdict")) were turned down.\(who)",
            change: "\(name): \(reason?.action ?? "find out what is behind it")")
    }

    /// What is open was never asked about, what is weak was not pinned down, and what is against was heard.
    static func element(
        _ id: String, _ checklist: String, _ tally: Friction.ElementTally, _ subject: Subject
    ) -> Finding {
        let change =
            switch max(tally.open, tally.weak, tally.against) {
            case tally.open: "Get to \(id) on the call, or do without it"
            case tally.weak: "Ask for firmer answers on \(id), or lower its bar"
            default: "Bring leads whose answer on \(id) is not no, or do without it"
            }
        return Finding(
            subject: subject, concern: tally.failed.count,
            headline:
                "\(id) (\(checklist)) fell short of its bar in \(Phrase.full(tally.failed, "conversations")): \(tally.open.grouped) never came to it, \(tally.weak.grouped) stayed vague, \(tally.against.grouped) heard a no.",
            change: change)
    }

    static func question(
        _ key: QuestionKey, _ ask: String?, _ checklist: String, _ tally: Friction.QuestionTally,
        _ subject: Subject
    ) -> Finding {
        let words = ask.map { "“\($0)”" } ?? key.description
        return Finding(
            subject: subject, concern: tally.unanswered.count,
            headline:
                "\(key) (\(checklist)) went unanswered in \(Phrase.full(tally.unanswered, "conversations")): \(tally.skipped.grouped) never asked it, \(tally.dodged.grouped) got no answer.",
            change: tally.skipped >= tally.dodged
                ? "Ask \(words), or drop it" : "Put \(words) in other words, or drop it")
    }

    static func promise(_ promise: Promise, _ promises: KeptPromises) -> Finding {
        Finding(
            subject: .promise(promise), concern: promises.total[promise].missed,
            headline: "Promised: \(promises.text(promise)). Kept for \(promises.kept(promise)).",
            change: promises.advice(promise))
    }

    static func overridesRefused(_ own: Share, _ others: Share) -> Finding {
        Finding(
            subject: .overridesRefused, concern: own.count,
            headline:
                "Account executives refused \(Phrase.full(own, "SQLs")) that a rep made against the proposal, and \(Phrase.full(others, "as proposed")).",
            change: "Have somebody look at an override before it is handed over")
    }

    static func markedTooHigh(_ rep: String, _ own: Share, team: Share) -> Finding {
        Finding(
            subject: .markedTooHigh(rep: rep), concern: own.count,
            headline:
                "\(rep): \(Phrase.full(own, "answered SQLs")) came back because a grade was too high, against the team's \(Phrase.full(team, "")).",
            change: "Go through \(rep)'s grades with the account executive")
    }
}
