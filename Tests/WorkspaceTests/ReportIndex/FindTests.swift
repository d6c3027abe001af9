import Foundation
import Qualification
import Testing
import Workspace

@Suite struct FindTests {
    let test: TestWorkspace

    init() throws { test = try TestWorkspace() }

    private let amount = QuestionKey(element: "budget", question: "amount")

    /// Puts one note into the workspace.
    private func put(_ texts: [String]) throws {
        let entries = texts.enumerated().map { note($0 + 1, $1) }
        try test.place(call(lead("a"), at("10:00"), verdict: .incomplete, entries: entries))
    }

    private static let meant = [
        // Case and marks.
        ("OVERTIME", "about 90k a year in overtime"), ("overtime", "In OverTime, mostly"),
        ("zurich", "the Zürich office"), ("ZÜRICH", "the zurich office"),
        ("zürich", "the Zu\u{308}rich office"),
        ("hauptstrasse", "Hauptstraße 5"), ("orsted", "Ørsted pays"), ("viet nam tien", "Việt Nam, tiền mặt"),
        ("αθηνα", "στην Αθήνα"),
        // What stands between words.
        ("don't", "we don’t do that"), ("don’t", "we don't do that"), ("we're", "We're locked in"),
        ("dana@acme.example", "write to Dana@Acme.example please"), ("acme.example", "dana@acme.example"),
        ("C++", "a C++ team"), ("2027-03-31", "until 2027-03-31, they say"), ("and/or", "this and/or that"),
        // Numbers.
        ("40000", "40,000 a year"), ("40,000", "it costs 40000"), ("40.000", "40,000 in all"),
        ("1'200'000", "1,200,000 boxes"), ("40k", "40k, approved"), ("FY27", "approved for FY27"),
        ("3.5", "3.5 days a week"), ("555 0100", "+1 555 0100"),
        // Phrases and beginnings.
        ("end of March", "by the end of March, before the season"), ("ware*", "the warehouse system"),
        ("set aside*", "we set aside some"), ("set as*", "we set aside some"),
        ("\"locked in until\"", "We are locked in until March"), ("“locked in”", "locked in"),
        ("march \"locked in\"", "locked in until March"), ("\"locked in unt\"*", "locked in until March"),
        // Scripts without spaces.
        ("仓库", "我们的仓库系统很慢"), ("倉庫管理", "この倉庫管理システム"), ("システム", "この倉庫管理システム"),
        ("예산", "예산이 없습니다"), ("คลังสินค้า", "ระบบคลังสินค้าเก่า"), ("FY27", "ＦＹ２７の予算"),
        ("бюджет", "БЮДЖЕТ утверждён"), ("مارس", "حتى مارس"),
    ]

    @Test func whatIsMeantIsFound() throws {
        try put(FindTests.meant.map(\.1) + ["nothing to see", "無関係"])
        for (words, text) in FindTests.meant {
            #expect(try test.found(words).contains("note: \(text)"), "\(words)")
        }
    }

    @Test func whatIsNotMeantIsNot() throws {
        let cases = [
            ("over", "overtime"), ("year overtime", "overtime and more"), ("\"of end\"", "the end of March"),
            ("40000", "400,00 or 4,0000"), ("库仓", "我们的仓库"), ("timeover*", "overtime"),
            ("end of", "end. Or of?"),
        ]
        try put(cases.map(\.1))
        for (words, text) in cases {
            #expect(try !test.found(words).contains("note: \(text)"), "\(words)")
        }
    }

    @Test func noQueryIsAnythingButWords() throws {
        try put(["a b c", "or near words and not drop table lines 1 found match rank 2 from"])
        let reports = try test.reports()
        try reports.refresh()
        for text in [
            "a\" OR \"b", "NEAR(a b)", "words:a", "a AND", "NOT a", "^a", "a - b", "{a b}: c", "(a", "a)",
            "\"a",
            "a\"", "a; DROP TABLE lines", "' OR 1=1 --", "*a", "a**", "\"\"a", "a\u{0}b", "\u{202E}a", "%a_",
            "-a", "rank MATCH a", "found", "\\a", "a NEAR/2 b", "+a",
        ] {
            #expect(throws: Never.self, "\(text)") { try reports.find(SearchQuery([text]), limit: 10) }
        }
    }

