import Qualification
import Testing
import Workspace

@Suite struct LeadTranslatorTests {
    private func lead(_ text: String, offset: Int = 0) throws -> Lead {
        try #require(try Imported(text, offset: offset).leads.first)
    }

    @Test(
        arguments: [
            ("Jane@ACME.example", "jane@acme.example", "Jane@ACME.example"), (" mailto:j@x ", "j@x", "j@x"),
            ("\u{A0}j@x\u{200B}", "j@x", "j@x"), ("MÜLLER@x", "müller@x", "MÜLLER@x"),
            ("'+tag@x", "+tag@x", "+tag@x"),
            ("j@x@y", "7", nil), ("jane", "7", nil), ("@x", "7", nil), ("j@", "7", nil),
            ("j doe@x", "7", nil),
            ("j@x,k@x", "7", nil), ("j@x\u{202E}", "7", nil), ("<j@x>", "7", nil), ("", "7", nil),
            ("j\n@x", "7", nil),
        ] as [(String, String, String?)])
    func takesEmailOrTheCRMsID(cell: String, id: String, email: String?) throws {
        let lead = try lead("Email,Id\n\"\(cell)\",7\n")
        #expect(lead.id == id)
        #expect(lead.email == email)
        #expect(lead.extra["Email"] == (email == nil && !cell.isEmpty ? cell : nil))
        #expect(lead.extra["Id"] == (email == nil ? nil : "7"))
    }

