import Qualification
import Testing
import Workspace

/// SQLs, what account executives say about them, and where that leaves the lead.
@Suite struct HandOffTests {
    let test: TestWorkspace
    let index: WorkspaceIndex
    let store: AcceptanceStore
    let jane = lead("jane@acme.example", name: "Jane Ortiz", score: 72)

    init() throws {
        test = try TestWorkspace()
        index = try WorkspaceIndex(test.workspace)
        store = AcceptanceStore(test.workspace)
        try index.add([jane])
    }

    @discardableResult
    private func say(_ word: Acceptance.Word, about call: CallRecord, isChange: Bool = false) throws
        -> Acceptance?
    {
        try store.save(about: call.id) { before in
            var acceptance =
                before
                ?? Acceptance(
                    call: call.id, leadID: call.lead.id, email: call.lead.email, company: nil, rep: call.rep,
                    dueAt: at("15:05", day: "2026-11-22"), word: word)
            if let before {
                acceptance.earlier.append(before.word)
                acceptance.word = word
            }
            return acceptance
        }
    }

    private func rejected(at time: String, note: String? = nil) -> Acceptance.Word {
        Acceptance.Word(.rejected, at: at(time), by: "dana", reason: "no-show", note: note)
    }

    /// Why and since when each lead is due, and what was said.
    private func queue(at time: String = "20:00", waiting: Bool = false) throws -> [String] {
        try index.refresh()
        return try index.queue(
            at: at(time), serviceLevel: ServiceLevel(), includingWaiting: waiting, limit: 10
        ).map {
            "\($0.lead.id.prefix { $0 != "@" }) \($0.due.rawValue) \($0.dueAt.rfc3339.dropFirst(11).prefix(5))"
                + ($0.isWaiting ? " waits" : "") + ($0.rejection.map { " \($0.by) \($0.note ?? "")" } ?? "")
        }
    }

    @Test func aRejectedLeadIsTheRepsAgain() throws {
        let call = try test.save(call(jane, at("15:00"), verdict: .salesQualified))
        #expect(try queue() == [])
        try say(rejected(at: "16:30", note: "not there"), about: call)
        #expect(try queue() == ["jane handed-back 16:30 dana not there"])
        #expect(try index.queueCounts(at: at("20:00"), serviceLevel: ServiceLevel()).handedBack == 1)
        let history = try index.history(ofLead: jane.id)
        #expect(history.continuable?.id == call.id && history.decisive?.id == call.id)
        #expect(history.rejection == rejected(at: "16:30", note: "not there"))

        // Nobody answers: it rests, and stays what it is.
        try test.save(
            WorkspaceTests.call(
                jane, at("17:00"), verdict: .noContact, attempt: Attempt(disposition: .noAnswer)))
        #expect(try queue(waiting: true) == ["jane handed-back 21:05 waits dana not there"])
        // The next verdict ends it.
        try test.save(WorkspaceTests.call(jane, at("18:00"), verdict: .salesQualified))
        #expect(try queue(waiting: true) == [])
        #expect(try index.history(ofLead: jane.id).rejection == nil)
    }

    @Test func mindsChange() throws {
        let call = try test.save(call(jane, at("15:00"), verdict: .salesQualified))
        try say(rejected(at: "16:00"), about: call)
        #expect(try queue() == ["jane handed-back 16:00 dana "])
        try say(Acceptance.Word(.accepted, at: at("17:00"), by: "eve", note: "found them"), about: call)
        #expect(try queue() == [])
        let saved = try #require(try store.acceptance(of: call.id))
        #expect(saved.earlier == [rejected(at: "16:00")] && saved.word.note == "found them")
        #expect(saved.answeredAt == at("16:00") && saved.messageID == "\(call.id).accepted.2")
        let path = try #require(store.path(of: call.id))
        #expect(try Acceptance.decoded(saved.encoded, path: path) == saved)
        #expect(try FileStatus.of(path)?.permissions == 0o600)
        #expect(try store.months() == ["2026-11"] && store.calls(in: "2026-11") == [call.id])
    }

