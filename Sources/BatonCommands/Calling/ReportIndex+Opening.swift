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
        var next = ReportIndexWording.first
        let report = try refresh(
            Watcher {
                StandardError.write([ReportIndexWording.waits])
            } hasRead: { calls in
                guard calls == next else { return }
                let isFirst = next == ReportIndexWording.first
                StandardError.write([ReportIndexWording.hasRead(calls, isFirst: isFirst)])
                next = isFirst ? ReportIndexWording.step : next + ReportIndexWording.step
            })
        StandardError.write(report.problems.map { ErrorWording.line($0) })
    }
}