    @Test func hashesWhatThereIs() throws {
        let header = "Name,Phone,Company\n"
        let first = try lead(header + "Jürgen,+49 (30) 123,ACME")
        #expect(
            first.id.count == 18 && first.id.hasPrefix("h-") && first.id.dropFirst(2).allSatisfy(\.isHexDigit)
        )
        #expect(try lead(header + "JU\u{308}RGEN,4930-123,acme").id == first.id)
        #expect(try lead(header + "Jürgen,+49 (30) 124,ACME").id != first.id)
        #expect(try lead(header + "JürgenACME,+49 (30) 123,").id != first.id)
        #expect(try lead(header + ",,Acme").id != first.id)
    }

    @Test func rejectsWhatCannotBeCalled() throws {
        let long = String(repeating: "x", count: 319) + "@x"
        let text =
            "Email,Id,Name,City\n,,,Ulm\n,\"a\nb\",,\n\(long),,,\nok@x,,,\n,,,\n,,A,B,C\n,,D,E,\n,a\u{202E}b,,\n"
        let result = try Imported(text)
        #expect(
            result.rejected.map(\.reason) == [
                .noIdentity, .unusableID("a\nb"), .idTooLong(characters: 321, limit: 320), .noIdentity,
                .surplusCells(expected: 4, found: 5), .unusableID("a\u{202E}b"),
            ])
        #expect(result.rejected.map(\.line) == [2, 3, 5, 7, 8, 10])
        #expect(result.rejected.first?.cells == ["", "", "", "Ulm"])
        #expect(result.leads.map(\.displayName) == ["ok@x", "D"])
        #expect(result.counts.blank == 0)
    }

    @Test(
        arguments: [
            ("72", 72, nil), ("72.0", 72, nil), ("-3", -3, nil), ("72.5", 73, "72.5"), (" 5 ", 5, nil),
            ("A+", nil, "A+"),
            ("nan", nil, "nan"), ("1e99", nil, "1e99"), ("", nil, nil), ("'-3", -3, nil),
        ] as [(String, Int?, String?)])
    func readsScores(cell: String, score: Int?, extra: String?) throws {
        let lead = try lead("Email,Score\na@x,\(cell)\n")
        #expect(lead.score == score)
        #expect(lead.extra["Score"] == extra)
    }

    @Test(
        arguments: [
            ("2026-11-21T11:00:00.000Z", "2026-11-21T11:00:00.000Z"),
            ("2026-11-21T12:00:00+01:00", "2026-11-21T11:00:00.000Z"),
            ("2026-11-21T11:00:00.000+0000", "2026-11-21T11:00:00.000Z"),
            ("2026-11-21", "2026-11-21T00:00:00.000Z"),
            ("2026-11-21 11:00", "2026-11-21T11:00:00.000Z"),
            ("2026-11-21 11:00:05.25 UTC", "2026-11-21T11:00:05.250Z"),
            ("11/21/2026", "2026-11-21T00:00:00.000Z"), ("11/21/26 3:04 PM", "2026-11-21T15:04:00.000Z"),
            ("11/21/2026, 12:30 AM", "2026-11-21T00:30:00.000Z"), ("21.11.2026", "2026-11-21T00:00:00.000Z"),
            ("3.4.2026 9:05", "2026-04-03T09:05:00.000Z"), ("21/11/2026", "2026-11-21T00:00:00.000Z"),
            ("3/4/2026", "2026-03-04T00:00:00.000Z"), ("03-04-2026", "2026-04-03T00:00:00.000Z"),
            ("Nov 21, 2026 11:00 AM", "2026-11-21T11:00:00.000Z"),
            ("21-Nov-2026", "2026-11-21T00:00:00.000Z"),
            ("21 November 2026", "2026-11-21T00:00:00.000Z"), ("2026/11/21", "2026-11-21T00:00:00.000Z"),
            ("1795258800000", "2026-11-21T11:00:00.000Z"), ("1795258800", "2026-11-21T11:00:00.000Z"),
            ("2026-02-29", nil), ("13/13/2026", nil), ("soon", nil), ("2026-11-21 25:00", nil),
            ("2026-11-21 11:60", nil),
            ("2026-11", nil), ("20261121", nil), ("2026-11-21 11:00 PST", nil), ("99999999999999999999", nil),
            ("0000-01-01", nil),
            ("0001-01-01T00:00:00+05:00", nil),
        ] as [(String, String?)])
    func readsDates(cell: String, instant: String?) throws {
        let lead = try lead("Email,MQL Date\na@x,\"\(cell)\"\n")
        #expect(lead.mqlAt?.rfc3339 == instant)
        #expect(lead.extra["MQL Date"] == (instant == nil ? cell : nil))
    }

    @Test func datesWithoutAZoneAreLocal() throws {
        #expect(
            try lead("Email,Date\na@x,2026-11-21 11:00\n", offset: 60).mqlAt?.rfc3339
                == "2026-11-21T10:00:00.000Z")
        #expect(
            try lead("Email,Date\na@x,2026-11-21 11:00Z\n", offset: 60).mqlAt?.rfc3339
                == "2026-11-21T11:00:00.000Z")
    }

    @Test func oneDateSettlesTheOrderOfItsColumn() throws {
        let rows = (0..<3000).map { "b\($0)@x,02/03/2026\n" }.joined()
        let dayFirst = try Imported("Email,Date\na@x,03/04/2026\n\(rows)z@x,21/11/2026\n")
        #expect(dayFirst.plan.dateOrder == .dayFirst)
        #expect(dayFirst.leads.first?.mqlAt?.rfc3339 == "2026-04-03T00:00:00.000Z")
        let monthFirst = try Imported("Email,Date\na@x,03-04-2026\nb@x,11-21-2026\n")
        #expect(monthFirst.leads.first?.mqlAt?.rfc3339 == "2026-03-04T00:00:00.000Z")
        let mixed = try Imported("Email,Date\na@x,03/04/2026\nb@x,11/21/2026\nc@x,21/11/2026\n")
        #expect(
            mixed.leads.map { $0.mqlAt?.rfc3339.prefix(10) } == ["2026-03-04", "2026-11-21", "2026-11-21"])
    }

    @Test func joinsNamesAndKeepsWhatNoFieldTook() throws {
        let text = "First Name,Last Name,Name,Email 1,Email 2,Phone,Mobile,Notes\n"
        let first = try lead(text + "Jane,Ortiz,Jane Ortiz,a@x,b@x,1,2, hi \n")
        #expect(first.name == "Jane Ortiz" && first.email == "a@x" && first.phone == "1")
        #expect(first.extra == ["Email 2": "b@x", "Mobile": "2", "Notes": " hi "])
        let second = try lead(text + ",Ortiz,Dr. Ortiz,,b@x,,'+49 2,'=1+1\n")
        #expect(second.name == "Ortiz" && second.id == "b@x" && second.phone == "+49 2")
        #expect(second.extra == ["Name": "Dr. Ortiz", "Notes": "=1+1"])
        #expect(try lead(text + ",,Full Name,,,,,\n").name == "Full Name")
    }

    @Test(arguments: [
        ("Do Not Call", "TRUE", true), ("doNotCall", "1", true), ("DNC", " yes ", true),
        ("Do Not Call", "0", false),
        ("Do Not Call", "", false), ("Email Opt Out", "1", false),
    ])
    func knowsWhoAsksNotToBeCalled(header: String, cell: String, asks: Bool) throws {
        let result = try Imported("Email,\(header)\na@x,\(cell)\n")
        #expect(result.rows.first?.asksNotToBeCalled == asks)
    }

    @Test func marketosNullIsNothing() throws {
        let header = "id,firstName,lastName,email,phone,leadScore,city\n"
        let lead = try lead(header + "7,Ann,Null,null,null,null,null\n")
        #expect(lead == Lead(id: "7", name: "Ann Null"))
        #expect(try self.lead("Email,City\na@x,null\n").extra == ["City": "null"])
    }

    @Test func keepsHostileCellsAsData() throws {
        let text =
            "Email,Name,Note\na@x,\"\u{1B}[31mJane\u{202E}\u{9B}\",\"=cmd|'/c calc'!A1\0\r\n\u{2028}\"\n"
        let result = try Imported(text)
        #expect(result.leads.first?.name == "\u{1B}[31mJane\u{202E}\u{9B}")
        #expect(result.leads.first?.extra["Note"] == "=cmd|'/c calc'!A1\0\r\n\u{2028}")
        let line = try #require(result.lines.first)
        #expect(
            line.dropLast().unicodeScalars.allSatisfy {
                $0.value >= 0x20 && !("\u{7F}"..."\u{9F}").contains($0)
            })
        #expect(line.hasSuffix("\n") && !line.contains("\u{202E}"))
    }

    @Test func writesEveryKeyInOrder() throws {
        let result = try Imported("Email,Zip,City\na@x,1,Ulm\n")
        #expect(
            result.lines == [
                #"{"campaign":null,"channel":null,"company":null,"email":"a@x","extra":{"City":"Ulm","Zip":"1"},"id":"a@x","mqlAt":null,"name":null,"phone":null,"score":null,"title":null}"#
                    + "\n"
            ])
    }
}
