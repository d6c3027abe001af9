extension Feedback {
    /// The message for a finished call; nil where the verdict is none that goes back to marketing.
    package init?(call: CallRecord, rulebook: Rulebook, history: LeadHistory, settings: Settings) {
        guard let outcome = call.outcome, outcome.verdict.isDecisive else { return nil }
        let touches = [history.firstTouchAt, call.isAttempt ? call.startedAt : nil].compactMap(\.self)
        let firstTouch = touches.min()
        let due = call.lead.mqlAt.map { settings.firstTouchDue(handedOverAt: $0) }
        let reason = outcome.reason.flatMap { rulebook.reasons.reason($0.code) }
        self.init(
            id: call.id, at: outcome.decidedAt, rep: call.rep, leadID: call.lead.id, email: call.lead.email,
            company: call.lead.company,
            source: Source(
                channel: call.lead.channel, campaign: call.lead.campaign, score: call.lead.score,
                threshold: settings.mqlThreshold, mqlAt: call.lead.mqlAt, firstTouchAt: firstTouch,
                firstTouchInTime: due.flatMap { due in firstTouch.map { $0 <= due } },
                attempts: history.attempts + (call.isAttempt ? 1 : 0)),
            verdict: outcome.verdict, reason: outcome.reason,
            buyerWords: rulebook.buyerWords(for: reason, in: call.standing),
            elements: outcome.elements.map { Element(id: $0.id, grade: $0.grade, state: $0.state) },
            action: Feedback.action(outcome: outcome, reason: reason), supersedes: outcome.supersedes)
    }

    private static func action(outcome: Outcome, reason: Reason?) -> Action {
        guard let reason else {
            return Action(
                who: "account executive", what: outcome.nextStep?.what ?? "agree a next step",
                on: outcome.nextStep?.on)
        }
        let sub = reason.subReasons.first { $0.code == outcome.reason?.sub }
        return Action(
            who: sub?.who ?? reason.who, what: sub?.action ?? reason.action, on: outcome.reason?.revisitOn)
    }
}

extension Rulebook {
    /// The elements of this checklist that a reason belongs to, by id or by what they share.
    package func elements(of reason: Reason) -> [Element] {
        guard let name = reason.element else { return [] }
        return checklist.elements.filter { $0.id == name || $0.sameAs == name }
    }

    private func wordElements(of reason: Reason) -> [Element] {
        let named = elements(of: reason)
        guard named.isEmpty, reason.element != nil else { return named }
        return checklist.elements.filter { $0.otherwise?.code == reason.code }
    }

    /// The newest quotes on the reason's element, else the answers' text; without a reason, on all that count.
    ///
    /// Where the checklist has no such element, those speak that the reason is the way out of; where nothing was
    /// said there, the question whose knock-out gave the reason.
    package func buyerWords(for reason: Reason?, in standing: Standing) -> [String] {
        guard let reason else {
            return words(
                on: checklist.elements.filter(\.counts).flatMap(\.questions), in: standing, atMost: 3)
        }
        let words = words(on: wordElements(of: reason).flatMap(\.questions), in: standing, atMost: 1)
        guard words.isEmpty,
            let (key, stop) = firedStop(standing.answers, active: activeQuestions(standing.answers)),
            stop.reason.code == reason.code, let question = checklist.question(key)
        else { return words }
        return self.words(on: [question], in: standing, atMost: 1)
    }

    /// The newest quotes on some questions, else as many answers, those before all others that say no.
    private func words(on questions: [Question], in standing: Standing, atMost count: Int) -> [String] {
        let keys = Set(questions.map(\.key))
        let quotes = standing.quotes.filter { keys.contains($0.question) }
        if !quotes.isEmpty { return quotes.suffix(3).reversed().map(\.text) }
        let answers = questions.compactMap { standing.answers[$0.key] }
        let denials = answers.filter(\.isAgainst)
        let spoken = denials.isEmpty ? answers : denials
        return spoken.sorted { $0.seq > $1.seq }.prefix(count).map(\.text)
    }
}
