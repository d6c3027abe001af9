import Conversation
import Qualification
import Reporting
import Workspace

/// What reports are made with: the facts, the settings, and the days of the workspace.
struct ReportDesk {
    private let desk: ChecklistDesk
    private let now = Clock.system.now()

    init(_ options: WorkspaceOptions) throws {
        desk = try ChecklistDesk(options)
    }

    func reports(_ kinds: [ReportKind], _ options: ReportScopeOptions) throws -> [Report] {
        let book = try WorkspaceIndex(desk.workspace)
        try StandardError.write(book.refresh().problems.map { ErrorWording.line($0) })
        let index = try ReportIndex(upToDateAt: desk.workspace, desk.library, desk.settings)
        let (now, settings) = (now.instant, desk.settings)
        let facts = IndexedFacts(book: book, reports: index, zone: zone) { calls, acceptances in
            HandOffFacts.all(of: calls, acceptances, at: now, settings: settings)
        }
        return try facts.reports(kinds, scope(options))
    }

    private var zone: Zone { desk.settings.zone ?? .machine }

    private func scope(_ options: ReportScopeOptions) throws -> ReportScope {
        let calendar = LocalCalendar(zone)
        return ReportScope(
            period: Period(since: options.since, until: options.until, calendar: calendar),
            calendar: calendar, threshold: desk.settings.mqlThreshold, reasons: try desk.reasons(),
            serviceLevel: desk.settings.serviceLevel, time: desk.settings.time, now: now.instant,
            rep: options.rep, checklist: options.checklist)
    }
}
