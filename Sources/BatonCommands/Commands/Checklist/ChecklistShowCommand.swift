import ArgumentParser
import Qualification
import Workspace

/// `baton checklist show`: a checklist as a rep reads it.
struct ChecklistShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a checklist as a rep reads it.",
        discussion: """
            EXAMPLES
              baton checklist show                     the default
              baton checklist show bant
              baton checklist show drafts/team.yaml    a file anywhere
              baton checklist show bant --json         under the keys of the file
            """)

    @Argument(help: "The checklist's name, or the path of a file (default: the settings' one).")
    var checklist: String?

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let loaded = try ChecklistDesk(workspace).version(checklist)
        let out = StandardOutput()
        if output.isJSON {
            out.write(String(decoding: loaded.json.encoded(.pretty), as: UTF8.self))
        } else {
            out.write(ChecklistWording(loaded.checklist).lines)
        }
    }
}
