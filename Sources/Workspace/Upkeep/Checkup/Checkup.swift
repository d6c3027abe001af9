package import Qualification

/// Looks a workspace over for what is wrong with it, and repairs what can be repaired without a question.
package struct Checkup {
    let workspace: Workspace
    let now: Instant
    let utcOffset: UTCOffset
    /// The home folder, which paths in the settings may begin with.
    let home: String?

    /// `utcOffset` is that of local time, which says which calls are today's.
    package init(_ workspace: Workspace, now: Instant, utcOffset: UTCOffset, home: String? = nil) {
        self.workspace = workspace
        self.home = home
        self.now = now
        self.utcOffset = utcOffset
    }

    /// Everything found, in memory that does not grow with the records: access first, then what is in the files.
    package func run() -> [CheckupFinding] {
        var report = CheckupReport()
        var tree = CheckupTree(workspace)
        tree.look(into: &report)
        tree.tell(into: &report)
        CheckupLeads(workspace: workspace).look(into: &report)
        var calls = CheckupCalls(workspace: workspace, now: now, utcOffset: utcOffset)
        calls.look(into: &report)
        CheckupChecklists(workspace: workspace).look(needed: calls.checklists, into: &report)
        for plan in ForgettingPlans(workspace).unfinished() { report.add(.unfinishedForgetting, plan.path) }
        CheckupOutbox(workspace: workspace, now: now, utcOffset: utcOffset, home: home).look(into: &report)
        return report.findings
    }

    /// Takes others' access away and removes leftovers; links are not followed, other users' files not touched.
    ///
    /// What remains is found by another `run`.
    package func fix() -> CheckupRepairs {
        var repair = CheckupRepair(workspace)
        repair.run()
        return repair.repairs
    }
}

/// What was found so far.
struct CheckupReport {
    private(set) var findings: [CheckupFinding] = []

    mutating func add(_ kind: CheckupFinding.Kind, _ path: String) {
        findings.append(CheckupFinding(kind, path))
    }

    /// Notes an error, unless it says that something is not there, which may be as it should be, or what a look at the
    /// tree says of all such files.
    mutating func add(_ error: FileError) {
        switch error.problem {
        case .link, .foreign: break
        default: if !error.isMissing { add(.unreadable(error), error.path) }
        }
    }
}
