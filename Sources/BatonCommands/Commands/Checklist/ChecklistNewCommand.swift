import ArgumentParser
import Qualification
import Workspace

/// `baton checklist new`: a checklist of one's own, begun as a copy.
struct ChecklistNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Begin a checklist of your own as a copy of another one.",
        discussion: """
            EXAMPLES
              baton checklist new team                          out of the default
              baton checklist new "Inside sales" --from bant

            The copy goes into the workspace's checklists folder, with comments that
            teach the format. Nothing that is there is overwritten.
            """)

    @Argument(help: "The name of the new checklist.")
    var name: String

    @Option(
        name: .customLong("from"),
        help: ArgumentHelp(
            "What to copy: a checklist's name, or the path of a file (default: the settings' one).",
            valueName: "name"))
    var source: String?

    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        let copy: ChecklistCopy
        do {
            copy = try ChecklistCopy(name: name)
        } catch {
            throw ChecklistCopyWording.failure(error, name: name)
        }
        let desk = try ChecklistDesk(workspace)
        let source = try desk.version(source)
        if let taken = try desk.taken(by: copy) { throw ChecklistCopyWording.taken(copy, by: taken) }
        guard let text = copy.text(from: source) else {
            throw ChecklistCopyWording.notCopied(source)
        }
        try desk.create(copy, text)
        StandardOutput().write(
            ChecklistCopyWording.made(copy, from: source.checklist, in: desk.workspace.checklistsPath))
    }
}

extension ChecklistDesk {
    /// The checklist that has the name or the file of a new one already.
    fileprivate func taken(by copy: ChecklistCopy) throws -> ChecklistText? {
        for name in [copy.stem, copy.name] {
            do {
                return try library.text(named: name)
            } catch ChecklistError.noSuchChecklist {
                continue
            }
        }
        return nil
    }

    /// Saves the text as a file of the workspace, which is made where it is not there yet.
    fileprivate func create(_ copy: ChecklistCopy, _ text: [UInt8]) throws {
        let location = WorkspaceLocation(path: workspace.path, source: workspace.source)
        let made = try Workspace(opening: location, checklists: BuiltInChecklists.texts)
        let folder = try Folder(making: made.checklistsPath, in: made)
        do {
            try folder.create(copy.fileName, with: text)
        } catch  where error.isTaken {
            let path = folder.path(of: copy.fileName)
            throw ChecklistCopyWording.taken(copy, by: ChecklistText(bytes: [], path: path, label: path))
        }
    }
}
