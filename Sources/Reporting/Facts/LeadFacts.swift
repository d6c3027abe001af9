package import Qualification

/// What reports know of one lead, by the latest hand-off.
package struct LeadFacts: Hashable, Sendable {
    package var id: String
    package var channel: String?
    package var campaign: String?
    package var score: Int?
    /// As the hand-off says.
    package var mqlAt: Instant?
    /// The same, else the first import; for a lead that is not in the book the start of its first call.
    package var handedOverAt: Instant
    /// When the lead itself acted, by filling in a form, say; nil where the hand-off does not tell.
    package var actedAt: Instant?
    /// The hand-off says so, or somebody did on a call.
    package var isOptedOut: Bool
    /// False for a lead that only its calls tell of: one that was forgotten, or whose file is gone.
    package var isInBook: Bool

    package init(
        id: String, channel: String? = nil, campaign: String? = nil, score: Int? = nil,
        mqlAt: Instant? = nil, handedOverAt: Instant, actedAt: Instant? = nil,
        isOptedOut: Bool = false, isInBook: Bool = true
    ) {
        self.id = id
        self.channel = channel
        self.campaign = campaign
        self.score = score
        self.mqlAt = mqlAt
        self.handedOverAt = handedOverAt
        self.actedAt = actedAt
        self.isOptedOut = isOptedOut
        self.isInBook = isInBook
    }

    /// What the calls with a lead say of it where the book does not have it; nil without a call.
    ///
    /// The newest call knows the lead as it was last handed over.
    package init?(ofCalls calls: [CallFacts]) {
        guard let first = calls.first, let last = calls.last else { return nil }
        self.init(
            id: last.leadID, channel: last.channel, campaign: last.campaign, score: last.score,
            mqlAt: last.mqlAt, handedOverAt: last.mqlAt ?? first.startedAt, isInBook: false)
    }
}
