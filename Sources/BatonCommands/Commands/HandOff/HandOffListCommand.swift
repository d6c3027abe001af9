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
              baton handoff list --all           with those that are decided
              baton handoff list --all --json
            """)

    @Flag(help: "Also those that are accepted, or handed back.")
    var all = false

    @Option(help: "How many at most (default: 10, and all of them with --json).")
    var limit: Int?

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1.") }
    }

    func run() throws {
        let desk = try Desk(workspace)
        try desk.completeUnfinished()
        let now = desk.clock.now()
        let handOffs = try desk.book.handOffs()
        let rows = handOffs.filter { all || $0.handOff.state(at: now.instant) == .waiting }
            .sorted { isBefore($0.handOff, $1.handOff, $0.call.id < $1.call.id, at: now.instant) }
        let wording = HandOffWording(
            now: now, zone: desk.zone, reasons: try desk.library.reasons().acceptance)
        let out = StandardOutput()
        if output.isJSON {
            let json = JSONValue.array(
                rows.prefix(limit ?? Int.max).map { wording.json($0.call, $0.handOff) })
            return out.write(String(decoding: json.encoded(.pretty), as: UTF8.self))
        }
        if rows.isEmpty {
            out.write([all ? "No SQLs yet." : "Nothing waits for an account executive."])
        }
        let shown = rows.prefix(limit ?? 10)
        out.write(shown.flatMap { wording.lines($0.call, $0.handOff) })
        out.write(
            HandOffWording.rest(
                of: rows.count - shown.count, decided: all ? 0 : handOffs.count - rows.count,
                isAnswerable: rows.contains { $0.handOff.state(at: now.instant) == .waiting }))
    }

    /// Those that wait come first, the most urgent one before the others; then those that are decided, the newest first.
    private func isBefore(_ a: HandOff, _ b: HandOff, _ isEarlier: Bool, at now: Instant) -> Bool {
        let (first, second) = (a.state(at: now) == .waiting, b.state(at: now) == .waiting)
        if first != second { return first }
        if a.dueAt != b.dueAt { return (a.dueAt < b.dueAt) == first }
        return isEarlier
    }
}
