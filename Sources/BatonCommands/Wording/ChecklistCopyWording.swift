import Qualification
import Workspace

/// What is said about a checklist that was begun, or could not be.
enum ChecklistCopyWording {
    static func made(_ copy: ChecklistCopy, from source: Checklist, in folder: String) -> [ScreenLine] {
        [
            "\(copy.name, .strong) \(ChecklistCopy.version), out of \(source.name) \(source.version):",
            "  \(folder)/\(copy.fileName)", "",
            "  Edit it, then:",
            "    baton checklist try \(copy.stem)", "    baton call --checklist \(copy.stem)",
            "  For every call: checklist: \(copy.stem) in baton.yaml",
        ]
    }

    static func failure(_ problem: ChecklistCopy.NameProblem, name: String) -> Failure {
        switch problem {
        case .noLetters: Failure(.usage, "baton: “\(name)” has no letter in it: reps have to type the name")
        case .tooLong(let limit): Failure(.usage, "baton: the name is longer than \(limit) characters")
        case .characters(let suggestion):
            Failure(
                .usage,
                [
                    "baton: “\(name)” cannot be a checklist's name: letters, digits, spaces and - _ . + &, a letter first"
                ]
                    + advice(suggestion))
        case .reserved(let suggestion):
            Failure(
                .usage,
                ["baton: the name “\(name)” is taken by another file of the folder"] + advice(suggestion))
        }
    }

    private static func advice(_ suggestion: String?) -> [ScreenLine] {
        suggestion.map { ["  For example: baton checklist new \($0)"] } ?? []
    }

    static func taken(_ copy: ChecklistCopy, by other: ChecklistText) -> Failure {
        Failure(
            .badData, "baton: there is a checklist \(copy.name) already: \(other.label)",
            "  Nothing was written. Edit that one, or choose another name: baton checklist new \(copy.stem)-2"
        )
    }

    static func notCopied(_ source: LoadedChecklist) -> Failure {
        Failure(
            .badData,
            "baton: \(source.path ?? source.checklist.name) is written so that it cannot be copied line by line",
            "  Nothing was written. Copy the file by hand, and change its name and version.")
    }
}
