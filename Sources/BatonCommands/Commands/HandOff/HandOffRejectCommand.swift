import ArgumentParser
import Qualification
import Workspace

/// `baton handoff reject`: an account executive hands an SQL back to the rep.
struct HandOffRejectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reject",
        abstract: "Hand an SQL back to the rep, with the reason.",
        discussion: """
            EXAMPLES
              baton handoff reject 7f3a9c2e --reason no-show
              baton handoff reject acme --reason fact-contradicted --note "budget: 2028"

            The reasons are the list 'acceptance' in checklists/reasons.yaml; without
            --reason they are listed.
            """)

    @Argument(help: "The call, by its id or a part of it, or the lead.")
    var call: String

    @Option(help: "The code of the reason.")
    var reason: String?

    @OptionGroup var word: WordOptions
    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        let desk = try Desk(workspace)
        let reasons = try desk.library.reasons()
        guard let code = reason, let known = reasons.acceptanceReason(code) else {
            throw HandOffWording.noReason(reason, among: reasons.acceptance)
        }
        if known.needsNote, word.sentence == nil { throw HandOffWording.noNote(known) }
        try HandOffDesk(desk: desk).say(about: call, isChange: word.change) { now in
            Acceptance.Word(.rejected, at: now, by: word.speaker, reason: code, note: word.sentence)
        }
    }
}
