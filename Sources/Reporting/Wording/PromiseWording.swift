import Qualification

/// What is said about one promise of the SLA.
extension KeptPromises {
    private var level: ServiceLevel { scope.serviceLevel }
    private var hours: String { scope.time.hours == nil ? "h" : "business h" }
    private var minutes: String { scope.time.hours == nil ? "min" : "business min" }

    func text(_ promise: Promise) -> String {
        switch promise {
        case .dated: "says when it handed over"
        case .workable: "leads that can be worked"
        case .speedToLead: "\(level.speedToLeadMinutes) \(minutes) from act to attempt"
        case .firstTouch: "\(level.firstTouchHours) \(hours) from hand-off to attempt"
        case .status: "\(level.statusHours) \(hours) from hand-off to a status"
        case .attempts: "\(level.attempts) attempts in \(level.attemptsDays) days"
        case .reason: "a reason with every rejection"
        case .answer: "\(level.acceptanceHours) \(hours) from SQL to answer"
        }
    }

    /// How often it was kept, and what the figures say of why not, without a full stop.
    func kept(_ promise: Promise) -> String {
        let all = total[promise].share
        let kept = Phrase.full(all, "")
        switch cause(promise) {
        case .neverCalled(let share): return "\(kept); nobody has called \(Phrase.missed(share, of: all))"
        case .silence(let share): return "\(kept); silence accepted \(silenced(share, all))"
        case .somebody(let name, let own, let others):
            return
                "\(kept); \(name) kept it for \(Phrase.full(own, "")), the others for \(Phrase.full(others, ""))"
        case nil: return kept
        }
    }

    private func silenced(_ share: Share, _ all: Share) -> String {
        guard share.count == share.of else { return Phrase.missed(share, of: all) }
        return all.count == 0 ? "all of them" : share.of == 1 ? "the other" : "all of the others"
    }

    /// What could be done so that it is kept, without a full stop.
    func advice(_ promise: Promise) -> String {
        "\(promise.side.name): \(remedy(promise, cause(promise)))"
    }

    private func remedy(_ promise: Promise, _ cause: Cause?) -> String {
        switch (promise, cause) {
        case (.dated, _): "send the MQL date with every lead that is handed over"
        case (.workable, _): "check contact data, and who is a customer already, before a lead is handed over"
        case (.reason, _): "give a reason with every rejection"
        case (.answer, .silence): "answer SQLs before silence does, or agree that silence is an answer"
        case (.answer, .somebody(let name, _, _)): "find out what keeps \(name) from answering in time"
        case (.answer, _): "answer SQLs sooner, or agree on a longer time"
        case (_, .neverCalled): "give every new lead to somebody who calls it"
        case (.attempts, .somebody(let name, _, _)): "go through the leads that \(name) stopped calling"
        case (.attempts, _): "call again whom nobody reached, or agree on fewer attempts"
        case (_, .somebody(let name, _, _)): "find out what keeps \(name) from calling new leads first"
        case (.speedToLead, _): "call who has just acted before anybody else, or agree on a longer time"
        case (.status, _): "end every first call with a status, or agree on a longer time"
        case (.firstTouch, _): "call new leads before others are tried again, or agree on a longer time"
        }
    }

    /// Of each side what it keeps least, where a dozen cases or more say so, and what it could do.
    var advice: [String] {
        [Promise.Side.marketing, .sales, .accountExecutive].compactMap { side in
            worst { $0.side == side && total[$0].share.percent != nil }
        }
        .map { "\(advice($0)). “\(text($0))” was kept for \(kept($0))." }
    }

    /// Of some promises the one that is least kept; nil where all are.
    func worst(_ isMeant: (Promise) -> Bool) -> Promise? {
        Promise.allCases.filter { isMeant($0) && total[$0].missed > 0 }
            .min { total[$0].share.fraction < total[$1].share.fraction }
    }
}

extension Promise.Side {
    /// At the beginning of a sentence.
    var name: String {
        switch self {
        case .marketing: "Marketing"
        case .sales: "Sales"
        case .accountExecutive: "Account executives"
        }
    }
}

extension Phrase {
    /// `240 of the other 331 (73 %)` where some were kept, else `240 of them (73 %)`.
    fileprivate static func missed(_ share: Share, of all: Share) -> String {
        if share.count == share.of {
            return all.count == 0 ? "any of them" : share.of == 1 ? "the other" : "any of the others"
        }
        let percent = share.percent.map { " (\($0) %)" } ?? ""
        let whole = all.count == 0 ? "them" : "the other \(share.of.grouped)"
        return "\(share.count.grouped) of \(whole)\(percent)"
    }
}
