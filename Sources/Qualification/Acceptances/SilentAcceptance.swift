/// An SQL that silence accepted: worked out from the SLA, and written nowhere.
///
/// A word that comes later changes it like any other word.
package struct SilentAcceptance: Hashable, Sendable {
    /// The id of the call that made the lead an SQL.
    package var call: String
    package var leadID: String
    package var email: String?
    package var company: String?
    /// The rep who handed the lead over.
    package var rep: String
    /// When the time was over that the SLA gives.
    package var at: Instant

    /// Nil as long as there is time left, and where somebody said something.
    package init?(_ handOff: HandOff, email: String?, company: String?, at now: Instant) {
        guard handOff.state(at: now) == .acceptedBySilence else { return nil }
        call = handOff.call
        leadID = handOff.leadID
        self.email = email
        self.company = company
        rep = handOff.rep
        at = handOff.dueAt
    }
}
