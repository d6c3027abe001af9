import Conversation
import Qualification
import Reporting
import Workspace

/// What reports are made with: the facts, the settings, and the days of the workspace.
struct ReportDesk {
    private let desk: ChecklistDesk
    private let now = Clock.system.now().instant

    init(_ options: WorkspaceOptions) throws {
        desk = try ChecklistDesk(options)
    }

    func reports(_ kinds: [ReportKind], _ options: ReportScopeOptions) throws -> [Report] {
        try facts(options).reports(kinds, scope(options))
    }

    /// All reports, and what they say together.
    func digest(_ options: ReportScopeOptions) throws -> (digest: Digest, reports: [Report]) {
        let facts = try facts(options)
        var scope = try scope(options)
        scope.asks = try asks()
        let digest = try facts.digest(scope)
        return (digest, digest.reports(words: facts.buyerWords))
    }

    /// A period beside the one before: the last quarter, where no day is given; up to today, where only the first is.
    func review(_ options: ReportScopeOptions) throws -> Review {
        var scope = try scope(options)
        scope.asks = try asks()
        switch (options.since, options.until) {
        case (nil, nil): scope.period = .lastQuarter(before: today, calendar)
        case (let since?, nil):
            guard since <= today else { throw PageWording.beginsLater(since) }
            scope.period = Period(since: since, until: today, calendar: calendar)
        case (nil, let until?):
            scope.period = Period(
                since: until.adding(days: 1).adding(months: -3), until: until, calendar: calendar)
        case (_?, _?): break
        }
        let asked = scope.period.until.flatMap { $0 > today ? $0 : nil }
        if asked != nil, let since = scope.period.since {
            // What is not over has had less time than what it would be set beside.
            guard since <= today else { throw PageWording.beginsLater(since) }
            scope.period = Period(since: since, until: today, calendar: calendar)
        }
        let before = scope.period.periodBefore(calendar) ?? scope.period
        var review = try facts(options).review(scope, before: before)
        review.asked = asked
        return review
    }

    /// The day it is where the workspace is.
    var today: LocalDay { calendar.day(of: now) }

    private func facts(_ options: ReportScopeOptions) throws -> IndexedFacts {
        let book = try WorkspaceIndex(desk.workspace)
        let index = try ReportIndex(upToDateAt: desk.workspace, desk.library, desk.settings, with: book)
        try checkNames(options, in: book)
        let (now, settings) = (now, desk.settings)
        return IndexedFacts(book: book, reports: index, zone: zone) { calls, acceptances in
            HandOffFacts.all(of: calls, acceptances, at: now, settings: settings)
        }
    }

    /// A rep who has no calls, or a checklist that there is not, is a slip, and no report of nothing.
    private func checkNames(_ options: ReportScopeOptions, in book: WorkspaceIndex) throws {
        func isAmong(_ name: String, _ names: [String]) -> Bool {
            names.contains { $0.lowercased() == name.lowercased() }
        }
        if let rep = options.rep {
            let reps = try book.reps()
            guard isAmong(rep, reps) else { throw ReportWording.unknown(rep, "of", among: reps) }
        }
        if let checklist = options.checklist {
            let used = try book.checklists()
            if isAmong(checklist, used) { return }
            let known = try desk.library.all(reasons: nil).map(\.name)
            guard isAmong(checklist, known) else {
                throw ReportWording.unknown(checklist, "under", among: used)
            }
        }
    }

    private var zone: Zone { desk.settings.zone ?? .machine }
    private var calendar: LocalCalendar { LocalCalendar(zone) }

    /// How the checklists that there are ask their questions; of one that cannot be read their keys have to do.
    private func asks() throws -> [String: [QuestionKey: String]] {
        var asks: [String: [QuestionKey: String]] = [:]
        for listing in try desk.library.all(reasons: nil) {
            guard let checklist = try? listing.result.get().checklist.worded(for: nil, rep: "…") else {
                continue
            }
            let pairs = checklist.questions.map { ($0.key, $0.ask) }
            asks[checklist.name] = Dictionary(pairs) { first, _ in first }
        }
        return asks
    }

    private func scope(_ options: ReportScopeOptions) throws -> ReportScope {
        let calendar = calendar
        return ReportScope(
            period: Period(since: options.since, until: options.until, calendar: calendar),
            calendar: calendar, threshold: desk.settings.mqlThreshold, reasons: try desk.reasons(),
            serviceLevel: desk.settings.serviceLevel, time: desk.settings.time, now: now,
            rep: options.rep, checklist: options.checklist)
    }
}
