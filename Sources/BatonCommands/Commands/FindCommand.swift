import ArgumentParser
import Conversation
import Qualification
import Workspace

/// `baton find`: what was said on any call.
struct FindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find",
        abstract: "Search what was said: every answer, quote and note.",
        discussion: """
            EXAMPLES
              baton find overtime                      lines with the word, the best first
              baton find warehouse contract            both words in one line
              baton find "end of March"                the words one after the other
              baton find 'budg*' --rep sam             what begins so, on sam's calls
              baton find freelancer --verdict recycled --since 2026-11-01
              baton find dana@acme.example --json

            Capitals and accents do not matter; 40,000 and 40000 are the same. What was
            taken back is not found, and what a later call started from only once.
            A word that begins with a dash goes behind --, as in: baton find -- -20
            """)

    @Argument(help: "Words; with a space in it, a phrase; with a star at its end, the beginning of a word.")
    var words: [String]

    @Option(help: "Calls of this rep.") var rep: String?
    @Option(help: "Calls with this verdict: sql, disqualified, recycled, returned, incomplete, no-contact.")
    var verdict: Verdict?
    @Option(help: "Calls with a lead: its id, or part of its name, company or e-mail.") var lead: String?
    @Option(help: "Calls from this day on, as 2026-11-21.") var since: LocalDay?
    @Option(help: "Calls up to this day, as 2026-11-21.") var until: LocalDay?
    @Option(help: "How many lines at most.") var limit = 20

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit takes a number from 1.") }
        if let since, let until, until < since { throw ValidationError("--until is before --since.") }
    }

    func run() throws {
        let query: SearchQuery
        do {
            query = try SearchQuery(words)
        } catch {
            throw FindWording.failure(error, words)
        }
        let desk = try ChecklistDesk(workspace)
        let index = try ReportIndex(upToDateAt: desk.workspace, desk.library, desk.settings)
        let zone = desk.settings.zone ?? .machine
        let filter = LineFilter(
            rep: rep, verdict: verdict, lead: lead, since: since.map { zone.beginning(of: $0) },
            before: until.map { zone.beginning(of: $0.adding(days: 1)) })
        let found = try index.find(query, filter, limit: limit)
        let out = StandardOutput()
        if output.isJSON {
            out.write(String(decoding: FindWording.json(found).encoded(.pretty), as: UTF8.self))
        } else {
            out.write(FindWording.lines(found, width: out.width))
        }
    }
}
