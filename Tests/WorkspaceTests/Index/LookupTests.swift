import Qualification
import Testing
import Workspace

@Suite struct LookupTests {
    let test: TestWorkspace
    let index: WorkspaceIndex

    init() throws {
        test = try TestWorkspace()
        index = try WorkspaceIndex(test.workspace)
        try index.add([
            lead("jane@acme.example", name: "Jane Ortiz", company: "Acme", phone: "+1 (415) 555-0142"),
            lead(
                "joe@acme.example", name: "Joe Ørsted", company: "ACME Größe & Söhne", phone: "020 7946 0142"),
            lead("zoe@other.example", name: "Zoë Łuka", company: "Other % Co_", phone: "12"),
            lead("crm-00042", name: "İpek ŞAHİN", company: "東京株式会社"),
            lead("phone:123", name: "0142 is a name too"),
        ])
    }

    @Test(arguments: [
        ("jane@acme.example", ["jane@acme.example"]),
        ("  JANE@Acme.Example ", ["jane@acme.example"]),
        ("crm-00042", ["crm-00042"]),
        ("CRM-00042", ["crm-00042"]),
        ("4155550142", ["jane@acme.example"]),
        ("555-0142", ["jane@acme.example"]),
        ("0142", ["jane@acme.example", "joe@acme.example"]),
        ("142", ["phone:123"]),
        ("0142 is", ["phone:123"]),
        ("acme", ["jane@acme.example", "joe@acme.example"]),
        ("ACME GRO", ["joe@acme.example"]),
        ("große", ["joe@acme.example"]),
        ("GROSSE", ["joe@acme.example"]),
        ("orsted", ["joe@acme.example"]),
        ("Zoe\u{308}", ["zoe@other.example"]),
        ("luka", ["zoe@other.example"]),
        ("% c", ["zoe@other.example"]),
        ("co_", ["zoe@other.example"]),
        ("ipek sahin", ["crm-00042"]),
        ("京株", ["crm-00042"]),
        ("nobody", []), ("", []), ("   ", []), ("'; DROP TABLE leads; --", []), ("%", ["zoe@other.example"]),
        ("99990142", []),
    ])
    func leadsAreFoundByWhatARepTypes(_ text: String, _ ids: [String]) throws {
        #expect(try index.leads(matching: text).map(\.id) == ids, "\(text)")
    }

    @Test func noMoreThanTheLimitAreFound() throws {
        #expect(try index.leads(matching: "a", limit: 2).count == 2)
    }

    @Test func callsPassFilters() throws {
        let jane = lead("jane@acme.example", name: "Jane Ortiz")
        let open = ElementState(id: "need", grade: .none, bar: .stated, state: .open)
        let weak = ElementState(id: "budget", grade: .vague, bar: .stated, state: .weak)
        let met = ElementState(id: "needs", grade: .stated, bar: .stated, state: .confirmed)
        let calls = [
            call(jane, at("09:00"), verdict: .noContact, attempt: Attempt(disposition: .gatekeeper)),
            call(
                jane, at("10:00"), verdict: .recycled,
                reason: GivenReason(code: "timing", sub: "contract-end", revisitOn: LocalDay("2027-03-31")),
                rep: "eve", elements: [open, weak]),
            call(
                lead("zoe@x.example", name: "Zoë"), at("11:00"), verdict: .salesQualified,
                override: "she said so",
                elements: [met, weak]),
            call(lead("joe@x.example"), at("12:00")),
        ]
        for record in calls { try test.save(record) }
        try index.refresh()
        func found(_ filter: CallFilter) throws -> [Int] {
            let listed = try index.calls(filter, limit: 9)
            #expect(try index.callCount(filter) == listed.count)
            return listed.compactMap { summary in calls.firstIndex { $0.id == summary.id } }
        }
        #expect(try found(CallFilter()) == [3, 2, 1, 0])
        #expect(try found(CallFilter(rep: "eve")) == [1])
        #expect(try found(CallFilter(verdict: .noContact)) == [0])
        #expect(try found(CallFilter(reason: ReasonReference(code: "timing"))) == [1])
        #expect(try found(CallFilter(reason: ReasonReference("timing/contract-end"))) == [1])
        #expect(try found(CallFilter(reason: ReasonReference("timing/project-order"))) == [])
        #expect(try found(CallFilter(lead: "jane@acme.example")) == [1, 0])
        #expect(try found(CallFilter(lead: "zoe")) == [2])
        #expect(try found(CallFilter(since: at("10:00"))) == [3, 2, 1])
        #expect(try found(CallFilter(before: at("10:00"))) == [0])
        #expect(try found(CallFilter(isOverridden: true)) == [2])
        #expect(try found(CallFilter(missingElement: "need")) == [1])
        #expect(try found(CallFilter(missingElement: "budget")) == [2, 1])
        #expect(try found(CallFilter(isUnfinished: true)) == [3])
        #expect(try found(CallFilter(verdict: .recycled, since: at("10:30"))) == [])
        #expect(try index.calls(limit: 2, offset: 1).map(\.id) == [calls[2].id, calls[1].id])
        #expect(try index.calls(idPrefix: "20261121T10").map(\.id) == [calls[1].id])
        let summary = try #require(try index.call(id: calls[1].id))
        #expect(summary == CallSummary(calls[1]))
        #expect(summary.openElements == ["need"] && summary.missingElements == ["need", "budget"])
        #expect(try index.call(id: calls[0].id) == CallSummary(calls[0]))
    }

    @Test func aHistorySaysWhatTheNextCallDependsOn() throws {
        let jane = lead("jane@acme.example")
        func history(_ calls: [CallRecord]) throws -> LeadCalls {
            for record in calls { try test.save(record) }
            try index.refresh()
            return try index.history(ofLead: jane.id)
        }
        #expect(try history([]).attempts == 0)
        let tried = call(jane, at("09:00"), verdict: .noContact)
        let talked = call(jane, at("10:00"), verdict: .incomplete)
        var seen = try history([talked, tried])
        #expect(seen.attempts == 2 && seen.firstTouchAt == at("09:00"))
        #expect(seen.continuable?.id == talked.id && seen.decisive == nil && seen.unfinished == nil)
        let decided = call(jane, at("11:00"), verdict: .recycled)
        let paused = call(jane, at("12:00"))
        seen = try history([paused, decided])
        #expect(
            seen.decisive?.id == decided.id && seen.unfinished?.id == paused.id && seen.continuable == nil)
        #expect(seen.attempts == 4)
    }
}
