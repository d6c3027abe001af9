import Conversation
import Foundation
import Qualification
import TestSupport
import Testing

@testable import BatonCommands

/// The golden sessions once more, with the built program in the place of the session in memory.
///
/// Each session is replayed in memory on the lead, day and offset of the program's own record, so that relative
/// dates mean the same in both.
@Suite struct GoldenProgramTests {
    @Test(arguments: SessionFile.all)
    func aPipeShowsReceiptsAloneAndRecordsTheSame(file: SessionFile) throws {
        let workplace = try Workplace.prepared(for: file)
        let typed = file.typed.prefix { $0 != "^D" }.filter { $0 != "^C" }
        let program = try workplace.run(
            "call", Workplace.jane, "--rep", "Sam", "--checklist", file.checklist, input: Array(typed))
        #expect(program.ending == .exit(0))

        let record = try #require(try workplace.records().last)
        let replay = try Replay(of: file, as: record, on: PipeScript(typing: Array(typed)))
        let console = replay.console
        let paused = "  Paused. `baton call \(Workplace.jane)` goes on with it today."
        let end = record.outcome == nil ? [paused] : EndWording.lines(record).map(\.plain)
        #expect(program.lines == console.shown + end + [""])
        #expect(program.errors == console.warned.map { $0 + "\n" }.joined())
        expectSame(record, replay.record)

        #expect(!program.output.utf8.contains(0x1b) && !program.errors.utf8.contains(0x1b))
        for line in program.lines {
            #expect(!line.contains("> "), "a prompt in a pipe")
            #expect(!console.questions.contains(line), "a question in a pipe")
        }
    }

    @Test(arguments: SessionFile.all)
    func aTerminalShowsTheSessionAndRecordsTheSame(file: SessionFile) throws {
        let workplace = try Workplace.prepared(for: file)
        let terminal = try workplace.open(
            "call", Workplace.jane, "--rep", "Sam", "--checklist", file.checklist, columns: 220)
        try terminal.waitForPrompt(after: 0)
        let typed = file.typed
        for line in typed.dropLast() {
            if line == "^C" { try terminal.press(.controlC) } else { try terminal.enter(line) }
        }
        var count = terminal.promptCount
        terminal.send(typed.last == "^D" ? "\u{4}" : "\u{15}\(typed.last ?? "")\r")
        // Where the script is over before the call is, and at the offer of a next one.
        while (try? terminal.waitForPrompt(after: count)) != nil {
            count = terminal.promptCount
            terminal.send(.controlD)
        }
        #expect(try terminal.waitForEnd() == .exit(0))
        #expect(terminal.isSane)

        let record = try #require(try workplace.records().last)
        let replay = try Replay(of: file, as: record, on: ScriptConsole(typing: typed))
        let screen = terminal.screen.lines[...]
        var rest = screen
        for line in replay.console.screen {
            let expected = line.hasSuffix("^D") ? String(line.dropLast(2)) : line
            guard let found = rest.firstIndex(where: { isShown(expected, as: $0) }) else {
                Issue.record(
                    "“\(expected)” is missing, or not in its place:\n\(screen.joined(separator: "\n"))")
                break
            }
            rest = rest[(found + 1)...]
        }
        expectSame(record, replay.record)
    }

    /// A prompt has a clock at its right edge, a row has no spaces at its end.
    private func isShown(_ expected: String, as row: String) -> Bool {
        var expected = expected[...]
        while expected.last == " " { expected.removeLast() }
        return row == expected || (row.hasPrefix(expected) && row.contains(#/ +\d+:\d\d$/#))
    }

    private func expectSame(_ record: CallRecord, _ expected: CallRecord) {
        #expect(record.entries.map(\.kind) == expected.entries.map(\.kind))
        #expect(record.entries.map(\.seq) == expected.entries.map(\.seq))
        #expect(record.entries.allSatisfy { $0.from == nil })
        #expect((record.connectedAt == nil) == (expected.connectedAt == nil))
        #expect(record.draft == expected.draft)
        var outcome = record.outcome
        if let expected = expected.outcome { outcome?.decidedAt = expected.decidedAt }
        #expect(outcome == expected.outcome)
    }
}

extension Workplace {
    /// A workplace with the sessions' lead, tried in vain as often as the session says.
    ///
    /// A lead that rests may be called all the same by its id.
    fileprivate static func prepared(for file: SessionFile) throws -> Workplace {
        let workplace = try Workplace(leads: csv(of: file.lead))
        for _ in 0..<file.attempts {
            let program = try workplace.run("call", jane, input: ["/noanswer"])
            try #require(program.ending == .exit(0), "\(program.errors)")
        }
        return workplace
    }
}

/// A session in memory, as if it had been typed at the moment when a record of the program began.
private struct Replay<Script: Console> {
    let console: Script
    let record: CallRecord

    init(of file: SessionFile, as made: CallRecord, on console: Script) throws {
        self.console = console
        let history = LeadHistory(attempts: file.attempts)
        let moment = Moment(instant: made.startedAt, offset: made.utcOffset)
        let conversation = Conversation(
            record: CallRecord(
                id: made.id, rep: made.rep, lead: made.lead, checklist: made.checklist,
                startedAt: made.startedAt, utcOffset: made.utcOffset),
            rulebook: try Fixtures.rulebook(Fixtures.checklist(file.checklist)), settings: Settings(),
            history: history)
        let brief = Fixtures.brief(of: conversation, history: history, rep: made.rep)
        console.show(brief.lines)
        var session = CallSession(
            conversation: conversation, draft: nil, console: console, store: MemoryStore(),
            clock: Clock { moment }, brief: brief)
        _ = session.run()
        record = session.conversation.record
    }
}

/// A pipe in memory: what goes to standard output and to standard error, and the questions that go nowhere.
private final class PipeScript: Console {
    private var script: ArraySlice<String>
    private(set) var shown: [String] = []
    private(set) var warned: [String] = []
    private(set) var questions: Set<String> = []
    let width = 1000
    let isInteractive = false

    init(typing script: [String]) {
        self.script = script[...]
    }

    func show(_ lines: [ScreenLine]) { shown += lines.map(\.plain) }
    func warn(_ lines: [ScreenLine]) { warned += lines.map(\.plain) }
    func discardTypeAhead() {}

    func hear(_ ask: Ask) -> Heard {
        if let question = ask.question { questions.insert(question.plain) }
        guard let line = script.popFirst() else { return .endOfInput(draft: "") }
        return .line(line)
    }
}
