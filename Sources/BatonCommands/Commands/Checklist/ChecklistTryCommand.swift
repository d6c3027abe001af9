import ArgumentParser
import Conversation
import LineEditor
import Qualification
import Workspace

/// `baton checklist try`: a walk through a checklist without a lead, of which nothing is recorded.
struct ChecklistTryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "try",
        abstract: "Walk through a checklist without a lead; nothing is recorded.",
        discussion: """
            EXAMPLES
              baton checklist try                      the default
              baton checklist try team
              baton checklist try drafts/team.yaml
              baton checklist try team < answers.txt

            It is a call like any other, on a terminal or out of a script, with a lead
            that is made up. It ends with its verdict, or when you leave.
            """)

    @Argument(help: "The checklist's name, or the path of a file (default: the settings' one).")
    var checklist: String?

    @Option(help: "The name of whoever tries it (default: the settings' one, else the login name).")
    var rep: String?

    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        let desk = try ChecklistDesk(workspace)
        let loaded = try desk.version(checklist)
        let terminal =
            isTerminal(0) && isTerminal(1)
            ? try TerminalConsole(crashMessage: CrashWording.inPractice) : nil
        let console: any Console = terminal ?? PipeConsole()
        defer { terminal?.close() }
        let ending = try PracticeRun(
            loaded: loaded, reasons: desk.reasons(), settings: desk.settings, clock: .system,
            rep: rep.flatMap { $0.isEmpty ? nil : $0 } ?? desk.settings.rep ?? Environment.loginName
        )
        .hold(on: console)
        if case .gone(let signal) = ending {
            terminal?.close()
            ProcessDeath.bySignal(signal)
        }
    }
}
