import Qualification
import Testing
import Workspace

@Suite("When a lead acted, by its hand-off") struct LeadActTests {
    @Test(
        "Columns of CRMs, the latest form before the day the record was made",
        arguments: [
            (["Created Date": "a"], "a"), (["Create Date": "a", "Recent conversion date": "b"], "b"),
            (["createdAt": "a", "Acquisition Date": "b", "Created": "c"], "b"),
            (["Form_Submitted_At__c": "a", "CreatedDate": "b"], "a"),
            (["Recent conversion date": " ", "Create Date": "a"], "a"),
            (["Date": "a", "Candidate": "b"], nil),
            ([:], nil),
        ] as [([String: String], String?)])
    func columns(extra: [String: String], text: String?) {
        #expect(LeadAct(Lead(id: "x", extra: extra))?.text == text)
    }

    @Test(
        "Times without a zone are the workspace's; a day alone, or one to be read in two ways, is no moment",
        arguments: [
            ("2026-11-20T15:00:00Z", "2026-11-20T15:00:00.000Z"),
            ("2026-11-20 15:00", "2026-11-20T14:00:00.000Z"),
            ("2026-07-01 15:00", "2026-07-01T13:00:00.000Z"), ("2026-11-20", nil),
            ("1795269802512", "2026-11-21T14:03:22.512Z"),
            ("11/21/2026 3:04 PM", "2026-11-21T14:04:00.000Z"),
            ("11/3/2026 3:04 PM", "2026-11-03T14:04:00.000Z"),
            ("11/3/2026 15:04", nil), ("21.11.2026 15:04", "2026-11-21T14:04:00.000Z"), ("soon: 9", nil),
            ("", nil),
        ] as [(String, String?)])
    func instants(text: String, instant: String?) {
        let berlin = Zone(
            first: UTCOffset(minutes: 60),
            changes: [
                Zone.Change(at: at("01:00", day: "2026-03-29"), offset: UTCOffset(minutes: 120)),
                Zone.Change(at: at("01:00", day: "2026-10-25"), offset: UTCOffset(minutes: 60)),
            ])
        #expect(LeadAct.instant(text, in: berlin)?.rfc3339 == instant)
    }
}
