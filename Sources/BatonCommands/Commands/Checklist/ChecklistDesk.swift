import Conversation
import Qualification
import Workspace

/// What the commands on checklists work with: no book of leads and calls, and nothing is made where nothing is.
struct ChecklistDesk {
    let workspace: Workspace
    let settings: Settings
    let library: ChecklistLibrary

    init(_ options: WorkspaceOptions) throws {
        let location = try WorkspaceLocation.find(
            option: options.folder, environment: Environment.all, currentFolder: Environment.currentFolder)
        workspace = try Workspace(lookingAt: location)
        settings = try SettingsReader.read(file: workspace.settingsPath)
        library = ChecklistLibrary(folder: workspace.checklistsPath)
    }

    func reasons() throws -> ReasonList { try library.reasons() }

    /// The checklist that an argument means, a name or a path; the settings' one without an argument.
    func checklist(_ argument: String?) throws -> LoadedChecklist {
        try LoadedChecklist(text(argument), reasons: reasons())
    }

    /// The same as text, whether it reads or not.
    func text(_ argument: String?) throws -> ChecklistText {
        guard let argument else { return try library.text(named: settings.checklist) }
        do {
            return try library.text(namedOrAt: argument)
        } catch ChecklistError.noSuchChecklist(let name, let available) {
            throw ChecklistDesk.unknown(name, available)
        }
    }

    /// A checklist as it is, or as it was: beside names and paths, a call's id means the version that the call was
    /// made under, and a part of a hash a version that is kept.
    func version(_ argument: String?) throws -> LoadedChecklist {
        guard let argument else { return try checklist(nil) }
        do {
            return try checklist(argument)
        } catch let failure as Failure {
            guard let sha256 = try keptVersion(argument) else { throw failure }
            let bytes = try keptText(sha256, for: argument)
            return try LoadedChecklist(
                bytes: bytes, path: "\(workspace.usedChecklistsPath)/\(sha256).yaml", reasons: nil)
        }
    }

    /// The hash of the kept version that a call's id or the beginning of a hash means.
    private func keptVersion(_ argument: String) throws -> String? {
        if CallID.isValid(argument) { return try sha256(ofCall: argument) }
        guard argument.count >= 4 else { return nil }
        let kept = try TranscriptStore(workspace).keptChecklists()
        let found = kept.filter { $0.hasPrefix(argument) }
        if found.count > 1 {
            var lines: [ScreenLine] = ["baton: several kept versions begin with \(argument):"]
            for sha256 in found { lines.append("  \(sha256)") }
            throw Failure(.noInput, lines)
        }
        return found.first
    }

    private func sha256(ofCall id: String) throws -> String {
        do {
            return try TranscriptStore(workspace).load(id).checklist.sha256
        } catch {
            guard error.isMissing else { throw error }
            throw Failure(.noInput, "baton: no call \(id)", "  baton calls lists them.")
        }
    }

    private func keptText(_ sha256: String, for argument: String) throws -> [UInt8] {
        do {
            return try TranscriptStore(workspace).keptChecklist(sha256)
        } catch {
            guard error.isMissing else { throw error }
            throw Failure(
                .noInput, "baton: the text that call \(argument) was made under is not kept any more",
                "  It would be \(workspace.usedChecklistsPath)/\(sha256).yaml.")
        }
    }

    /// What somebody typed is no checklist: the one they may have meant, and those that there are.
    static func unknown(_ name: String, _ available: [String]) -> Failure {
        var line: ScreenLine = "baton: no checklist \(name)"
        if name.contains("/") {
            line = line + ", and no such file"
        } else if let near = nearest(name, in: available) {
            line = line + "; did you mean \(near)?"
        }
        return Failure(.noInput, line, "  There are: \(available.joined(separator: ", ")).")
    }

    private static func nearest(_ name: String, in names: [String]) -> String? {
        let typed = name.lowercased()
        return names.map { (name: $0, distance: editDistance(typed, $0.lowercased())) }
            .filter { $0.distance <= max(1, typed.count / 3) }.min { $0.distance < $1.distance }?.name
    }
}
