import Qualification

extension Conversation {
    func guardNotMet(_ closing: Closing) -> Notice? {
        guard closing.reason?.requirement == .attempts else { return nil }
        let made = history.attempts + 1
        let needed = settings.serviceLevel.attempts
        return made < needed ? .tooFewAttempts(made: made, needed: needed) : nil
    }

    func contradictions(_ closing: Closing) -> [Effect] {
        guard let reason = closing.reason else { return [] }
        if reason.requirement == .attempts, record.connectedAt != nil {
            return [.notice(.pickedUpThough(reason))]
        }
        let states = elementStates
        return rulebook.elements(of: reason).compactMap { element in
            guard states.first(where: { $0.id == element.id })?.state == .confirmed else { return nil }
            let answer = element.questions.compactMap { standing.answers[$0.key] }.first
            return .notice(.contradicts(reason, element: element.id, answer: answer))
        }
    }

    /// Fills in what the answers already say, so that nothing is asked twice.
    func completed(_ given: GivenReason, at moment: Moment) -> GivenReason {
        guard let reason = rulebook.reasons.reason(given.code) else { return given }
        var given = given
        switch reason.requirement {
        case .date, .dateOrTrigger:
            guard given.revisitOn == nil, given.note == nil else { break }
            let dates = rulebook.elements(of: reason).flatMap(\.questions).compactMap {
                question -> LocalDay? in
                // A date that the buyer wants is no date to come back on; one that they put off to is.
                guard let answer = standing.answers[question.key], answer.isAgainst,
                    case .date(let date)? = answer.value
                else { return nil }
                return date.on > moment.day ? date.on : nil
            }
            given.revisitOn = dates.first
        case .person:
            if given.note == nil, let referral = standing.marks.last(where: { $0.kind == .referral }) {
                given.note = [referral.name, referral.contact].compactMap(\.self).joined(separator: " ")
            }
        default: break
        }
        return given
    }

    /// The next step that stands; one agreed on an earlier call does so until its day is over.
    func nextStep(of closing: Closing, at moment: Moment) -> NextStep? {
        if let step = closing.nextStep ?? ownStanding.nextStep { return step }
        return standing.nextStep.flatMap { step in
            step.on.map { $0 >= moment.day } ?? true ? step : nil
        }
    }

    func pending(_ closing: Closing, at moment: Moment) -> Closing.Pending? {
        if let reason = closing.reason, let given = closing.given {
            if closing.verdict == nil { return .whichVerdict(reason.verdicts) }
            if let requirement = reason.requirement, !isMet(requirement, of: reason, by: given) {
                if requirement == .subReason { return .subReason(reason.subReasons) }
                return .fact(requirement, ask: reason.ask ?? reason.name)
            }
            if given.note == nil, let ask = reason.subReasons.first(where: { $0.code == given.sub })?.ask {
                return .detail(ask: ask)
            }
        }
        if closing.isOverride, closing.override == nil { return .override }
        if closing.verdict?.leavesLeadAlive == true, nextStep(of: closing, at: moment) == nil,
            !closing.isNextStepAsked
        {
            return .nextStep
        }
        return nil
    }

    func isMet(_ requirement: Reason.Requirement, of reason: Reason, by given: GivenReason) -> Bool {
        switch requirement {
        case .attempts: true
        case .subReason: given.sub != nil
        case .buyerWords: given.note != nil || !rulebook.buyerWords(for: reason, in: standing).isEmpty
        case .date: given.revisitOn != nil
        case .dateOrTrigger: given.revisitOn != nil || given.note != nil
        case .person, .record, .sentence: given.note != nil
        }
    }

    mutating func advance(_ closing: Closing, at moment: Moment) -> [Effect] {
        var closing = closing
        closing.given = closing.given.map { completed($0, at: moment) }
        guard let pending = pending(closing, at: moment) else { return complete(closing, at: moment) }
        closing.pending = pending
        stage = .closing(closing)
        return []
    }
}
