import Qualification
import Reporting
import Testing

/// What was planted in a history is found, and laid at the right door: what somebody reads who has a minute.
struct PlantedFindingsTests {
    private static let calendar = LocalCalendar(.utc)
    private static let owner = QuestionKey(element: "budget", question: "owner")
    private static let pain = QuestionKey(element: "need", question: "pain")

    /// 300 leads, one every hour: a channel without SQLs, scores that do not convert below 70, a rep whose grades do not
    /// hold, account executives who leave two in three SQLs to silence, a question that nobody asks.
    private struct Stories: FactsSource {
        func forEachLead(_ parts: CallParts, _ body: (LeadStory) throws -> Void) throws {
            for number in 0..<300 { try body(story(number)) }
        }

        func buyerWords(ofCall id: String) -> [String] { [] }

        private func story(_ number: Int) -> LeadStory {
            let start = Instant(milliseconds: 1_790_000_000_000 + Int64(number) * 3_600_000)
            let isSyndicated = number % 3 == 0
            let score = number % 2 == 0 ? 65 : 75
            let rep = ["ana", "kai", "li"][number / 3 % 3]
            let isSQL = !isSyndicated && (score == 75 ? number % 5 > 0 : number % 20 == 0)
            let channel = isSyndicated ? "Syndication" : "Website"
            let id = "\(start.compact)-\(String(10_000_000 + number))"
            let call = CallFacts(
                id: id, leadID: "\(number)", rep: rep, channel: channel,
                campaign: isSyndicated ? "Trends" : "Pricing page", score: score, startedAt: start,
                connectedAt: start, utcOffset: UTCOffset(minutes: 0), checklist: "BANT",
                checklistVersion: "1", verdict: isSQL ? .salesQualified : .recycled,
                proposed: isSQL ? .salesQualified : .recycled,
                reason: isSQL ? nil : ReasonReference(code: number % 4 < 3 ? "timing" : "no-budget"),
                decidedAt: start,
                elements: [
                    ElementFacts(
                        id: "budget", grade: .none, bar: .stated,
                        state: isSQL || number % 5 == 0 ? .confirmed : number % 5 == 1 ? .against : .open)
                ],
                questions: [
                    QuestionFacts(key: Stories.owner, isSkipped: true),
                    QuestionFacts(key: Stories.pain, isAsked: true, milliseconds: 9_000, grade: .stated),
                ])
            let lead = LeadFacts(
                id: "\(number)", channel: channel, campaign: call.campaign, score: score, mqlAt: start,
                handedOverAt: start)
            return LeadStory(lead: lead, calls: [call], handOffs: isSQL ? [answer(to: call, number)] : [])
        }

        private static let owner = PlantedFindingsTests.owner
        private static let pain = PlantedFindingsTests.pain

        private func answer(to call: CallFacts, _ number: Int) -> HandOffFacts {
            let due = call.startedAt.adding(hours: 24)
            if call.rep == "kai" {
                return HandOffFacts(
                    call: call.id, rep: call.rep, at: call.startedAt, decision: .rejected,
                    dueAt: due,
                    answeredAt: call.startedAt, reason: "pain-not-confirmed")
            }
            let isSilent = number % 3 == 1
            return HandOffFacts(
                call: call.id, rep: call.rep, at: isSilent ? due : call.startedAt,
                decision: isSilent ? .acceptedBySilence : .accepted, dueAt: due,
                answeredAt: isSilent ? nil : call.startedAt)
        }
    }

    private static func findings() throws -> [Finding] {
        let scope = ReportScope(
            period: Period(calendar: calendar), calendar: calendar, threshold: 60,
            asks: ["BANT": [owner: "Whose money would that be?"]])
        return try Stories().digest(scope).findings
    }

    @Test func everyPlantedTruthIsFoundAndHasAnOwner() throws {
        let findings = try Self.findings()
        func owned(by owner: Finding.Owner) -> [Subject] {
            findings.filter { $0.owner == owner }.map(\.subject)
        }
        #expect(
            owned(by: .marketing) == [
                .reason("timing"), .scores(from: 60, to: 74), .channel("Syndication"),
            ])
        #expect(owned(by: .sales) == [.markedTooHigh(rep: "kai")], "and nobody else is blamed")
        #expect(owned(by: .accountExecutives) == [.promise(.answer)])
        #expect(
            owned(by: .checklist) == [
                .question(Self.owner, checklist: "BANT"), .element("budget", checklist: "BANT"),
            ])
    }

    @Test func aCampaignIsNotNamedForWhatItsChannelIs() throws {
        #expect(try !Self.findings().contains { $0.subject == .campaign("Trends") })
    }

    @Test func whatToDoFollowsFromWhatHappened() throws {
        let findings = try Self.findings()
        func change(_ subject: Subject) throws -> String {
            try #require(findings.first { $0.subject == subject }).change
        }
        #expect(
            try change(.question(Self.owner, checklist: "BANT"))
                == "Ask “Whose money would that be?”, or drop it")
        #expect(
            try change(.element("budget", checklist: "BANT")) == "Get to budget on the call, or do without it"
        )
        #expect(try change(.scores(from: 60, to: 74)) == "Raise the MQL threshold from 60 to 75")
    }
}
