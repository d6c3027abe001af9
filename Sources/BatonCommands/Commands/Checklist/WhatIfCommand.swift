import ArgumentParser
import Conversation
import Qualification
import Workspace

/// `baton checklist whatif`: how past calls would have ended under a checklist.
struct WhatIfCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "whatif",
        abstract: "Decide past calls again under a checklist, and show what moves.",
        discussion: """
            EXAMPLES
              baton checklist whatif MEDDIC                      under another framework
              baton checklist whatif ./bant-stricter.yaml        under a draft of one
              baton checklist whatif MEDDIC --since 2026-09-01   the calls of this quarter
              baton checklist whatif MEDDIC --calls              each call that moves

            Nothing is changed. Answers are taken to the questions of the same key, or
            of the same same-as; grades are those that were given on the call, but an
            option that had its own gets that of the option it is now. What a rep
            decided no rule moves.
            """)

    @Argument(help: "The checklist: its name, or the path of a file.")
    var checklist: String

    @Option(help: "Calls from this day on, as 2026-11-21.") var since: LocalDay?
    @Option(help: "Calls up to this day, as 2026-11-21.") var until: LocalDay?
    @Flag(help: "List each call that moves, and the rule that moves it.") var calls = false
    @Option(help: "How many kinds of moves are shown at most.") var limit = 10

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if limit < 1 { throw ValidationError("--limit takes a number from 1.") }
        if let since, let until, until < since {
            throw ValidationError("--until is before --since.")
        }
    }

    func run() throws {
        let desk = try ChecklistDesk(workspace)
        let reasons = try desk.reasons()
        let loaded = try LoadedChecklist(desk.text(checklist), reasons: reasons)
        let rules = Rulebook(
            checklist: loaded.checklist, reasons: reasons, currency: desk.settings.currency)
        let run = WhatIfRun(
            under: loaded, rules: rules, kept: KeptChecklists(desk.workspace, library: desk.library))
        let offset = Clock.system.now().offset
        let past = PastCalls(
            desk.workspace, from: since.map { offset.instant(on: $0) },
            before: until.map { offset.instant(on: $0.adding(days: 1)) })
        let outcome = run.run(past, listingMoves: calls)
        StandardError.write(outcome.problems.map { ErrorWording.line($0) })
        let wording = WhatIfWording(
            loaded: loaded, since: since, until: until, outcome: outcome, limit: limit, listsCalls: calls,
            sources: sources(of: outcome.report, run, loaded.checklist))
        let out = StandardOutput()
        if output.isJSON {
            out.write(String(decoding: wording.json.encoded(.pretty), as: UTF8.self))
        } else {
            out.write(wording.lines)
        }
    }

    /// The checklists that the calls were made under, the most used first.
    private func sources(
        of report: WhatIfReport, _ run: WhatIfRun, _ target: Checklist
    ) -> [WhatIfWording.Source] {
        report.checklists.map { stamp, calls in
            WhatIfWording.Source(
                stamp: stamp, calls: calls, isKept: run.isKept(stamp),
                reach: Reach(of: run.carrier(stamp).reachable, in: target))
        }
        .sorted { ($1.calls, $0.stamp.name, $0.stamp.sha256) < ($0.calls, $1.stamp.name, $1.stamp.sha256) }
    }
}
