/// What of an element's answers its state depends on.
struct Evidence: Equatable {
    /// The highest grade at which a needed question was denied.
    var denial: EvidenceGrade?
    /// The lowest grade of the needed questions, as long as none was denied; of optional ones the highest.
    var grade: EvidenceGrade?
    /// The verdict of the first knock-out that fired.
    var stop: Verdict?

    func adding(_ option: ChangeableQuestion.Option, isNeeded: Bool, hasNeeded: Bool) -> Evidence {
        var sum = self
        if sum.stop == nil { sum.stop = option.stop }
        guard isNeeded else {
            if !hasNeeded { sum.grade = max(grade ?? .none, option.isAgainst ? .none : option.grade) }
            return sum
        }
        if option.isAgainst {
            sum.denial = max(denial ?? .none, option.grade)
            sum.grade = nil
        } else if denial == nil {
            sum.grade = min(grade ?? .verified, option.grade)
        }
        return sum
    }
}

/// All that a verdict depends on, once the elements' states are known.
struct Tally: Equatable {
    /// Counting elements at their bar.
    var confirmed = 0
    /// Counting elements that are not lost.
    var alive = 0
    /// A required grade is not reached.
    var isUnmet = false
    /// The verdict of the first knock-out that fired.
    var stop: Verdict?
    var hasLostRequired = false
    /// The verdict of the first lost required element that gives one.
    var lostRequired: Verdict?
    /// The verdict of the first lost counting element that gives one.
    var lost: Verdict?

    init(confirmed: Int = 0) {
        self.confirmed = confirmed
    }

    /// Of one element that has active questions.
    init(of element: Element, _ evidence: Evidence, rules: Rulebook) {
        let grade = evidence.denial ?? evidence.grade ?? .none
        let isAgainst = evidence.denial != nil
        let isLost = isAgainst && grade >= .stated
        let isRequired = element.required > .none
        let reason = isLost ? element.otherwise.flatMap(rules.verdict(of:)) : nil
        stop = evidence.stop
        confirmed = element.counts && !isAgainst && grade >= element.bar ? 1 : 0
        alive = element.counts && !isLost ? 1 : 0
        isUnmet = isRequired && (isAgainst || grade < element.required)
        hasLostRequired = isRequired && isLost
        lostRequired = isRequired ? reason : nil
        lost = element.counts ? reason : nil
    }

    /// With the elements that follow; counted no further than `confirm`.
    func adding(_ next: Tally, confirm: Int) -> Tally {
        var sum = self
        sum.confirmed = min(confirmed + next.confirmed, confirm)
        sum.alive = min(alive + next.alive, confirm)
        sum.isUnmet = isUnmet || next.isUnmet
        sum.stop = stop ?? next.stop
        sum.hasLostRequired = hasLostRequired || next.hasLostRequired
        sum.lostRequired = lostRequired ?? next.lostRequired
        sum.lost = lost ?? next.lost
        return sum
    }

    func verdict(confirm: Int) -> Verdict {
        if let stop { return stop }
        if confirmed >= confirm, !isUnmet { return .salesQualified }
        guard hasLostRequired || alive < confirm else { return .incomplete }
        return lostRequired ?? lost ?? .incomplete
    }
}
