/// What earlier calls with a lead left behind, as far as the next one depends on it.
package struct LeadHistory: Hashable, Sendable {
    /// How often the lead was dialled, reached or not.
    package var attempts: Int
    package var firstTouchAt: Instant?
    /// The call with the latest verdict that stands.
    package var verdictCall: String?
    package var verdict: Verdict?
    /// The call whose standing entries the next one starts from.
    package var continues: String?
    /// What the account executive said who handed the lead back, while no later verdict stands.
    package var rejection: Acceptance.Word?

    package init(
        attempts: Int = 0, firstTouchAt: Instant? = nil, verdictCall: String? = nil, verdict: Verdict? = nil,
        continues: String? = nil, rejection: Acceptance.Word? = nil
    ) {
        self.attempts = attempts
        self.firstTouchAt = firstTouchAt
        self.verdictCall = verdictCall
        self.verdict = verdict
        self.continues = continues
        self.rejection = rejection
    }
}
