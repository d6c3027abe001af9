package import Qualification

extension HandOffFacts {
    /// What became of the SQLs among the calls with one lead, oldest first.
    ///
    /// There is one for each call that an account executive said something about, whatever came of the lead later; where
    /// nothing was said, silence is reckoned with, unless a later verdict came before its time was over.
    package static func all(
        of calls: [CallFacts], _ acceptances: [Acceptance], at now: Instant, settings: Settings
    ) -> [HandOffFacts] {
        var handOffs: [HandOffFacts] = []
        for (index, call) in calls.enumerated() where call.verdict == .salesQualified {
            if let acceptance = acceptances.first(where: { $0.call == call.id }) {
                handOffs.append(HandOffFacts(of: call, acceptance, settings.time))
            } else if let decidedAt = call.decidedAt {
                let due = settings.acceptanceDue(decidedAt: decidedAt)
                let isOver = due <= now
                let later = calls[(index + 1)...].first(where: \.isDecisive)
                if let later, !isOver || later.decidedAt ?? later.startedAt < due { continue }
                handOffs.append(
                    HandOffFacts(
                        call: call.id, rep: call.rep, at: isOver ? due : nil,
                        decision: isOver ? .acceptedBySilence : .waiting, dueAt: due))
            }
        }
        return handOffs
    }

    private init(of call: CallFacts, _ acceptance: Acceptance, _ time: BusinessTime) {
        self.init(
            call: call.id, rep: call.rep, accountExecutive: acceptance.word.by, at: acceptance.word.at,
            decision: acceptance.isRejected ? .rejected : .accepted, dueAt: acceptance.dueAt,
            answeredAt: acceptance.answeredAt, reason: acceptance.word.reason,
            responseMilliseconds: call.decidedAt.map {
                max(0, time.between($0, acceptance.answeredAt))
            })
    }
}