    @Test func aQueryNeedsAWordAndHasNotTooMany() throws {
        for words in [["!!!"], ["\"\"", "*"], [""], ["👍"]] {
            #expect(throws: SearchQuery.Problem.noWords) { try SearchQuery(words) }
        }
        let many = Array(repeating: "a", count: SearchQuery.mostWords + 1)
        #expect(throws: SearchQuery.Problem.tooManyWords(limit: 64)) { try SearchQuery(many) }
        let words = Array(many.dropLast())
        try put([words.joined(separator: " ")])
        let reports = try test.reports()
        try reports.refresh()
        #expect(try reports.find(SearchQuery(words), limit: 1).count == 1)
        #expect(try reports.find(SearchQuery([words.joined(separator: " ")]), limit: 1).count == 1)
    }

    @Test func everyKindOfLineIsFoundOnce() throws {
        func answer(_ text: String, _ key: QuestionKey) -> Entry.Kind {
            .answer(Answer(question: key, text: text, value: nil, grade: .stated, isAgainst: false))
        }
        let kinds: [Entry.Kind] = [
            answer("a zebra of 45k", amount), answer("a zebra of 40k", amount),
            .quote(question: amount, text: "our zebra"), .note(text: "zebra taken back"), .undo(of: 4),
            .note(text: "the zebra note"), .next(NextStep(what: "zebra", on: nil), text: "zebra on Monday"),
            .dodged(question: amount),
        ]
        var entries = kinds.enumerated().map { Entry(seq: $0 + 1, at: at("10:01"), kind: $1) }
        let first = call(
            lead("a"), at("10:00"), verdict: .recycled,
            reason: GivenReason(code: "timing", note: "zebra season"),
            attempt: Attempt(disposition: .voicemail, note: "zebra on the tape"), override: "zebra first",
            entries: entries)
        try test.place(first)
        // A later call starts from copies.
        for index in entries.indices { entries[index].from = first.id }
        entries.append(note(9, "one more zebra"))
        try test.place(
            call(lead("a"), at("11:00"), random: "bbbbbbbb", verdict: .incomplete, entries: entries))
        // What was erased is no text.
        try test.place(
            call(lead("x"), at("12:00"), random: "cccccccc", entries: [note(1, Forgetting.erased)]))
        let expected = [
            "answer budget.amount: a zebra of 40k", "earlier-answer budget.amount: a zebra of 45k",
            "quote budget.amount: our zebra", "note: the zebra note", "next-step: zebra on Monday",
            "reason: zebra season", "override: zebra first", "attempt: zebra on the tape",
            "note: one more zebra",
        ]
        #expect(try test.found("zebra").sorted() == expected.sorted())
        #expect(try test.found("erased") == [])
    }

