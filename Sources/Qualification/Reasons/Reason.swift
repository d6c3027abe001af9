/// The verdict on one call.
package enum Verdict: String, CaseIterable, Sendable {
    case salesQualified = "sql"
    case disqualified
    case recycled
    case returned
    case incomplete
    case noContact = "no-contact"

    /// Whether it goes back to marketing as feedback, and stands until a later one.
    package var isDecisive: Bool {
        switch self {
        case .salesQualified, .disqualified, .recycled, .returned: true
        case .incomplete, .noContact: false
        }
    }

    /// Whether it says no to a lead, so that marketing is owed a reason.
    package var takesReason: Bool { isDecisive && self != .salesQualified }

    /// Whether somebody will talk to this lead again, so that a next step is owed.
    package var leavesLeadAlive: Bool {
        switch self {
        case .salesQualified, .recycled, .incomplete, .noContact: true
        case .disqualified, .returned: false
        }
    }
}

/// A reason out of the closed list that marketing acts on.
package struct Reason: Hashable, Sendable {
    /// What must be given with a reason before it is accepted.
    package enum Requirement: String, CaseIterable, Sendable {
        /// As many attempts as the SLA asks for.
        case attempts
        case subReason = "sub-reason"
        /// The buyer's words on the reason's element.
        case buyerWords = "buyer-words"
        case date
        case dateOrTrigger = "date-or-trigger"
        /// The right person or department.
        case person
        /// The owner or the record that the lead belongs to.
        case record
        case sentence
    }

    package struct SubReason: Hashable, Sendable {
        package var code: String
        package var name: String
        /// What is asked when nothing was noted with it, for example which vendor; nil asks nothing.
        package var ask: String?
        /// Who in marketing acts on it instead; nil leaves it to the reason's own.
        package var who: String?
        /// What they do instead; nil leaves it to the reason's own.
        package var action: String?

        package init(
            code: String, name: String, ask: String? = nil, who: String? = nil, action: String? = nil
        ) {
            self.code = code
            self.name = name
            self.ask = ask
            self.who = who
            self.action = action
        }
    }

    package var code: String
    /// The one digit a rep types for it.
    package var key: String
    package var name: String
    /// One or two verdicts; where there are two, the first is the one proposed.
    package var verdicts: [Verdict]
    /// The element ids, or `same-as` names, that it belongs to; nil for none.
    package var element: String?
    package var requirement: Requirement?
    /// What Baton asks when the requirement is not met yet.
    package var ask: String?
    package var subReasons: [SubReason]
    /// Who in marketing acts on it, for example `nurture`.
    package var who: String
    /// What they do.
    package var action: String

    package init(
        code: String, key: String, name: String, verdicts: [Verdict], element: String? = nil,
        requirement: Requirement? = nil, ask: String? = nil, subReasons: [SubReason] = [], who: String,
        action: String
    ) {
        self.code = code
        self.key = key
        self.name = name
        self.verdicts = verdicts
        self.element = element
        self.requirement = requirement
        self.ask = ask
        self.subReasons = subReasons
        self.who = who
        self.action = action
    }
}

/// A reason, with or without its sub-reason, as files write it: `no-fit/size`.
package struct ReasonReference: Hashable, Sendable, CustomStringConvertible {
    package var code: String
    package var sub: String?

    package init(code: String, sub: String? = nil) {
        self.code = code
        self.sub = sub
    }

    /// Reads `timing` or `no-fit/size`; nil for empty parts or more than one slash.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.init(code: parts[0], sub: parts.count == 2 ? parts[1] : nil)
    }

    package var description: String { sub.map { "\(code)/\($0)" } ?? code }
}

/// The closed list of reasons.
package struct ReasonList: Hashable, Sendable {
    package var reasons: [Reason]
    /// Those for which account executives hand an SQL back.
    package var acceptance: [AcceptanceReason]

    package init(reasons: [Reason], acceptance: [AcceptanceReason] = AcceptanceReason.usual) {
        self.reasons = reasons
        self.acceptance = acceptance
    }

    package func reason(_ code: String) -> Reason? { reasons.first { $0.code == code } }

    package func acceptanceReason(_ code: String) -> AcceptanceReason? {
        acceptance.first { $0.code == code }
    }
}
