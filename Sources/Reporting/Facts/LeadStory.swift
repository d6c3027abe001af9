/// All that is known of one lead: the hand-off, every call, and what the account executive said.
package struct LeadStory: Hashable, Sendable {
    package var lead: LeadFacts
    /// Oldest first: in order of their ids, which begin with the time.
    package var calls: [CallFacts]
    /// Of calls with verdict SQL: each that somebody decided on, and the one whose verdict stands.
    package var handOffs: [HandOffFacts]

    package init(lead: LeadFacts, calls: [CallFacts] = [], handOffs: [HandOffFacts] = []) {
        self.lead = lead
        self.calls = calls
        self.handOffs = handOffs
    }

    package func handOff(ofCall id: String) -> HandOffFacts? { handOffs.first { $0.call == id } }
}
