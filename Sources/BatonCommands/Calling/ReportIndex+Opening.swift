import Qualification
import Workspace

extension ReportIndex {
    /// Opens what reports and searches are made of, brings it up to date, and says on standard error what whoever waits
    /// for it, or reads what comes of it, should know.
    convenience init(
        upToDateAt workspace: Workspace, _ library: ChecklistLibrary, _ settings: Settings
    ) throws {
        try self.init(workspace, library: library, currency: settings.currency)
        if !isKept { StandardError.write([ReportIndexWording.notKept(workspace.statePath)]) }
        var told = 0
        let report = try refresh(
            Watcher {
                StandardError.write([ReportIndexWording.waits])
            } hasRead: { calls in
                guard calls >= told else { return }
                StandardError.write([ReportIndexWording.hasRead(calls, isFirst: told == 0)])
                told = told == 0 ? ReportIndexWording.step : told + ReportIndexWording.step
            })
        StandardError.write(report.problems.map { ErrorWording.line($0) })
    }
}
