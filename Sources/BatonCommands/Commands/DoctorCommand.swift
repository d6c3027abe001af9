import ArgumentParser
import Qualification
import Workspace

/// `baton doctor`: what is not as it should be in a workspace, and what to do about it.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Look the workspace over, and say what to do.",
        discussion: """
            EXAMPLES
              baton doctor
              baton doctor --fix             mend what can be mended without asking

            It looks at permissions, unreadable and foreign files, calls left open,
            missing feedback, mistakes in checklists, reasons and settings, and what has
            not arrived at marketing's receivers. It exits with 1 when there is something
            to do.
            """)

    @Flag(help: "Close what others can read, clear leftovers, write missing feedback.")
    var fix = false

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let desk = try Desk(workspace, toleratingSettings: true)
        let now = desk.clock.now()
        let checkup = Checkup(
            desk.workspace, now: now.instant, utcOffset: now.offset, home: Environment.all["HOME"])
        if fix { try mend(desk, checkup) }
        let findings = checkup.run()
        let out = StandardOutput()
        if output.isJSON {
            out.write(
                String(
                    decoding: JSONValue.array(findings.map(CheckupWording.json)).encoded(.pretty),
                    as: UTF8.self))
        } else if findings.isEmpty {
            out.write(["\(desk.workspace.path): everything is in order."])
        } else {
            out.write(findings.flatMap { CheckupWording(now: now).lines($0) })
        }
        if !findings.isEmpty { throw ExitCode(Failure.Code.failure.rawValue) }
    }

    private func mend(_ desk: Desk, _ checkup: Checkup) throws {
        try desk.completeUnfinished()
        for case .feedbackMissing(let calls) in checkup.run().map(\.kind) {
            for call in calls { try desk.finish(desk.transcripts.load(call)) }
            StandardError.write(["feedback written: \(calls.count)"])
        }
        let repairs = checkup.fix()
        OthersAccess(desk.workspace).settle()
        if repairs.permissions > 0 { StandardError.write(["closed to others: \(repairs.permissions)"]) }
        if repairs.leftovers > 0 { StandardError.write(["leftovers cleared: \(repairs.leftovers)"]) }
        StandardError.write(repairs.failures.map { "baton: \(ErrorWording.text($0))" })
    }
}
