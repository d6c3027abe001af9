import Conversation
import Qualification
import Reporting
import Workspace

/// What reports are made with: the facts, the settings, and the days of the workspace.
struct ReportDesk {
    private let desk: Desk

    init(_ options: WorkspaceOptions) throws {
        desk = try Desk(options)
        try desk.completeUnfinished()
    }

    func reports(_ kinds: [ReportKind], _ options: ReportScopeOptions) throws -> [Report] {
        let source = RecordFacts(desk)
        return try source.reports(kinds, scope(options))
    }

    private func scope(_ options: ReportScopeOptions) throws -> ReportScope {
        let offset = desk.clock.now().offset
        let calendar = LocalCalendar { _ in offset }
        return ReportScope(
            period: Period(since: options.since, until: options.until, calendar: calendar),
            calendar: calendar, threshold: desk.settings.mqlThreshold, reasons: try desk.library.reasons(),
            rep: options.rep, checklist: options.checklist)
    }
}
