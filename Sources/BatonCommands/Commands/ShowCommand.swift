import ArgumentParser
import Qualification
import Workspace

/// `baton show`: one call as a timeline, as a brief, or as its record.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one call: what was asked and answered, the verdict and its proof.",
        discussion: """
            EXAMPLES
              baton show 20261121T140322Z-7f3a9c2e          the timeline
              baton show 7f3a9c2e                           by any part of its id
              baton show jane@acme.example                  the latest call with a lead
              baton show 7f3a9c2e --brief > brief.md        the hand-off, for the AE
            """)

    @Argument(help: "The call's id or a part of it, or a lead for the latest call with it.")
    var call: String

    @Flag(help: "The hand-off brief for the account executive, in Markdown.")
    var brief = false

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let desk = try Desk(workspace)
        try desk.completeUnfinished()
        let record = try desk.transcripts.load(try desk.book.theCall(call))
        let checklist = desk.checklist(keptFor: record)?.worded(for: record.lead, rep: record.rep)
        let out = StandardOutput()
        if output.isJSON {
            out.write(String(decoding: record.encoded, as: UTF8.self))
        } else if brief {
            let answers = try HandOffDesk(desk: desk).answers(to: record)
            out.write(
                data: HandOffBrief(record: record, checklist: checklist, answers: answers).markdown)
        } else {
            let since = VersionWording(
                of: record.checklist, version: desk.version(of: record), today: desk.today(of: record),
                isDecided: record.outcome != nil)
            let timeline = TimelineWording(
                record: record, checklist: checklist, checklistSince: since.lines)
            out.write(timeline.lines + (try HandOffDesk(desk: desk).said(about: record)))
        }
    }
}
