package import Qualification

/// What a report is about, and what it has to know beside the facts.
package struct ReportScope: Sendable {
    package var period: Period
    package var calendar: LocalCalendar
    /// The score from which marketing calls a lead an MQL.
    package var threshold: Int?
    /// Who in marketing acts on which reason.
    package var reasons: ReasonList
    /// How checklists ask their questions, by the checklist's name.
    package var asks: [String: [QuestionKey: String]]
    package var serviceLevel: ServiceLevel
    /// In which time the SLA counts.
    package var time: BusinessTime
    /// What was due before is late.
    package var now: Instant
    private let rep: String?
    private let checklist: String?

    /// `rep` and `checklist` leave out the calls of others; case does not matter.
    package init(
        period: Period, calendar: LocalCalendar, threshold: Int? = nil,
        reasons: ReasonList = ReasonList(reasons: []), asks: [String: [QuestionKey: String]] = [:],
        serviceLevel: ServiceLevel = ServiceLevel(),
        time: BusinessTime = BusinessTime(), now: Instant = .latest, rep: String? = nil,
        checklist: String? = nil
    ) {
        self.period = period
        self.calendar = calendar
        self.threshold = threshold
        self.reasons = reasons
        self.asks = asks
        self.serviceLevel = serviceLevel
        self.time = time
        self.now = now
        self.rep = rep?.lowercased()
        self.checklist = checklist?.lowercased()
    }

    /// Whether the report is about calls of this rep and under this checklist.
    func names(_ call: CallFacts) -> Bool {
        if let rep, call.rep.lowercased() != rep { return false }
        if let checklist, call.checklist.lowercased() != checklist { return false }
        return true
    }

    var isAboutAll: Bool { rep == nil && checklist == nil }

    /// Whether a call began in the period, and is one that the report is about.
    package func includes(_ call: CallFacts) -> Bool { period.contains(call.startedAt) && names(call) }

    /// The latest decisive verdict of the period, where the report is about that call.
    package func verdict(of story: LeadStory) -> CallFacts? {
        guard let call = story.calls.last(where: { $0.isDecisive && period.contains($0.startedAt) }),
            names(call)
        else { return nil }
        return call
    }
}
