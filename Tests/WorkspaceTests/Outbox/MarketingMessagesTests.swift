import Foundation
import Qualification
import Testing
import Workspace

/// Which messages are read, out of months of them.
@Suite struct MarketingMessagesTests {
    private let fixture: UpkeepFixture
    private let messages: MarketingMessages
    /// One a day, over forty days, the oldest first.
    private let days: [Instant]

    init() throws {
        fixture = try UpkeepFixture()
        messages = MarketingMessages(fixture.workspace)
        days = (0..<40).map { UpkeepFixture.now.adding(hours: -24 * (39 - $0)) }
        for (index, day) in days.enumerated() {
            try save(day, "l\(index)@acme.example", at: day.adding(milliseconds: 300_000))
        }
    }

    private func save(_ start: Instant, _ lead: String, at: Instant) throws {
        let record = CallRecord(
            id: "\(start.compact)-00000001", rep: "sam", lead: Lead(id: lead),
            checklist: .init(name: "BANT", version: "1", sha256: ""), startedAt: start,
            utcOffset: UTCOffset(minutes: 0))
        var feedback = try fixture.feedback(record)
        feedback.at = at
        try fixture.store.save(feedback)
    }

    private func newest(_ count: Int, since: Instant? = nil) throws -> [String] {
        try messages.newest(count, since: since, where: { _ in true }) { Issue.record("\($0)") }.map(\.leadID)
    }

    @Test func theNewestComeFirstAndNoMoreAreRead() throws {
        #expect(try newest(3) == ["l39@acme.example", "l38@acme.example", "l37@acme.example"])
        #expect(try newest(100).count == 40)
        // Unreadable, and so old that nobody looks at it.
        try fixture.write("feedback/\(days[0].month)/\(days[0].compact)-00000001.json", "{")
        #expect(try newest(3).count == 3)
        #expect(try newest(5, since: days[38]) == ["l39@acme.example", "l38@acme.example"])
    }

    /// A call that began the day before and was decided last of all.
    @Test func whatWasDecidedLastIsNewestWhenItBeganEarlier() throws {
        try save(days[38], "late@acme.example", at: UpkeepFixture.now.adding(hours: 1))
        #expect(try newest(1) == ["late@acme.example"])
        let since = try messages.all(since: UpkeepFixture.now) { _ in }
        #expect(since.map(\.leadID) == ["l39@acme.example", "late@acme.example"])
    }

    @Test func aPeriodHasItsBeginningAndNotItsEnd() throws {
        let from = days[10].adding(milliseconds: 300_000)
        let to = days[12].adding(milliseconds: 300_000)
        let found = try messages.all(since: from, until: to) { _ in }
        #expect(found.map(\.leadID) == ["l10@acme.example", "l11@acme.example"])
    }
}
