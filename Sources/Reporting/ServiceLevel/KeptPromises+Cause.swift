import Qualification

extension KeptPromises {
    /// What the figures say of why a promise was not kept.
    enum Cause: Hashable {
        /// Of the leads that it was missed for, those that nobody has called: half of them or more.
        case neverCalled(Share)
        /// Of the SQLs that it was missed for, those that silence accepted: half of them or more.
        case silence(Share)
        /// Somebody keeps it more seldom than the others, by more than chance explains.
        case somebody(String, own: Share, others: Share)
    }

    /// Nil where the figures point to nobody.
    func cause(_ promise: Promise) -> Cause? {
        let missed = total[promise].missed
        func isMost(_ count: Int) -> Bool { missed > 0 && count * 2 >= missed }
        switch promise {
        case .dated, .workable: return nil
        case .speedToLead, .firstTouch, .status, .attempts:
            let neverCalled = reps[.none]?[promise].missed ?? 0
            if isMost(neverCalled) { return .neverCalled(Share(neverCalled, of: missed)) }
            return slowest(promise, sortedReps.map { ($0.name, $0.value[promise]) })
        case .reason: return slowest(promise, sortedReps.map { ($0.name, $0.value[promise]) })
        case .answer:
            let silent = accountExecutives[.none]?.answered.missed ?? 0
            if isMost(silent) { return .silence(Share(silent, of: missed)) }
            return slowest(promise, sortedAccountExecutives.map { ($0.name, $0.value.answered) })
        }
    }

    /// Of those who stand out, the one who missed it most often.
    private func slowest(_ promise: Promise, _ counts: [(name: String?, count: PromiseCount)]) -> Cause? {
        let all = total[promise].share
        var found: (missed: Int, cause: Cause)?
        for (name, count) in counts {
            let own = count.share
            let others = Share(all.count - own.count, of: all.of - own.of)
            guard let name, Share.tell(own, others), own.fraction < others.fraction,
                count.missed > found?.missed ?? 0
            else { continue }
            found = (count.missed, .somebody(name, own: own, others: others))
        }
        return found?.cause
    }
}
