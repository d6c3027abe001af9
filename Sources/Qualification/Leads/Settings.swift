/// What a team agrees on in `baton.yaml`; every setting has a default.
package struct Settings: Hashable, Sendable {
    /// The rep's name in records; nil is the login name.
    package var rep: String?
    /// The checklist that calls are made under.
    package var checklist: String
    /// The currency of amounts typed without one, as an ISO 4217 code.
    package var currency: String
    /// The score from which marketing calls a lead an MQL.
    package var mqlThreshold: Int?
    package var serviceLevel: ServiceLevel
    package var feedback: FeedbackSettings

    package init(
        rep: String? = nil, checklist: String = "BANT", currency: String = "USD", mqlThreshold: Int? = 60,
        serviceLevel: ServiceLevel = ServiceLevel(), feedback: FeedbackSettings = FeedbackSettings()
    ) {
        self.rep = rep
        self.checklist = checklist
        self.currency = currency
        self.mqlThreshold = mqlThreshold
        self.serviceLevel = serviceLevel
        self.feedback = feedback
    }
}

/// What sales promises marketing about a lead that was handed over (the SLA).
package struct ServiceLevel: Hashable, Sendable {
    /// Hours from hand-off to the first attempt.
    package var firstTouchHours: Int
    /// Attempts before a lead may be called unreachable.
    package var attempts: Int
    /// Hours that a lead rests between two attempts.
    package var gapHours: Int

    package init(firstTouchHours: Int = 4, attempts: Int = 6, gapHours: Int = 4) {
        self.firstTouchHours = firstTouchHours
        self.attempts = attempts
        self.gapHours = gapHours
    }

    /// When the first attempt is due for a lead that was handed over at an instant.
    package func firstTouchDue(handedOverAt: Instant) -> Instant {
        handedOverAt.adding(hours: firstTouchHours)
    }
}
