import Foundation
import Qualification
import TestSupport
import Testing
import Workspace

/// What marketing is told, on the way to receivers that misbehave.
@Suite struct FeedbackTests {
    private let workplace: Workplace
    private let receiver: Receiver

    /// A workspace with one verdict on Jane, and a receiver.
    init() throws {
        workplace = try Workplace(leads: Workplace.twoLeadsCSV)
        receiver = try Receiver("200")
        try write(secret: Receiver.secret)
        try setUp()
        try recycle(Workplace.jane)
    }

    private func setUp(include: String? = nil) throws {
        try write(
            settings: """
                feedback:
                  webhooks:
                    - name: marketing
                      url: \(receiver.url)
                      secret-file: ../marketing.secret
                \(include.map { "      include: \($0)" } ?? "")
                """)
    }

    private func write(settings: String) throws {
        try Data(settings.utf8).write(to: workplace.url(of: "baton.yaml"))
    }

    private func write(secret: String, permissions: Int = 0o600) throws {
        let path = try workplace.write("\(secret)\n", to: "marketing.secret")
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: path)
    }

    private func recycle(_ lead: String) throws {
        let call = try workplace.run(
            "call", lead, "--rep", "sam",
            input: [
                "", "need: we lose ten hours a week", "timing: \"we're locked in until March\"", "/end",
                "timing 2027-03-31", "",
            ])
        try #require(call.ending == .exit(0), "\(call.errors)")
    }

    @discardableResult
    private func send(_ arguments: String..., expecting code: Int32) throws -> PipedProgram {
        let run = try PipedProgram.run(
            Workplace.program, ["feedback", "send"] + arguments, environment: workplace.environment(),
            directory: workplace.folder.path)
        #expect(run.ending == .exit(code), "\(run.output)\(run.errors)")
        return run
    }

    private var id: String { get throws { "msg_" + (try workplace.record().id) } }

    // MARK: What goes

    @Test func aVerdictArrivesOnceAndSigned() throws {
        #expect(try send(expecting: 0).output.contains("1 delivered"))
        #expect(try send(expecting: 0).output.contains("nothing is due"))
        let requests = try receiver.requests()
        #expect(requests.count == 1)
        #expect(requests.map(\.isVerified) == [true])
        #expect(try requests.first?.headers["webhook-id"] == id)
        let timestamp = try #require(Int64(requests.first?.headers["webhook-timestamp"] ?? ""))
        let message = try #require(try workplace.feedback().first)
        #expect(timestamp >= message.at.milliseconds / 1000)
        let body = try JSONValue.parse(Array((requests.first?.body ?? "").utf8), limit: .max)
        #expect(body["type"]?.stringValue == "lead.recycled")
        #expect(body["timestamp"]?.stringValue == message.at.rfc3339)
        #expect(body["data"]?["reason"]?["code"]?.stringValue == "timing")
    }

    @Test func itIsThinUnlessTheSettingsSayOtherwise() throws {
        try send(expecting: 0)
        let thin = try #require(try receiver.requests().first?.body)
        for secret in [
            "jane@", "Jane", "Ortiz", "Acme", "locked", "hours", "+1 555", "\"sam\"", "\"score\":72", "@",
        ] {
            #expect(!thin.contains(secret), "\(secret)")
        }
        try setUp(include: "[ email, names, notes, numbers ]")
        try FileManager.default.removeItem(at: workplace.url(of: "outbox"))
        try send(expecting: 0)
        let full = try #require(try receiver.requests().last?.body)
        for wanted in [
            "jane@acme.example", "Jane Ortiz", "Acme Logistics", "locked in", "555 0100", "sam", "72",
        ] {
            #expect(full.contains(wanted), "\(wanted)")
        }
        #expect(
            try Set(receiver.requests().map { $0.headers["webhook-id"] }) == [id],
            "an outbox that was lost means the same message again, with the same id")
    }

    @Test func aDryRunShowsTheBytesAndSendsNothing() throws {
        let run = try send("--dry-run", expecting: 0)
        #expect(try receiver.requests().isEmpty)
        #expect(workplace.files(in: "outbox").isEmpty)
        #expect(!run.output.contains("whsec_"))
        try send(expecting: 0)
        let request = try #require(try receiver.requests().first)
        #expect(run.output.hasSuffix("\n\n\(request.body)\n"))
        #expect(run.output.hasPrefix("POST \(receiver.url)\n"))
        #expect(run.output.contains("webhook-id: \(request.headers["webhook-id"] ?? "")\n"))
    }

    // MARK: What goes wrong

    @Test func whatFailedGoesAgainWithTheSameIdAndAnotherTimestamp() throws {
        try receiver.behave("500\nredirect 301 Moved\n200")
        let first = try send(expecting: 1)
        #expect(first.errors.contains("answered 500, attempt 1: again at"))
        #expect(try send(expecting: 1).output.contains("1 waits"), "its time has not come")
        #expect(try receiver.requests().count == 1)
        #expect(
            try send("--now", expecting: 1).errors.contains("a redirect, which is not followed, attempt 2"))
        try send("--now", expecting: 0)
        let requests = try receiver.requests()
        #expect(try Set(requests.map { $0.headers["webhook-id"] }) == [id])
        #expect(requests.map(\.isVerified) == [true, true, true])
        #expect(requests.map(\.line).allSatisfy { $0 == "POST /hook HTTP/1.1" })
    }

    @Test func nobodyThereAndBackAgain() throws {
        let port = receiver.port
        receiver.stop()
        #expect(try send(expecting: 1).errors.contains("nobody answers at 127.0.0.1:\(port), attempt 1"))
        let again = try Receiver("200", port: port)
        try send("--now", expecting: 0)
        #expect(try again.requests().map(\.isVerified) == [true])
    }

    @Test func goneForGoodIsRememberedUntilSomebodyEnablesIt() throws {
        try receiver.behave("410")
        #expect(try send(expecting: 1).output.contains("gone for good (410)"))
        try receiver.behave("200")
        try send(expecting: 1)
        try send("--now", expecting: 1)
        #expect(try receiver.requests().count == 1, "nothing more goes there")
        #expect(try workplace.run("feedback").output.contains("disabled"))
        try send("--enable", "marketing", expecting: 0)
        #expect(try receiver.requests().count == 2)
    }

    @Test func aReceiverMayAskForAPause() throws {
        try receiver.behave("429 3600")
        try recycle("mei@blueriver.example")
        try send(expecting: 1)
        #expect(try receiver.requests().count == 1, "the second message is not tried")
        #expect(try send(expecting: 1).output.contains("It wants nothing more before"))
        #expect(try receiver.requests().count == 1)
    }

    @Test func oneRoundAtATime() throws {
        try receiver.behave("hang")
        let first = try BackgroundProgram(
            Workplace.program, ["feedback", "send"], environment: workplace.environment())
        while try receiver.requests().isEmpty { usleep(2000) }
        #expect(try send(expecting: 75).errors.contains("another baton is sending"))
        // Killed in the middle: nobody knows whether it arrived, and it goes again with the same id.
        first.stop()
        try receiver.behave("200")
        try send(expecting: 0)
        #expect(try receiver.requests().map { $0.headers["webhook-id"] } == [id, id])
    }

    @Test func aSecretThatOthersCanReadIsRefused() throws {
        try write(secret: Receiver.secret, permissions: 0o644)
        let run = try send(expecting: 78)
        #expect(run.errors.contains("can be read or changed by others (644)"))
        #expect(run.errors.contains("chmod 600"))
        #expect(try receiver.requests().isEmpty)
        let doctor = try workplace.run("doctor")
        #expect(doctor.output.contains("marketing cannot be sent to"))
    }

    @Test("Bug: a receiver without a secret was in the way of all others", arguments: ["secret", "outbox"])
    func aReceiverThatCannotBeSentToIsInTheWayOfNoOther(what: String) throws {
        try write(
            settings: """
                feedback:
                  webhooks:
                    - { name: crm, url: "\(receiver.url)", secret-file: ../\(what == "secret" ? "none" : "marketing").secret }
                    - { name: marketing, url: "\(receiver.url)", secret-file: ../marketing.secret }
                """)
        if what == "outbox" {
            let outbox = workplace.url(of: "outbox")
            try FileManager.default.createDirectory(
                at: outbox.appending(path: "crm.jsonl"), withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        }
        let run = try send(expecting: 78)
        #expect(run.errors.contains("baton: crm: nothing is sent: cannot read"))
        #expect(run.output.contains("marketing  1 delivered"))
        #expect(try receiver.requests().map(\.isVerified) == [true])
        #expect(try send("--json", expecting: 78).output.contains("\"held\": \"unusable\""))
    }

    @Test func whatIsAskedForTogetherHasToGoTogether() throws {
        let refused = try send("--enable", "marketing", "--to", "crm", expecting: 64)
        #expect(refused.errors.contains("--to crm leaves out marketing"))
        try send("--enable", "marketing", "--dry-run", expecting: 64)
    }

    @Test func theHostIsNamedAndThePathIsNot() throws {
        try receiver.behave("500")
        let errors = try send(expecting: 1).errors
        #expect(errors.contains("127.0.0.1:\(receiver.port) answered 500"))
        #expect(!errors.contains("/hook"))
    }

    @Test func whoIsForgottenIsNotSent() throws {
        let forget = try workplace.run("forget", Workplace.jane, "--yes")
        try #require(forget.ending == .exit(0), "\(forget.output)\(forget.errors)")
        #expect(try send(expecting: 0).output.contains("nothing is due"))
        #expect(try receiver.requests().isEmpty)
    }

    /// Cut short after the plan was on disk, and before the messages were erased.
    @Test func whoIsBeingForgottenIsNotSent() throws {
        let stop = Forgetting(
            try theWorkspace(), secondPlace: SecondPlace("/nowhere"), random: { "aaaaaaaa" }
        ) { $0 != .planned }
        #expect(throws: ForgettingError.stopped(after: .planned)) {
            try stop.forget([Workplace.jane], at: Instant(milliseconds: 1_795_000_000_000), by: "dana")
        }
        try #require(try workplace.feedback().first?.email == Workplace.jane)
        #expect(try send(expecting: 0).output.contains("nothing is due"))
        #expect(try receiver.requests().isEmpty)
    }

    private func theWorkspace() throws -> Workspace {
        try Workspace(
            lookingAt: WorkspaceLocation(path: workplace.workspace.path, source: .option))
    }

    @Test func forgettingSaysWhoWasTold() throws {
        try send(expecting: 0)
        let forget = try workplace.run("forget", Workplace.jane, "--yes")
        #expect(forget.output.contains("have them erased at marketing too"))
        try send(expecting: 0)
        #expect(try receiver.requests().count == 1)
    }

    @Test func withoutAReceiverThereIsNobodyToSendTo() throws {
        try write(settings: "rep: sam\n")
        #expect(try send(expecting: 78).errors.contains("there is nobody to send to"))
        try setUp()
        #expect(try send("--to", "sales", expecting: 64).errors.contains("no receiver sales"))
    }

    // MARK: List and export

    @Test func theListSaysWhatArrived() throws {
        #expect(try workplace.run("feedback").output.contains("recycled timing"))
        #expect(try workplace.run("feedback", "list").output.contains("due"))
        try send(expecting: 0)
        #expect(try workplace.run("feedback").output.contains("delivered"))
        #expect(try workplace.run("feedback", "list", "--undelivered").output == "Everything has arrived.\n")
        let none = "No feedback matches that.\n  baton feedback list alone shows all of it.\n"
        #expect(try workplace.run("feedback", "list", "--verdict", "sql").output == none)
        #expect(try workplace.run("feedback", "list", "--reason", "timing").lines.count == 2)
        #expect(try workplace.run("feedback", "list", "--channel", "linkedin").lines.count == 2)
        #expect(try workplace.run("feedback", "list", "--since", "2100-01-01").output == none)
        let backwards = try workplace.run(
            "feedback", "list", "--since", "2026-02-01", "--until", "2026-01-01")
        #expect(backwards.ending == .exit(64) && backwards.errors.contains("is before --since"))
        #expect(try Workplace().run("feedback").output.hasPrefix("No feedback yet"))
    }

    @Test func anExportComesBackAsTheSameLeads() throws {
        let other = try Workplace()
        for arguments in [
            [], ["--profile", "hubspot"], ["--profile", "salesforce"], ["--profile", "marketo"],
        ] {
            let file = workplace.folder.appending(path: "export-\(arguments.last ?? "plain").csv").path
            let export = try PipedProgram.run(
                Workplace.program, ["feedback", "export", "--output", file] + arguments,
                environment: workplace.environment(), directory: workplace.folder.path)
            try #require(export.ending == .exit(0), "\(export.errors)")
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let back = try other.run("import", file)
            #expect(back.output == "1 row: 1 imported, 0 duplicates, 0 rejected\n", "\(back.errors)")
        }
        #expect(try other.run("leads").output.contains("jane@acme.example"))
    }

    @Test("Bug: CSV came onto a terminal as nothing", arguments: [[], ["--profile", "hubspot"]])
    func anExportIsSeenOnATerminal(arguments: [String]) throws {
        let terminal = try PseudoTerminal(
            Workplace.program, ["feedback", "export"] + arguments, environment: workplace.environment(),
            directory: workplace.folder.path, rows: 24, columns: 80)
        #expect(try terminal.waitForEnd() == .exit(0))
        #expect(terminal.rawOutput.contains(Workplace.jane))
        #expect(!terminal.rawOutput.contains("\u{1B}"))
    }

    @Test func anExportReplacesNothing() throws {
        let file = try workplace.write("mine", to: "mine.csv")
        let export = try workplace.run("feedback", "export", "--output", file)
        #expect(export.ending == .exit(74))
        #expect(export.errors.contains("is there already"))
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    }
}
