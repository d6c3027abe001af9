/// A system of marketing's or sales' that verdicts are imported into.
package enum CRMProfile: String, CaseIterable, Hashable, Sendable {
    case hubSpot = "hubspot"
    case salesforce
    case marketo
}

/// Where a lead stands after what was decided last, as a CRM has a word for it.
package enum LeadStanding: String, CaseIterable, Hashable, Sendable {
    /// An SQL that no account executive answered for yet.
    case salesQualified = "sql"
    case accepted
    case rejected
    case disqualified
    case recycled
    case returned
}

/// What a team calls things in a CRM, where it renamed them.
package struct CRMNames: Hashable, Sendable {
    /// The values of the lead's status.
    package var status: [LeadStanding: String]
    /// The values of the lifecycle stage, in systems that have one.
    package var stage: [LeadStanding: String]
    /// The column, a property of the team's own, that takes the reason.
    package var reasonColumn: String?

    package init(
        status: [LeadStanding: String] = [:], stage: [LeadStanding: String] = [:],
        reasonColumn: String? = nil
    ) {
        self.status = status
        self.stage = stage
        self.reasonColumn = reasonColumn
    }
}

/// What a team settles about its feedback in `baton.yaml`.
package struct FeedbackSettings: Hashable, Sendable {
    package var webhooks: [Webhook]
    package var profiles: [CRMProfile: CRMNames]

    package init(webhooks: [Webhook] = [], profiles: [CRMProfile: CRMNames] = [:]) {
        self.webhooks = webhooks
        self.profiles = profiles
    }
}
