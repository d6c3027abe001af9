import Qualification
import Testing
import Workspace

@Suite struct RecordJSONTests {
    /// The record of the contract, with the instants that it leaves out.
    static let contract = """
        {
          "schema": "baton.call/1",
          "id": "20261121T140322Z-7f3a9c2e",
          "rep": "sam",
          "lead": { "id": "jane@acme.example", "name": "Jane Ortiz", "email": "jane@acme.example", "phone": null,
                    "company": "Acme", "title": "VP Operations", "channel": "LinkedIn",
                    "campaign": "Warehouse ROI guide", "score": 72, "mqlAt": "2026-11-21T11:00:00.000Z", "extra": {} },
          "checklist": { "name": "BANT", "version": "1.0.0", "sha256": "00ff" },
          "startedAt": "2026-11-21T14:03:22.512Z", "connectedAt": "2026-11-21T14:03:40.007Z", "endedAt": null,
          "utcOffset": "+01:00", "continues": null, "draft": null,
          "entries": [
            { "seq": 1, "at": "2026-11-21T14:04:00.001Z", "kind": "answer", "question": "budget.amount",
              "text": "40k, approved for FY27",
              "value": { "kind": "money", "amount": 40000, "upTo": null, "currency": "USD" },
              "grade": 2, "against": false, "from": null },
            { "seq": 2, "at": "2026-11-21T14:04:01.000Z", "kind": "quote", "question": "budget.amount",
              "text": "we set aside forty thousand", "from": null },
            { "seq": 3, "at": "2026-11-21T14:04:02.000Z", "kind": "note", "text": "prefers mail on Tuesdays",
              "from": null },
            { "seq": 4, "at": "2026-11-21T14:04:03.000Z", "kind": "undo", "of": 3 }
          ],
          "outcome": {
            "verdict": "sql", "proposed": "sql", "override": null, "reason": null, "attempt": null,
            "decidedAt": "2026-11-21T14:20:00.000Z", "decidedBy": "sam", "supersedes": null,
            "elements": [ { "id": "budget", "grade": 2, "bar": 2, "state": "confirmed" } ],
            "proof": [ { "rule": "confirm", "text": "3 of 4 at their bar: need, budget, authority" } ],
            "flip": [ { "question": "authority.signer", "change": "against", "to": "recycled" } ],
            "nextStep": { "what": "demo with Dana (CFO)", "on": "2026-11-26" }
          }
        }
        """

    private func decoded(_ text: String) throws -> CallRecord {
        try CallRecord.decoded(Array(text.utf8), path: "the/file.json")
    }

    private func problem(_ text: String) -> RecordError.Problem? {
        do {
            _ = try decoded(text)
            return nil
        } catch {
            return (error as? RecordError)?.problem
        }
    }

    private func shape(_ path: String, _ text: String) -> Bool {
        if case .shape(let error) = problem(text) { error.path == path } else { false }
    }

