import Foundation
import Qualification
import TestSupport
import Testing
import Workspace

/// What is typed on a call that ends as an SQL.
private let sqlCall = [
    "", "need.pain: we lose ten hours a week !", "need.impact: 90k a year !", "budget: 40k, approved !",
    "authority: Dana Li, the CFO, signs !", "next: demo on 2027-01-14 with Dana", "/end", "",
]

/// What an account executive types about an SQL, and what the rep sees of it.
@Suite struct HandOffCommandTests {
    private let workplace: Workplace

    /// A workspace in which Jane is an SQL and Mei was not called.
    init() throws {
        workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        let call = try workplace.run(
            "call", Workplace.jane, "--rep", "sam",
            input: sqlCall)
        try #require(call.ending == .exit(0), "\(call.errors)")
        try #require(try workplace.record().outcome?.verdict == .salesQualified)
    }

    @discardableResult
    private func handOff(_ arguments: String..., expecting code: Int32 = 0) throws -> PipedProgram {
        let run = try PipedProgram.run(
            Workplace.program, ["handoff"] + arguments, environment: workplace.environment(),
            directory: workplace.folder.path)
        #expect(run.ending == .exit(code), "\(run.output)\(run.errors)")
        return run
    }

    @Test func aRejectionComesBackToTheRepWithItsReason() throws {
        #expect(try handOff().output.contains("silence accepts"))
        #expect(try handOff("list").output.contains("baton handoff accept CALL"), "how it is answered")
        try handOff("list", "--limit", "0", expecting: 64)
        try handOff("reject", Workplace.jane, "--reason", "no-show", "--note", "nobody came", "--by", "dana")
        #expect(try handOff("list").output.contains("Nothing waits for an account executive."))
        let queue = try workplace.run("leads").output
        #expect(queue.split(separator: "\n").first?.contains("handed back: no-show, “nobody came”") == true)
        let id = try workplace.record().id
        let shown = try workplace.run("show", id).output
        #expect(shown.contains("account executive: handed back by dana: no-show, “nobody came”"))
        let told = try workplace.run("feedback", "list").output
        #expect(told.contains("AE rejected") && told.contains("no-show"))

        // The next call starts from what was found out.
        let call = try workplace.run(
            "call", Workplace.jane, "--rep", "sam",
            input: ["", "next: demo on 2027-01-21 with Dana", "/end", ""])
        #expect(call.ending == .exit(0), "\(call.errors)")
        let again = try #require(try workplace.records().first { $0.id != id })
        #expect(again.continues == id && again.outcome?.verdict == .salesQualified)
        #expect(again.outcome?.supersedes == id)
        #expect(try handOff().output.contains(again.id))
    }

    @Test func whatIsSaidTwiceOrOtherwise() throws {
        try handOff("accept", Workplace.jane, "--by", "dana")
        #expect(try handOff("accept", Workplace.jane, "--by", "dana").output.contains("nothing has changed"))
        let refused = try handOff(
            "reject", Workplace.jane, "--reason", "no-show", "--by", "dana", expecting: 65)
        #expect(refused.errors.contains("--change"))
        try handOff("reject", Workplace.jane, "--reason", "no-show", "--by", "dana", "--change")
        #expect(try handOff("list", "--all").output.contains("handed back by dana"))
    }

    @Test func whatCannotBe() throws {
        #expect(try handOff("reject", Workplace.jane, expecting: 64).errors.contains("no-show"))
        #expect(
            try handOff("reject", Workplace.jane, "--reason", "no-shoe", expecting: 64).errors.contains(
                "no-show"))
        try handOff("accept", "nobody@nowhere.example", expecting: 66)
        try handOff("accept", "mei@blueriver.example", expecting: 66)
        #expect(workplace.files(in: "acceptances") == [])
    }

    @Test("Bug: a note of blanks was a note") func aNoteOfBlanksIsNone() throws {
        let refused = try handOff(
            "reject", Workplace.jane, "--reason", "fact-contradicted", "--note", "  ", expecting: 64)
        #expect(refused.errors.contains("takes a sentence"))
        try handOff("reject", Workplace.jane, "--reason", "no-show", "--note", " ", "--by", " ")
        #expect(!(try handOff("list", "--all").output.contains("“")))
    }

    @Test func whoSaidItCanBePutRight() throws {
        try handOff("accept", Workplace.jane, "--by", "root")
        try handOff("accept", Workplace.jane, "--by", "dana", "--change")
        #expect(try handOff("list", "--all").output.contains("accepted by dana"))
    }

    @Test func nobodyAnswersForSomebodyForgotten() throws {
        let id = try workplace.record().id
        try handOff("reject", Workplace.jane, "--reason", "no-show", "--by", "dana")
        #expect(try workplace.run("forget", Workplace.jane, "--yes").ending == .exit(0))
        let refused = try handOff("accept", id, "--change", expecting: 65)
        #expect(refused.errors.contains("was forgotten"))
    }

    @Test("Bug: without business hours times were the machine's, whatever zone the settings named")
    func timesAreThoseOfTheWorkspacesZone() throws {
        try Data("time-zone: Asia/Tokyo\n".utf8).write(to: workplace.url(of: "baton.yaml"))
        let decidedAt = try #require(try workplace.record().outcome?.decidedAt)
        let due = Settings().acceptanceDue(decidedAt: decidedAt)
        let clock = UTCOffset(minutes: 9 * 60).clock(of: due)
        #expect(try handOff().output.contains(clock))
        #expect(try brief(try workplace.record().id).first?.hasSuffix("at \(clock).") == true)
    }

    // MARK: The brief

    private func brief(_ call: String) throws -> [String] {
        let lines = try workplace.run("show", call, "--brief").lines
        let start = try #require(lines.firstIndex(of: "## Account executive"))
        return lines[(start + 2)...].prefix { !$0.isEmpty }.map { String($0) }
    }

    @Test("Bug: the brief did not say what the account executive had said")
    func theBriefSaysWhatWasSaid() throws {
        let id = try workplace.record().id
        #expect(try brief(id).first?.hasPrefix("- Nobody has answered yet; silence accepts it on 20") == true)
        try handOff("accept", id, "--by", "dana")
        #expect(try brief(id).first?.hasPrefix("- Accepted by dana on 20") == true)
        try handOff("reject", id, "--reason", "no-show", "--note", "*nobody* came", "--by", "lee", "--change")
        let lines = try brief(id)
        #expect(lines.count == 2)
        #expect(lines.first?.hasSuffix(": Did not turn up, “\\*nobody\\* came”") == true, "\(lines)")
        #expect(lines.last?.hasPrefix("- Taken back since: Accepted by dana on 20") == true)

        // Who takes the next one reads why the lead came back.
        let call = try workplace.run(
            "call", Workplace.jane, "--rep", "sam",
            input: ["", "next: demo on 2027-01-21 with Dana", "/end", ""])
        try #require(call.ending == .exit(0), "\(call.errors)")
        let again = try #require(try workplace.records().first { $0.id != id })
        let next = try brief(again.id)
        #expect(next.count == 2 && next.first?.hasPrefix("- Nobody has answered yet") == true)
        #expect(next.last?.hasPrefix("- Before this, call \(id): Handed back by lee on 20") == true)
        #expect(try brief(id).first == "- Call \(again.id) has taken the place of this one.")
    }
}

