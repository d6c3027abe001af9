import ArgumentParser
import Qualification
import Workspace

/// `baton handoff list`: the SQLs that stand, and what the account executives said.
struct HandOffListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the SQLs that wait for an account executive, the most urgent first.",
        discussion: """
            EXAMPLES
              baton handoff list
              baton handoff list --all           with those accepted, by silence too, and handed back
              baton handoff list --all --json
            """)

    @Flag(help: "Also those that are accepted, or handed back.")
    var all = false

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let desk = try Desk(workspace)
        try desk.completeUnfinished()
        let now = desk.clock.now()
        let handOffs = try desk.book.handOffs()
        let rows = handOffs.filter { all || $0.handOff.state(at: now.instant) == .waiting }
            .sorted { ($0.handOff.dueAt, $0.call.id) < ($1.handOff.dueAt, $1.call.id) }
        let wording = HandOffWording(
            now: now, zone: desk.zone, reasons: try desk.library.reasons().acceptance)
        let out = StandardOutput()
        if output.isJSON {
            let json = JSONValue.array(rows.map { wording.json($0.call, $0.handOff) })
            return out.write(String(decoding: json.encoded(.pretty), as: UTF8.self))
        }
        if rows.isEmpty {
            out.write([all ? "No SQLs yet." : "Nothing waits for an account executive."])
        }
        out.write(rows.flatMap { wording.lines($0.call, $0.handOff) })
        if !all, handOffs.count > rows.count {
            out.write([ScreenLine("\(handOffs.count - rows.count) more that are decided: --all", .quiet)])
        }
    }
}
