import Conversation
import Qualification
import Testing

@testable import BatonCommands

@Suite struct BriefMarkupTests {
    @Test("Bug: a bracket with an accent on it was markup all the same")
    func signsWithAccentsAreEscaped() throws {
        var record = try Fixtures.conversation(of: SessionFile("bant-sql.session"), history: LeadHistory())
            .record
        record.lead.name = "[\u{301}a](http://evil.example) *\u{301}b* <\u{338}c> `\u{300}d`"
        let markdown = HandOffBrief(record: record, checklist: nil).markdown
        let name = try #require(markdown.split(separator: "\n").first { $0.hasPrefix("- Name: ") })
        let bare = zip(name.unicodeScalars, name.unicodeScalars.dropFirst()).filter { before, sign in
            ["[", "]", "*", "<", ">", "`"].contains(sign) && before != "\\"
        }
        #expect(bare.isEmpty, "\(name)")
    }
}
