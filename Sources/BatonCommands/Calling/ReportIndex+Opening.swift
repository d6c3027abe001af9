import Qualification
import Workspace

extension ReportIndex {
    /// Opens what reports and searches are made of, brings it up to date, and says on standard error what whoever waits
    /// for it, or reads what comes of it, should know.
    ///
    /// With the book goes a look at every file; without it what was edited in place is found where it is come across.
    convenience init(
        upToDateAt workspace: Workspace, _ library: ChecklistLibrary, _ settings: Settings,
        with book: WorkspaceIndex? = nil
    ) throws {
        try self.init(workspace, library: library, currency: settings.currency)
        if !isKept { StandardError.write([ReportIndexWording.notKept(workspace.statePath)]) }
        var next = ReportIndexWording.first
        let watcher = Watcher {
            StandardError.write([ReportIndexWording.waits])
        } hasRead: { calls in
            guard calls == next else { return }
            let isFirst = next == ReportIndexWording.first
            StandardError.write([ReportIndexWording.hasRead(calls, isFirst: isFirst)])
            next = isFirst ? ReportIndexWording.step : next + ReportIndexWording.step
        }
        var problems: [IndexProblem] = []
        if let book {
            let reports = try refresh(with: book, watcher)
            problems = reports.book.problems
            problems += reports.calls.problems.filter { !problems.contains($0) }
        } else {
            problems = try refresh(watcher).problems
        }
        StandardError.write(problems.map { ErrorWording.line($0) })
    }
}
