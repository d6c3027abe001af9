import ArgumentParser
import Qualification
import Workspace

/// `baton checklist list`: what there is, and which one calls are made under.
struct ChecklistListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the checklists, and what each takes to confirm a lead.",
        discussion: """
            EXAMPLES
              baton checklist list
              baton checklist list --json

            The questions are those that the decision cannot do without. The default is
            what calls are made under; baton.yaml names it, as in `checklist: BANT`.
            """)

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let desk = try ChecklistDesk(workspace)
        let wording = ChecklistListWording(
            listings: try desk.library.all(reasons: desk.reasons()),
            standard: try? desk.library.text(named: desk.settings.checklist))
        let out = StandardOutput()
        if output.isJSON {
            out.write(String(decoding: wording.json.encoded(.pretty), as: UTF8.self))
        } else {
            out.write(wording.lines(width: out.width))
        }
    }
}
