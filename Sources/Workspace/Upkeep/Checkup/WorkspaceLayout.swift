/// Which names have their place where in a workspace.
enum WorkspaceLayout {
    /// The parts that hold something of Baton's, by name.
    static let folders = [
        "checklists", "transcripts", "leads", "feedback", "outbox", ".baton", "acceptances", "reviews",
    ]
    static let settings = "baton.yaml"

    private static let stateFiles = Set(
        IndexDatabase.Kind.index.files + IndexDatabase.Kind.reports.files
            + [ReportIndex.lockName, OthersAccess.noticeName])
    private static let stateFolders: Set = ["open", "forgotten", "forgetting"]

    /// Whether a name belongs where it is; `parts` are the names that lead to it from the workspace.
    static func belongs(_ parts: [String], isFolder: Bool) -> Bool {
        guard let top = parts.first, let name = parts.last, parts.count > 1 else { return true }
        // Such as the files that keep an empty folder in version control.
        if parts.count == 2, top != ".baton", !isFolder, name.hasPrefix(".git") || name == "README.md" {
            return true
        }
        switch (top, parts.count) {
        case ("checklists", 2): return isFolder ? name == "used" : name.hasSuffix(".yaml")
        case ("checklists", 3): return !isFolder && isHash(name, suffix: ".yaml")
        case ("transcripts", 2), ("feedback", 2), ("acceptances", 2):
            return isFolder && MonthName.isValid(name)
        case ("transcripts", 3), ("feedback", 3), ("acceptances", 3):
            return !isFolder && CallID.ofFile(named: name) != nil
        case ("leads", 2):
            return !isFolder && !name.hasPrefix(".")
                && [WorkspaceScan.leadsSuffix, WorkspaceScan.rejectsSuffix].contains { name.hasSuffix($0) }
        case ("outbox", 2): return !isFolder && (name == Outbox.lockName || Outbox.isName(name))
        case (".baton", 2): return isFolder ? stateFolders.contains(name) : stateFiles.contains(name)
        case (".baton", 3):
            return !isFolder
                && (parts[1] == "open" ? isHash(name, suffix: "") : CallID.ofFile(named: name) != nil)
        case ("reviews", _): return true
        default: return false
        }
    }

    /// Whether the content is nobody's secret: what sellers agreed to ask, and settings.
    static func isPublic(_ parts: [String]) -> Bool { parts.first == "checklists" || parts.first == settings }

    static func isHash(_ name: String, suffix: String) -> Bool {
        guard name.hasSuffix(suffix), name.utf8.count == 64 + suffix.utf8.count else { return false }
        return name.utf8.prefix(64).allSatisfy {
            (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
        }
    }
}
