import ArgumentParser
import Qualification
import Workspace

/// `baton checklist lint`: what is wrong or odd in checklists, reasons and settings, at line and column.
struct LintCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Show every mistake in a checklist at its line and column.",
        discussion: """
            EXAMPLES
              baton checklist lint                        all there are, and the settings
              baton checklist lint checklists/team.yaml   one file, wherever it is
              baton checklist lint --json

            An error is what keeps the file from being used, or a rule that means nothing:
            a condition that never holds, an element that nobody can confirm, a knock-out
            that never fires. A warning may be meant, and stops nothing. It exits with 78
            on errors, and with 0 where there are only warnings.
            """)

    @Argument(
        help: ArgumentHelp(
            "Checklists by name or path, lists of reasons, settings; without any, the workspace's own.",
            valueName: "file"))
    var files: [String] = []

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let linted = try files.isEmpty ? workspaceFiles() : named()
        let out = StandardOutput()
        let diagnostics = linted.flatMap(\.diagnostics)
        if output.isJSON {
            let list = JSONValue.array(diagnostics.map(DiagnosticWording.json))
            out.write(String(decoding: list.encoded(.pretty), as: UTF8.self))
        } else {
            let wording = DiagnosticWording(width: out.width)
            out.write(diagnostics.flatMap(wording.block) + [wording.summary(linted)])
        }
        if diagnostics.contains(where: { $0.severity == .error }) {
            throw ExitCode(Failure.Code.badConfiguration.rawValue)
        }
    }

    private func workspaceFiles() throws -> [LintedFile] {
        let workspace = try look()
        return try LintedFile.all(
            library: ChecklistLibrary(folder: workspace.checklistsPath), settingsPath: workspace.settingsPath)
    }

    /// Files from anywhere, against the reasons beside them, else those of the workspace.
    private func named() throws -> [LintedFile] {
        let library = (try? look()).map { ChecklistLibrary(folder: $0.checklistsPath) }
        return try files.map { argument in
            if let file = LintedFile(atPath: argument, workspace: library) { return file }
            if !argument.contains("/"), let library, let file = checklist(argument, library) { return file }
            throw Failure(.noInput, "baton: there is no file and no checklist \(argument)")
        }
    }

    /// The checklist of this name, whether it can be read or not.
    private func checklist(_ name: String, _ library: ChecklistLibrary) -> LintedFile? {
        do throws(ChecklistError) {
            let text = try library.text(named: name)
            return LintedFile(text.bytes, path: text.label, reasons: library.reasonsOrBuiltIn)
        } catch {
            switch error {
            case .notAFile(let path), .unreadable(let path, _):
                return LintedFile(atPath: path, workspace: library)
            default: return nil
            }
        }
    }

    /// Mistakes in the settings are among what is looked for, so they keep nobody from looking.
    private func look() throws -> Workspace {
        try Workspace(
            lookingAt: WorkspaceLocation.find(
                option: workspace.folder, environment: Environment.all,
                currentFolder: Environment.currentFolder))
    }
}
