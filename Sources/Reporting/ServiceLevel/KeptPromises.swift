package import Qualification

/// Who kept the SLA: what was promised, by which side, and how often it was so.
package struct KeptPromises: ReportFold {
    package static let parts: CallParts = .acts

    package struct Tally: Hashable, Sendable {
        package var leads = 0
        package var promises: [Promise: PromiseCount] = [:]
        package var stretches: [Stretch: SecondsHistogram] = [:]

        package subscript(promise: Promise) -> PromiseCount { promises[promise] ?? PromiseCount() }
        package subscript(stretch: Stretch) -> SecondsHistogram { stretches[stretch] ?? SecondsHistogram() }

        mutating func add(_ promise: Promise, _ outcome: PromiseOutcome) {
            if outcome != .noMatter { promises[promise, default: PromiseCount()].add(outcome) }
        }

        mutating func add(_ stretch: Stretch, _ milliseconds: Int64?) {
            if let milliseconds {
                stretches[stretch, default: SecondsHistogram()].add(milliseconds: milliseconds)
            }
        }
    }

    /// What came of SQLs in the hands of one account executive.
    package struct Answers: Hashable, Sendable {
        package var answered = PromiseCount()
        package var accepted = 0
        package var rejected = 0
        package var response = SecondsHistogram()
    }

    /// What the attempts of one number came to, the first with each lead, the second and so on.
    package struct Dispositions: Hashable, Sendable {
        package var attempts = 0
        package var reached = 0
        package var others: [Attempt.Disposition: Int] = [:]
    }

    package private(set) var total = Tally()
    package private(set) var weeks: [GroupKey: Tally] = [:]
    package private(set) var reps: [GroupKey: Tally] = [:]
    package private(set) var accountExecutives: [GroupKey: Answers] = [:]
    /// By their numbers from 1; the last is of all that come after as well.
    package private(set) var attempts: [Dispositions]
    let scope: ReportScope

    package init(_ scope: ReportScope) {
        self.scope = scope
        attempts = Array(repeating: Dispositions(), count: min(scope.serviceLevel.attempts, 12) + 1)
    }

    package mutating func add(_ story: LeadStory) {
        addHandOffs(story)
        addRejections(story)
        let clocks = LeadClocks(story, scope)
        guard scope.period.contains(story.lead.handedOverAt) else { return }
        let told = clocks.firstAttempt ?? clocks.calls.first
        if let told { if !scope.names(told) { return } } else if !scope.isAboutAll { return }
        let week = GroupKey.week(scope.calendar.week(of: story.lead.handedOverAt))
        let rep = GroupKey(told?.rep)
        func each(_ body: (inout Tally) -> Void) {
            body(&total)
            body(&weeks[week, default: Tally()])
            body(&reps[rep, default: Tally()])
        }
        each { $0.leads += 1 }
        for (promise, outcome) in outcomes(clocks) { each { $0.add(promise, outcome) } }
        for (stretch, milliseconds) in stretches(clocks) { each { $0.add(stretch, milliseconds) } }
        addAttempts(clocks.calls)
    }

    private func outcomes(_ clocks: LeadClocks) -> [(Promise, PromiseOutcome)] {
        var outcomes: [(Promise, PromiseOutcome)] = [
            (.speedToLead, clocks.speedToLead), (.firstTouch, clocks.firstTouch), (.status, clocks.status),
            (.attempts, clocks.attempts),
        ]
        // Of a lead that is not in the book nobody knows how it was handed over.
        if clocks.lead.isInBook { outcomes.append((.dated, clocks.lead.mqlAt == nil ? .missed : .kept)) }
        if let verdict = clocks.calls.last(where: \.isDecisive) {
            outcomes.append((.workable, verdict.verdict == .returned ? .missed : .kept))
        }
        return outcomes
    }

    private func stretches(_ clocks: LeadClocks) -> [(Stretch, Int64?)] {
        let handedOver = clocks.lead.handedOverAt
        return [
            (.actToAttempt, clocks.stretch(clocks.lead.actedAt, clocks.firstAttempt?.startedAt)),
            (.handOffToAttempt, clocks.stretch(handedOver, clocks.firstAttempt?.startedAt)),
            (.handOffToStatus, clocks.stretch(handedOver, clocks.firstStatus?.decidedAt)),
            (.handOffToVerdict, clocks.stretch(handedOver, clocks.firstVerdict?.decidedAt)),
        ]
    }

    private mutating func addAttempts(_ calls: [CallFacts]) {
        for (number, call) in calls.filter(\.isAttempt).enumerated() {
            let place = min(number, attempts.count - 1)
            attempts[place].attempts += 1
            if call.isReached {
                attempts[place].reached += 1
            } else {
                // Who gives up on a lead has dialled in vain once more.
                attempts[place].others[call.disposition ?? .noAnswer, default: 0] += 1
            }
        }
    }

    /// Every verdict that says no is owed a reason.
    private mutating func addRejections(_ story: LeadStory) {
        for call in story.calls where call.verdict?.takesReason == true && scope.includes(call) {
            let outcome: PromiseOutcome = call.reason == nil ? .missed : .kept
            total.add(.reason, outcome)
            weeks[.week(scope.calendar.week(of: call.startedAt)), default: Tally()].add(.reason, outcome)
            reps[.name(call.rep), default: Tally()].add(.reason, outcome)
        }
    }

    /// The account executive's clock runs from the verdict.
    private mutating func addHandOffs(_ story: LeadStory) {
        for call in story.calls where call.verdict == .salesQualified {
            guard let handOff = story.handOff(ofCall: call.id), let decidedAt = call.decidedAt,
                let dueAt = handOff.dueAt, scope.period.contains(decidedAt), scope.names(call)
            else { continue }
            let outcome = PromiseOutcome(doneAt: handOff.answeredAt, dueAt: dueAt, now: scope.now)
            let response = handOff.answeredAt.map { max(0, scope.time.between(decidedAt, $0)) }
            func each(_ body: (inout Tally) -> Void) {
                body(&total)
                body(&weeks[.week(scope.calendar.week(of: decidedAt)), default: Tally()])
            }
            each { $0.add(.answer, outcome) }
            each { $0.add(.salesQualifiedToAnswer, response) }
            var answers = accountExecutives[GroupKey(handOff.accountExecutive)] ?? Answers()
            answers.answered.add(outcome)
            if handOff.decision.isAccepted { answers.accepted += 1 }
            if handOff.decision == .rejected { answers.rejected += 1 }
            if let response { answers.response.add(milliseconds: response) }
            accountExecutives[GroupKey(handOff.accountExecutive)] = answers
        }
    }

    var sortedWeeks: [NamedGroup<Tally>] { ordered(weeks, size: \.leads) { _, _ in } }
    var sortedReps: [NamedGroup<Tally>] { ordered(reps, size: \.leads) { _, _ in } }
    var sortedAccountExecutives: [NamedGroup<Answers>] {
        ordered(accountExecutives, size: { $0.accepted + $0.rejected }) { _, _ in }
    }
}
