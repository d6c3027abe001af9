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
    /// The zone of business hours, reports and times of day without one; nil is the machine's.
    package var zone: Zone?
    /// When the team works; around the clock unless it is said.
    package var time: BusinessTime

    package init(
        rep: String? = nil, checklist: String = "BANT", currency: String = "USD", mqlThreshold: Int? = 60,
        serviceLevel: ServiceLevel = ServiceLevel(), zone: Zone? = nil, time: BusinessTime = BusinessTime(),
        feedback: FeedbackSettings = FeedbackSettings()
    ) {
        self.rep = rep
        self.checklist = checklist
        self.currency = currency
        self.mqlThreshold = mqlThreshold
        self.serviceLevel = serviceLevel
        self.feedback = feedback
        self.zone = zone
        self.time = time
    }
}

/// What marketing, sales and the account executives promise one another (the SLA).
///
/// Hours and minutes are business time, where the team says when it works; of the gap and of days they are the
/// clock's.
package struct ServiceLevel: Hashable, Sendable {
    /// Minutes from what the lead did, such as filling in a form, to the first attempt.
    package var speedToLeadMinutes: Int
    /// Hours from hand-off to the first attempt.
    package var firstTouchHours: Int
    /// Attempts before a lead may be called unreachable.
    package var attempts: Int
    /// Days from hand-off in which these are made.
    package var attemptsDays: Int
    /// Hours that a lead rests between two attempts; the clock's, since it is the lead who rests.
    package var gapHours: Int
    /// Hours from hand-off to the first status, any outcome of a call.
    package var statusHours: Int
    /// Hours that an account executive has to refuse an SQL, before silence accepts it.
    package var acceptanceHours: Int

    package init(
        speedToLeadMinutes: Int = 30, firstTouchHours: Int = 4, attempts: Int = 6, attemptsDays: Int = 14,
        gapHours: Int = 4, statusHours: Int = 48, acceptanceHours: Int = 24
    ) {
        self.speedToLeadMinutes = speedToLeadMinutes
        self.firstTouchHours = firstTouchHours
        self.attempts = attempts
        self.attemptsDays = attemptsDays
        self.gapHours = gapHours
        self.statusHours = statusHours
        self.acceptanceHours = acceptanceHours
    }
}

extension Settings {
    /// When the first attempt is due for a lead that was handed over at an instant.
    package func firstTouchDue(handedOverAt: Instant) -> Instant {
        time.adding(hours: serviceLevel.firstTouchHours, to: handedOverAt)
    }

    /// When silence accepts an SQL that was decided at an instant.
    package func acceptanceDue(decidedAt: Instant) -> Instant {
        time.adding(hours: serviceLevel.acceptanceHours, to: decidedAt)
    }
}
