import ArgumentParser
import Glibc
import Qualification
import Workspace

/// `baton demo`: a call on a sample lead, in a workspace that nobody has to set up.
struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Try a call on a sample lead, in a temporary workspace.",
        discussion: """
            EXAMPLES
              baton demo
            """)

    @Option(help: "The rep's name in the record (default: the login name).")
    var rep: String?

    func run() throws {
        let out = StandardOutput()
        let path = try makeFolder()
        let desk = try Desk(WorkspaceLocation(path: path, source: .option))
        let source = ImportSource.bytes(Array(DemoLeads(now: desk.clock.now().instant).csv.utf8))
        _ = try desk.book.take(LeadImport(source: source), as: desk.importID())
        out.write([
            "A sample workspace, invented leads: \(path, .strong)",
            "Type what the prospect says and press Enter. /help shows the language, /end the verdict.", "",
        ])
        defer {
            out.write([
                "", "What was recorded: baton calls --workspace \(path)",
                "To remove it: rm -r \(path)",
            ])
        }
        try CallRun(desk: desk, checklist: nil, rep: rep, isAcknowledged: false).start { try $0.nextLead() }
    }

    private func makeFolder() throws -> String {
        let parent = Environment.all["TMPDIR"] ?? "/tmp"
        var template = Array("\(parent)/baton-demo-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else {
            throw Failure(.cannotWrite, "baton: cannot make a folder in \(parent): \(errorText(errno))")
        }
        return String(cString: made)
    }
}
