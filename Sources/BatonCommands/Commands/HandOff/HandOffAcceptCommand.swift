import ArgumentParser
import Qualification

/// `baton handoff accept`: an account executive takes an SQL.
struct HandOffAcceptCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accept",
        abstract: "Accept an SQL.",
        discussion: """
            EXAMPLES
              baton handoff accept 7f3a9c2e                         by any part of its id
              baton handoff accept jane@acme.example --by dana      or by the lead
              baton handoff accept 7f3a9c2e --change                who was handed back
            """)

    @Argument(help: "The call, by its id or a part of it, or the lead.")
    var call: String

    @OptionGroup var word: WordOptions
    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        let desk = try Desk(workspace)
        try HandOffDesk(desk: desk).say(about: call, isChange: word.change) { now in
            Acceptance.Word(.accepted, at: now, by: word.speaker, note: word.sentence)
        }
    }
}

/// Who says it, and what there is to add.
struct WordOptions: ParsableArguments {
    @Option(help: "The account executive's name (default: the login name).")
    var by: String?

    @Option(help: "What there is to add, in a sentence.")
    var note: String?

    @Flag(help: "Take back what was said before.")
    var change = false

    var speaker: String { WordOptions.text(by) ?? Environment.loginName }

    /// The note, if there is anything in it.
    var sentence: String? { WordOptions.text(note) }

    private static func text(_ option: String?) -> String? {
        let words = option?.split(whereSeparator: \.isWhitespace) ?? []
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
