import ArgumentParser
import Qualification
import Workspace

/// `baton leads`: whom to call, in order, and why.
struct LeadsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leads",
        abstract: "Show whom to call, in order, and what makes each lead due.",
        discussion: """
            EXAMPLES
              baton leads
              baton leads --all              with those that rest or have a later day
              baton leads --limit 5 --json

            Promised call-backs come first, then untouched leads by what is left of the
            SLA, then the rest by score.
            """)

    @Flag(help: "Also leads that rest, and those with a call promised for later.")
    var all = false

    @Option(help: "How many leads at most (default: 20, and all of them with --json).")
    var limit: Int?

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1.") }
    }

    func run() throws {
        let desk = try Desk(workspace)
        try desk.completeUnfinished()
        let rows = try desk.book.queue(
            limit: limit ?? (output.isJSON ? Int(Int32.max) : 20), includingWaiting: all)
        let wording = LeadsWording(now: desk.clock.now(), time: desk.settings.time)
        let out = StandardOutput()
        if output.isJSON {
            out.write(
                String(decoding: JSONValue.array(rows.map(wording.json)).encoded(.pretty), as: UTF8.self))
            return
        }
        if rows.isEmpty { return out.write(try desk.nobodyDue()) }
        out.write(wording.table(rows, width: out.width))
        let counts = try desk.book.queueCounts()
        let more = (all ? counts.due + counts.waiting : counts.due) - rows.count
        var notes: [ScreenLine] = []
        if more > 0 { notes.append(ScreenLine("\(more) more: --limit", .quiet)) }
        if !all, counts.waiting > 0 {
            notes.append(ScreenLine("\(counts.waiting) rest or wait for their day: --all", .quiet))
        }
        if !notes.isEmpty { out.write([""] + notes) }
    }
}