/// Answers that come by a clock other than the rep's, or not at all.
@Suite(.enabled(if: PreloadedLibrary.isThere, "the library is not built here"))
struct HandOffClockTests {
    private let workplace: Workplace
    private let library: PreloadedLibrary

    init() throws {
        workplace = try Workplace(leads: Workplace.janeCSV)
        library = PreloadedLibrary(workplace)
    }

    private func call(hours: Int) throws {
        try library.setClock(hours: hours)
        let call = try workplace.run(
            "call", Workplace.jane, "--rep", "sam",
            input: sqlCall, environment: library.environment)
        try #require(call.ending == .exit(0), "\(call.errors)")
    }

    private func types() throws -> [String] {
        let export = try workplace.run("feedback", "export", "--format", "jsonl")
        return try export.lines.filter { !$0.isEmpty }.map { line in
            try JSONValue.parse(Array(line.utf8), limit: .max)["type"]?.stringValue ?? ""
        }
    }

    @Test("Bug: an answer by a clock that ran behind came before its verdict")
    func anAnswerDoesNotComeBeforeWhatItAnswers() throws {
        try call(hours: 0)
        try library.setClock(hours: -30)
        for arguments in [
            ["reject", Workplace.jane, "--reason", "no-show"], ["accept", Workplace.jane, "--change"],
        ] {
            let run = try PipedProgram.run(
                Workplace.program, ["handoff"] + arguments,
                environment: workplace.environment(library.environment), directory: workplace.folder.path)
            #expect(run.ending == .exit(0), "\(run.errors)")
        }
        #expect(try types() == ["lead.sql", "lead.rejected", "lead.accepted"])
        let hubSpot = try workplace.run("feedback", "export", "--profile", "hubspot").output
        #expect(hubSpot.contains("OPEN_DEAL"))
    }

    @Test func marketingIsToldOnceThatSilenceAccepted() throws {
        try call(hours: -30)
        let receiver = try Receiver("200")
        let secret = try workplace.write(Receiver.secret, to: "marketing.secret")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
        let settings = """
            feedback: { webhooks: [ { name: marketing, url: "\(receiver.url)", secret-file: "\(secret)" } ] }
            """
        try Data(settings.utf8).write(to: workplace.url(of: "baton.yaml"))
        try library.setClock(hours: -20)
        let early = try workplace.run("feedback", "send", environment: library.environment)
        #expect(early.output.contains("1 delivered"), "there is time left")
        #expect(try workplace.run("feedback", "list").output.contains("accepted by silence"))
        for _ in 0..<2 { _ = try workplace.run("feedback", "send") }
        let id = try workplace.record().id
        let requests = try receiver.requests()
        #expect(
            requests.map { $0.headers["webhook-id"] } == ["msg_\(id)", "msg_\(id)_accepted-by-silence"])
        #expect(requests.map(\.isVerified) == [true, true])
        let body = try JSONValue.parse(Array((requests.last?.body ?? "").utf8), limit: .max)
        #expect(body["type"]?.stringValue == "lead.accepted")
        #expect(body["data"]?["decision"]?.stringValue == "accepted-by-silence")
        // A word that comes later still counts, and goes after it.
        _ = try workplace.run("handoff", "reject", Workplace.jane, "--reason", "no-show")
        _ = try workplace.run("feedback", "send")
        #expect(try receiver.requests().last?.headers["webhook-id"] == "msg_\(id)_rejected")
        #expect(try receiver.requests().count == 3)
    }
}