    @Test func theOrderIsPromisesThenHandedBackThenFirstTouches() throws {
        try index.add(
            ["promised", "back", "new", "tried"].map { lead("\($0)@x.example") }, random: "bbbbbbbb")
        try test.save(
            call(
                lead("promised@x.example"), at("08:00"), random: "cccccccc", verdict: .noContact,
                attempt: Attempt(disposition: .gatekeeper, callBackAt: at("19:00"))))
        let sold = try test.save(
            call(lead("back@x.example"), at("08:10"), random: "dddddddd", verdict: .salesQualified))
        try test.save(
            call(
                lead("tried@x.example"), at("08:20"), random: "eeeeeeee", verdict: .noContact,
                attempt: Attempt(disposition: .noAnswer)))
        try say(rejected(at: "09:00"), about: sold)
        #expect(
            try queue().map { $0.split(separator: " ").prefix(2).joined(separator: " ") } == [
                "promised call-back", "back handed-back", "jane first-touch", "new first-touch",
                "tried retry",
            ])
        #expect(try index.queueCounts(at: at("20:00"), serviceLevel: ServiceLevel()).due == 5)
    }

    @Test("First touches are due in business time; a lead that nobody dialled still waits for its own")
    func firstTouches() throws {
        // Saturday noon; the team works on Mondays from nine to five, UTC.
        let monday = [[BusinessHours.Span(from: 540, to: 1020)]] + Array(repeating: [], count: 6)
        let time = BusinessTime(BusinessHours(week: monday), in: .utc)
        var desk = call(jane, at("13:00"), verdict: .incomplete)
        desk.connectedAt = nil
        try test.save(desk)
        try index.refresh()
        let row = try #require(
            try index.queue(at: at("20:00"), serviceLevel: ServiceLevel(), time: time, limit: 9).first)
        #expect(row.due == .firstTouch && row.dueAt == at("13:00", day: "2026-11-23") && row.attempts == 0)
        let queued = try index.queued(
            leadID: jane.id, at: at("20:00"), serviceLevel: ServiceLevel(), time: time)
        #expect(queued == row)
    }

    @Test func handOffsAreTheSQLsThatStand() throws {
        let settings = Settings()
        let first = try test.save(call(jane, at("10:00"), verdict: .salesQualified))
        let other = lead("mei@blue.example")
        let second = try test.save(call(other, at("11:00"), random: "bbbbbbbb", verdict: .salesQualified))
        let gone = try test.save(
            call(lead("forgotten-12345678"), at("11:30"), random: "cccccccc", verdict: .salesQualified))
        try index.refresh()
        #expect(try index.handOffs(settings: settings).map(\.call.id) == [first.id, second.id])
        #expect(try index.handOffs(settings: settings, includingForgotten: true).count == 3)
        let waiting = try #require(try index.handOff(ofCall: second.id, settings: settings))
        #expect(waiting.dueAt == at("11:05", day: "2026-11-22"))
        #expect(
            waiting.state(at: at("12:00")) == .waiting && waiting.isAnsweredInTime(at: at("12:00")) == nil)
        #expect(waiting.state(at: waiting.dueAt) == .acceptedBySilence)
        #expect(waiting.isAnsweredInTime(at: waiting.dueAt) == false)

        try say(rejected(at: "16:00"), about: second)
        try test.save(call(jane, at("12:00"), verdict: .recycled))
        try index.refresh()
        let left = try index.handOffs(settings: settings)
        #expect(left.map(\.call.id) == [second.id])
        #expect(
            left.first?.handOff.state(at: at("12:00")) == .rejected && left.first?.handOff.isLate == false)
        _ = gone
    }

    @Test("A word after silence is marked late, and counts all the same")
    func late() throws {
        let call = try test.save(call(jane, at("15:00"), verdict: .salesQualified))
        let late = Acceptance.Word(
            .rejected, at: at("09:00", day: "2026-11-24"), by: "dana", reason: "no-show")
        let acceptance = try #require(try say(late, about: call))
        #expect(acceptance.isLate)
        let handOff = HandOff(
            call: call.id, leadID: jane.id, rep: "sam", decidedAt: at("15:05"),
            answer: HandOff.Answer(acceptance), settings: Settings())
        #expect(handOff.isLate && handOff.state(at: at("10:00", day: "2026-11-24")) == .rejected)
        #expect(handOff.isAnsweredInTime(at: at("10:00", day: "2026-11-24")) == false)
    }

    @Test func theIndexKeepsUpWithWhatIsSaidAndTakenAway() throws {
        let call = try test.save(call(jane, at("15:00"), verdict: .salesQualified))
        try say(rejected(at: "16:00"), about: call)
        #expect(try queue().count == 1)
        try test.remove("acceptances/2026-11/\(call.id).json")
        #expect(try queue() == [])
        try say(rejected(at: "17:00"), about: call)
        #expect(try queue() == ["jane handed-back 17:00 dana "])
        try test.remove("acceptances")
        #expect(try queue() == [])
        try test.put("{", at: "acceptances/2026-11/\(call.id).json")
        #expect(try index.refresh().problems.count == 1)
        #expect(try queue() == [])
    }

    @Test("What forgetting leaves of an answer says nothing of the person")
    func forgetting() throws {
        let call = try test.save(call(jane, at("15:00"), verdict: .salesQualified))
        try say(rejected(at: "16:00", note: "Jane Ortiz was not there"), about: call)
        let other = lead("mei@blue.example")
        let second = try test.save(
            WorkspaceTests.call(other, at("11:00"), random: "bbbbbbbb", verdict: .salesQualified))
        try say(rejected(at: "16:10", note: "sent jane@acme.example instead"), about: second)
        let result = try Forgetting(test.workspace, random: { "9x2k4q7m" })
            .forget([jane.id], at: at("18:00"), by: "op")
        #expect(result.acceptances == [call.id] && result.isProven)
        let erased = try #require(try store.acceptance(of: call.id))
        #expect(erased.leadID == result.pseudonym && erased.email == nil && erased.company == nil)
        #expect(erased.word.note == Forgetting.erased && erased.word.reason == "no-show")
        #expect(try store.acceptance(of: second.id)?.word.note == Forgetting.erased)
        #expect(try store.acceptance(of: second.id)?.leadID == other.id)
    }

    @Test func theCheckupKnowsWhatIsWrongWithAnswers() throws {
        let call = try test.save(call(jane, at("15:00"), verdict: .recycled))
        let missing = WorkspaceTests.call(jane, at("16:00"), verdict: .salesQualified)
        try say(rejected(at: "17:00"), about: call)
        try say(rejected(at: "17:00"), about: missing)
        try test.put("{", at: "acceptances/2026-11/20261121T090000Z-aaaaaaaa.json")
        let found = Checkup(test.workspace, now: at("18:00"), utcOffset: UTCOffset(minutes: 0)).run()
        let kinds = found.compactMap { finding -> String? in
            switch finding.kind {
            case .acceptanceOfNothing(let call): call
            case .brokenAcceptance: "broken"
            default: nil
            }
        }
        #expect(kinds.sorted() == [call.id, missing.id, "broken"].sorted())
        #expect(!found.contains { if case .stray = $0.kind { true } else { false } })
    }
}
