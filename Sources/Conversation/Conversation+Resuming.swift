package import Qualification

extension Conversation {
    /// The standing entries of an earlier call, as copies that a new call starts from.
    ///
    /// Each keeps its time and names the call it was first made in; undone entries are left out.
    package static func copies(of earlier: CallRecord) -> [Entry] {
        let standing = Standing.standingEntries(of: earlier.entries)
        return standing.enumerated().map { index, entry in
            Entry(seq: index + 1, at: entry.at, kind: entry.kind, from: entry.from ?? earlier.id)
        }
    }

    /// Closes a call that was paused on an earlier day: incomplete, with what stood then.
    package mutating func closeAsIncomplete(at moment: Moment) {
        let proposal = proposal(at: moment)
        record.outcome = Outcome(
            verdict: .incomplete, proposed: proposal.verdict, decidedAt: moment.instant,
            decidedBy: record.rep,
            elements: proposal.decision.elements, proof: proposal.decision.proof, flip: proposal.flip,
            nextStep: standing.nextStep)
        record.endedAt = record.entries.map(\.at).max() ?? record.connectedAt ?? record.startedAt
        record.draft = nil
        stage = .ended
    }
}
