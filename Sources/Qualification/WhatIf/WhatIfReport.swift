/// What other rules would make of all past calls, counted.
///
/// Counts of parts add up to those of the whole, in whatever order the calls come.
package struct WhatIfReport: Hashable, Sendable {
    /// A change of verdict, and the rule that brings it about.
    package struct Move: Hashable, Sendable {
        package var from: Verdict
        package var to: Verdict
        package var rule: DecidingRule

        package init(from: Verdict, to: Verdict, rule: DecidingRule) {
            self.from = from
            self.to = to
            self.rule = rule
        }
    }

    /// How many calls, and the ids of the latest few.
    package struct Group: Hashable, Sendable {
        package static let examples = 3

        package private(set) var count = 0
        /// The latest first.
        package private(set) var latest: [String] = []

        mutating func add(_ id: String) {
            count += 1
            insert(id)
        }

        mutating func add(_ other: Group) {
            count += other.count
            for id in other.latest { insert(id) }
        }

        private mutating func insert(_ id: String) {
            if latest.count == Group.examples, let last = latest.last, id < last { return }
            latest.insert(id, at: latest.firstIndex { $0 < id } ?? latest.count)
            if latest.count > Group.examples { latest.removeLast() }
        }
    }

    /// The calls of which the rules decided how they end, by what was proposed and accepted.
    package private(set) var before: [Verdict: Int] = [:]
    /// The same calls by what the rules say now, less those of which nobody can say.
    package private(set) var after: [Verdict: Int] = [:]
    package private(set) var moves: [Move: Group] = [:]
    /// Calls of which nobody can say how they would have ended, by what they ended with.
    package private(set) var open: [Verdict: Int] = [:]
    /// What those were never asked, with how many of them.
    package private(set) var neverAsked: [QuestionKey: Int] = [:]
    /// Calls of which the rep decided how they end, by that.
    package private(set) var decidedByRep: [Verdict: Int] = [:]
    /// How many of those the rules now propose another verdict for than they did.
    package private(set) var movedProposals = 0
    /// How many of those the rules now propose what the rep decided.
    package private(set) var agreeingWithRep = 0
    /// Answers without a counterpart, by their questions, with how many calls have one.
    package private(set) var leftOver: [QuestionKey: Int] = [:]
    /// The checklists that the calls were made under, with how many.
    package private(set) var checklists: [CallRecord.ChecklistStamp: Int] = [:]
    package private(set) var noContact = 0
    package private(set) var unfinished = 0
    /// Calls with people who were forgotten: knock-outs on leads cannot be tried on them.
    package private(set) var erasedLeads = 0

    package init() {}

    /// The calls of which the rules decided how they end.
    package var decided: Int { before.values.reduce(0, +) }
    package var moved: Int { moves.values.reduce(0) { $0 + $1.count } }
    package var openCalls: Int { open.values.reduce(0, +) }
    package var callsDecidedByRep: Int { decidedByRep.values.reduce(0, +) }
    package var isEmpty: Bool { decided + callsDecidedByRep + noContact + unfinished == 0 }

    package mutating func add(_ result: WhatIf.Result, isErased: Bool = false) {
        switch result {
        case .unfinished: unfinished += 1
        case .noContact: noContact += 1
        case .decided(let call):
            checklists[call.checklist, default: 0] += 1
            for question in call.leftOver { leftOver[question, default: 0] += 1 }
            if isErased { erasedLeads += 1 }
            if call.isDecidedByRep { addDecidedByRep(call) } else { addDecided(call) }
        }
    }

    private mutating func addDecidedByRep(_ call: RedecidedCall) {
        decidedByRep[call.ended, default: 0] += 1
        guard call.isMoved else { return }
        movedProposals += 1
        if call.after == call.ended { agreeingWithRep += 1 }
    }

    private mutating func addDecided(_ call: RedecidedCall) {
        before[call.before, default: 0] += 1
        if call.isOpen {
            open[call.before, default: 0] += 1
            for question in call.neverAsked { neverAsked[question, default: 0] += 1 }
            return
        }
        after[call.after, default: 0] += 1
        guard call.isMoved else { return }
        moves[Move(from: call.before, to: call.after, rule: call.rule), default: Group()].add(call.id)
    }

    package mutating func add(_ other: WhatIfReport) {
        before.merge(other.before, uniquingKeysWith: +)
        after.merge(other.after, uniquingKeysWith: +)
        for (move, group) in other.moves { moves[move, default: Group()].add(group) }
        open.merge(other.open, uniquingKeysWith: +)
        neverAsked.merge(other.neverAsked, uniquingKeysWith: +)
        decidedByRep.merge(other.decidedByRep, uniquingKeysWith: +)
        movedProposals += other.movedProposals
        agreeingWithRep += other.agreeingWithRep
        leftOver.merge(other.leftOver, uniquingKeysWith: +)
        checklists.merge(other.checklists, uniquingKeysWith: +)
        noContact += other.noContact
        unfinished += other.unfinished
        erasedLeads += other.erasedLeads
    }
}