    @Test func theBestLineComesFirstAndOfEqualsTheNewest() throws {
        for (number, text) in [
            "a contract", "a contract, and much else that was said about the weather and the road",
            "contract contract", "a contract",
        ].enumerated() {
            try test.place(
                call(
                    lead("lead\(number)"), at("1\(number):00"), verdict: .incomplete, rep: "rep\(number)",
                    entries: [note(1, text)]))
        }
        try test.place(call(lead("x"), at("15:00"), verdict: .incomplete, entries: [note(1, "weather")]))
        let reports = try test.reports()
        try reports.refresh()
        let all = try reports.find(SearchQuery(["contract"]), limit: 10)
        #expect(all.lines.map(\.leadID) == ["lead2", "lead3", "lead0", "lead1"])
        #expect(all.count == 4 && !all.isCutShort)
        #expect(all.lines[0].places == [0..<8, 9..<17])
        #expect(
            try reports.find(SearchQuery(["contract"]), limit: 2).lines.map(\.leadID) == ["lead2", "lead3"])
    }

    @Test func filtersHold() throws {
        let people = [
            lead("jane@acme.example", name: "Jané Ortiz", company: "Acme"),
            lead("bob@x.example", name: "Bob"),
        ]
        for (number, lead) in people.enumerated() {
            try test.place(
                call(
                    lead, at("1\(number):00", day: "2026-11-2\(number)"),
                    verdict: number == 0 ? .recycled : nil, rep: number == 0 ? "sam" : "ana",
                    entries: [note(1, "gazelle \(number)")]))
        }
        func found(_ filter: LineFilter) throws -> [String] { try test.found("gazelle", filter: filter) }
        let (jane, bob) = ("note: gazelle 0", "note: gazelle 1")
        #expect(try found(LineFilter(rep: "sam")) == [jane])
        #expect(try found(LineFilter(verdict: .recycled)) == [jane])
        #expect(try found(LineFilter(verdict: .salesQualified)) == [])
        for text in ["jane@acme.example", "acme", "ORTIZ", "jane ort"] {
            #expect(try found(LineFilter(lead: text)) == [jane], "\(text)")
        }
        #expect(try found(LineFilter(lead: "%")) == [])
        #expect(try found(LineFilter(since: at("00:00"))) == [bob])
        #expect(try found(LineFilter(before: at("00:00"))) == [jane])
        #expect(try found(LineFilter(rep: "ana", before: at("00:00"))) == [])
    }

    @Test func ofVeryManyLinesTheNewestAreCompared() throws {
        let lines = ReportIndex.mostCompared / 2 + 10
        for number in 0..<2 {
            try test.place(
                call(
                    lead("lead\(number)"), at("1\(number):00"), verdict: .incomplete,
                    entries: (1...lines).map { note($0, number == 0 && $0 < 20 ? "gnu" : "gnu and \($0)") }))
        }
        let reports = try test.reports()
        try reports.refresh()
        let found = try reports.find(SearchQuery(["gnu"]), limit: 10)
        #expect(found.count == ReportIndex.mostCompared && found.isCutShort)
        #expect(found.lines.count == 10 && found.lines.allSatisfy { $0.line.text.hasPrefix("gnu and") })
    }

    @Test func aForgottenPersonIsNotFoundAndLeavesNoTrace() throws {
        let jane = lead("jane@acme.example", name: "Jane Ortiz", company: "Acme", phone: "+1 415 555 0142")
        let bob = lead("bob@x.example", name: "Bob Stone")
        let index = try WorkspaceIndex(test.workspace)
        try index.add([jane, bob])
        try test.place(
            call(
                jane, at("10:00"), verdict: .recycled,
                entries: [note(1, "collects antique barometers"), note(2, "Jane Ortiz decides")]))
        try test.place(
            call(
                bob, at("11:00"), random: "bbbbbbbb", verdict: .recycled,
                entries: [note(1, "Jane Ortiz told him"), note(2, "likes barometers too")]))
        #expect(try test.found("barometers").count == 2 && test.found("Ortiz").count == 2)
        let result = try Forgetting(
            test.workspace, secondPlace: SecondPlace("/nowhere"), random: { "zzzzzzzz" }
        ).forget(
            [jane.id], at: at("20:00"), by: "sam")
        #expect(result.isProven)
        #expect(!test.names(".baton").contains { $0.hasPrefix("reports.sqlite") })
        #expect(try test.found("Ortiz") == [] && test.found("jane*") == [])
        #expect(try test.found("barometers") == ["note: likes barometers too"])
        for name in test.names(".baton") where name.hasPrefix("reports") {
            let bytes = try #require(
                FileManager.default.contents(atPath: "\(test.workspace.statePath)/\(name)"))
            for trace in ["Ortiz", "ortiz", "antique", "jane@acme"] {
                #expect(bytes.range(of: Data(trace.utf8)) == nil, "\(trace) in \(name)")
            }
        }
    }
}
