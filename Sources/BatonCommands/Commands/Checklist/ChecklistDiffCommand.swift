import ArgumentParser
import Qualification
import Workspace

/// `baton checklist diff`: what differs between two checklists, or two versions of one.
struct ChecklistDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Show what differs between two checklists, by meaning and not by lines.",
        discussion: """
            EXAMPLES
              baton checklist diff bant team
              baton checklist diff bant drafts/bant.yaml
              baton checklist diff 20261121T140322Z-7f3a9c2e bant    since that call
              baton checklist diff 3f9c0a1b bant                     since that version

            Where a checklist is taken, a call's id means the version that the call was
            made under, and the beginning of a file's name in checklists/used that one.
            """)

    @Argument(help: "A checklist's name, the path of a file, a call's id, or a kept version.")
    var before: String

    @Argument(help: "What to compare it with.")
    var after: String

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let desk = try ChecklistDesk(workspace)
        let (old, new) = (try desk.version(before).checklist, try desk.version(after).checklist)
        let wording = ChecklistDifferenceWording(
            ChecklistDifference(from: old, to: new), from: old, to: new)
        let out = StandardOutput()
        if output.isJSON {
            out.write(String(decoding: wording.json.encoded(.pretty), as: UTF8.self))
        } else {
            out.write(wording.lines)
        }
    }
}