    @Test func theContractsRecordIsRead() throws {
        let record = try decoded(Self.contract)
        #expect(record.lead.name == "Jane Ortiz" && record.lead.score == 72 && record.lead.phone == nil)
        #expect(record.utcOffset.minutes == 60)
        #expect(record.startedAt.rfc3339 == "2026-11-21T14:03:22.512Z")
        #expect(record.entries.count == 4)
        #expect(record.entries[3].kind == .undo(of: 3))
        #expect(
            record.standing.answers.values.first?.value == .money(Money(amount: 40_000, currency: "USD")))
        #expect(record.standing.notes == [])
        #expect(record.outcome?.verdict == .salesQualified)
        #expect(record.outcome?.flip.first?.change == .against)
        #expect(record.outcome?.nextStep?.on == LocalDay("2026-11-26"))
    }

    @Test func whatIsWrittenIsTheContractSortedWithEveryKey() throws {
        let text = String(decoding: try decoded(Self.contract).encoded, as: UTF8.self)
        #expect(text.hasSuffix("}\n"))
        #expect(text.hasPrefix("{\n  \"checklist\": {\n    \"name\": \"BANT\",\n"))
        #expect(
            text.contains(
                """
                    {
                      "against": false,
                      "at": "2026-11-21T14:04:00.001Z",
                      "from": null,
                      "grade": 2,
                      "kind": "answer",
                      "question": "budget.amount",
                      "seq": 1,
                      "text": "40k, approved for FY27",
                      "value": {
                        "amount": 40000,
                        "currency": "USD",
                        "kind": "money",
                        "upTo": null
                      }
                    },
                """))
        let keys = try #require(JSONValue.parse(text).objectValue?.keys)
        #expect(
            keys.sorted() == [
                "checklist", "connectedAt", "continues", "draft", "endedAt", "entries", "id", "lead",
                "outcome",
                "rep", "schema", "startedAt", "utcOffset",
            ])
    }

    @Test(arguments: 0..<300)
    func whatIsWrittenIsReadAgain(seed: Int) throws {
        var samples = RecordSamples(seed: UInt64(seed))
        let record = samples.record()
        let bytes = record.encoded
        #expect(try CallRecord.decoded(bytes, path: "") == record)
        #expect(try JSONValue.parse(bytes, limit: .max).encoded(.pretty) == bytes)
        #expect(bytes.allSatisfy { $0 >= 0x20 || $0 == 0x0A })
        let feedback = samples.feedback()
        #expect(try Feedback.decoded(feedback.encoded, path: "") == feedback)
    }

    /// JSON has no word for them; a null amount would make the whole record unreadable.
    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func numbersThatJSONCannotSayLeaveTheText(_ number: Double) throws {
        var record = try decoded(Self.contract)
        let values: [AnswerValue] = [
            .number(number), .money(Money(amount: number, currency: "USD")),
            .money(Money(amount: 1, upTo: number, currency: "USD")),
        ]
        record.entries = values.enumerated().map { index, value in
            Entry(
                seq: index + 1, at: record.startedAt,
                kind: .answer(
                    Answer(
                        question: QuestionKey(element: "budget", question: "amount"), text: "1e999",
                        value: value,
                        grade: .vague, isAgainst: false)))
        }
        let read = try CallRecord.decoded(record.encoded, path: "")
        #expect(read.standing.answers.values.first?.text == "1e999")
        #expect(read.standing.answers.values.first?.value == nil)
    }

    @Test func unknownKeysArePassedOverAndNullableOnesMayBeAbsent() throws {
        let more = Self.contract.replacing("\"rep\": \"sam\",", with: "\"rep\": \"sam\", \"mood\": [1, {}],")
            .replacing("\"continues\": null, \"draft\": null,", with: "")
        #expect(try decoded(more) == decoded(Self.contract))
    }

    @Test func whatIsWrongIsNamedByItsPlace() {
        #expect(shape("rep", Self.contract.replacing("\"rep\": \"sam\",", with: "")))
        #expect(
            shape(
                "entries[0].grade", Self.contract.replacing("\"grade\": 2, \"ag", with: "\"grade\": 4, \"ag"))
        )
        #expect(shape("entries[2].kind", Self.contract.replacing("\"note\"", with: "\"nota\"")))
        #expect(shape("entries[0].value.kind", Self.contract.replacing("\"money\"", with: "\"gold\"")))
        #expect(
            shape(
                "entries[1].question",
                Self.contract.replacing(
                    "\"quote\", \"question\": \"budget.amount\"", with: "\"quote\", \"question\": \"budget\"")
            ))
        #expect(
            shape(
                "outcome.verdict",
                Self.contract.replacing("\"verdict\": \"sql\"", with: "\"verdict\": \"SQL\"")))
        #expect(shape("outcome.nextStep.on", Self.contract.replacing("2026-11-26", with: "2026-02-30")))
        #expect(shape("startedAt", Self.contract.replacing("14:03:22.512Z", with: "25:03:22.512Z")))
        #expect(shape("id", Self.contract.replacing("20261121T140322Z-7f3a9c2e", with: "../../oops")))
        for number in ["0", "-1", "1000000001", "9223372036854775807"] {
            #expect(
                shape("entries[0].seq", Self.contract.replacing("\"seq\": 1,", with: "\"seq\": \(number),")))
        }
        #expect(shape("lead.score", Self.contract.replacing("72", with: "\"72\"")))
    }

    @Test func otherSchemasAreRefused() {
        #expect(
            problem(Self.contract.replacing("baton.call/1", with: "baton.call/2"))
                == .schema(expected: "baton.call/1", found: "baton.call/2"))
    }

    @Test func whatIsNoJSONIsNamedByLineAndColumn() throws {
        for cut in stride(from: 0, to: Self.contract.utf8.count - 1, by: 37) {
            let bytes = Array(Self.contract.utf8.prefix(cut))
            let error = #expect(throws: RecordError.self) { try CallRecord.decoded(bytes, path: "p.json") }
            guard case .json(let reason) = error?.problem else {
                Issue.record("\(cut): \(String(describing: error))")
                continue
            }
            #expect(error?.path == "p.json" && reason.line >= 1 && reason.column >= 1)
        }
    }

    @Test func whatIsTooLargeIsRefusedUnread() {
        let bytes = [UInt8](repeating: 0x20, count: CallRecord.limit + 1)
        let error = #expect(throws: RecordError.self) { try CallRecord.decoded(bytes, path: "") }
        guard case .json(let reason) = error?.problem, case .tooLarge = reason.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func feedbackDoesNotTellTheBars() throws {
        var samples = RecordSamples(seed: 7)
        let feedback = samples.feedback()
        #expect(!String(decoding: feedback.encoded, as: UTF8.self).contains("\"bar\""))
    }

    @Test(arguments: [
        "20261121T140322Z-7f3a9c2e", "00000000T000000Z-aaaaaaaa",
    ])
    func idsOfCallsHaveOneForm(_ id: String) {
        #expect(CallID.isValid(id))
        for wrong in [
            "", String(id.dropLast()), id + "x", id.uppercased().replacing("Z", with: "z"), "../" + id,
            id.replacing("-", with: "/"), id.replacing("T", with: " "), "é" + id.dropFirst(),
        ] {
            #expect(!CallID.isValid(wrong), "\(wrong)")
        }
        #expect(CallID.month(of: "20261121T140322Z-7f3a9c2e") == "2026-11")
    }
}
