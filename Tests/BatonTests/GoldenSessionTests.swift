import Conversation
import Foundation
import Qualification
import Testing

@testable import BatonCommands

@Suite("Golden sessions, in memory")
struct GoldenSessionTests {
    @Test("shows what the session file shows", arguments: SessionFile.all)
    func screen(file: SessionFile) throws {
        let console = ScriptConsole(typing: file.typed)
        let history = LeadHistory(attempts: file.attempts)
        let conversation = try Fixtures.conversation(of: file, history: history)
        let brief = Fixtures.brief(of: conversation, history: history)
        console.show(brief.lines)
        var session = CallSession(
            conversation: conversation, draft: nil, console: console,
            store: MemoryStore(), clock: SteppingClock().clock, brief: brief)
        let ending = session.run()
        console.show(["(\(String(describing: ending)))"])
        if file.screen != console.screen, ProcessInfo.processInfo.environment["BATON_RECORD"] != nil {
            try file.record(console.screen)
        }
        #expect(console.leftOver == 0, "every line of the script is typed")
        #expect(file.screen == console.screen)
    }
}
