import Delivery
import Foundation
import Qualification
import Testing
import Workspace

private let address = String(repeating: "a", count: 64)

private func entry(
    _ event: OutboxEntry.Event, _ message: String?, attempt: Int = 1, at seconds: Int64 = 0
) -> OutboxEntry {
    OutboxEntry(
        at: UpkeepFixture.now.adding(milliseconds: seconds * 1000), event: event, message: message,
        attempt: attempt, status: event == .delivered ? 200 : 503,
        next: event == .failed ? UpkeepFixture.now.adding(hours: 1) : nil, rests: false, address: address)
}

@Suite struct OutboxTests {
    private let fixture: UpkeepFixture
    private let outbox: Outbox

    init() throws {
        fixture = try UpkeepFixture()
        outbox = Outbox(fixture.workspace)
    }

    @Test func whatWasAddedIsReadBack() throws {
        #expect(try outbox.state(of: "marketing") == OutboxState())
        let entries = [
            entry(.failed, "20261121T140321Z-00000001"),
            entry(.delivered, "20261121T140321Z-00000001", attempt: 2, at: 60),
            entry(.disabled, "20261121T140322Z-00000002"),
        ]
        for entry in entries {
            // Each in a process of its own, as it were.
            try outbox.file(of: "marketing").add(entry)
        }
        #expect(try outbox.state(of: "marketing") == OutboxState(entries))
        #expect(try outbox.receivers() == ["marketing"])
        #expect(try outbox.state(of: "crm") == OutboxState(), "each receiver has a file of its own")
    }

    /// Killed in the middle of a line: then the message goes once more, and the lines around it stand.
    @Test func aLineThatWasCutShortSaysNothingAndHarmsNone() throws {
        let lines = [
            entry(.delivered, "20261121T140321Z-00000001"), entry(.delivered, "20261121T140322Z-00000002"),
        ].map(\.line)
        for cut in Array(stride(from: 0, to: lines[1].count, by: 37)) + [
            lines[1].count - 2, lines[1].count - 1,
        ] {
            try Folder(making: "\(fixture.path)/outbox").replace(
                "marketing.jsonl", with: lines[0] + lines[1].prefix(cut))
            try outbox.file(of: "marketing").add(entry(.delivered, "20261121T140323Z-00000003"))
            let delivered = try Set(outbox.state(of: "marketing").delivered.keys)
            // Without its line end alone, the line says all that it has to.
            let second: Set = cut == lines[1].count - 1 ? ["20261121T140322Z-00000002"] : []
            #expect(
                delivered == second.union(["20261121T140321Z-00000001", "20261121T140323Z-00000003"]),
                "cut after \(cut) bytes")
        }
    }

    @Test func onlyOneRoundAtATime() throws {
        do {
            let lock = try #require(try outbox.lock())
            try #expect(Outbox(fixture.workspace).lock() == nil)
            withExtendedLifetime(lock) {}
        }
        try #expect(outbox.lock() != nil)
    }

    @Test func fileAndFolderAreTheirOwners() throws {
        try outbox.file(of: "marketing").add(entry(.delivered, "20261121T140321Z-00000001"))
        let manager = FileManager.default
        for (name, permissions) in [("outbox", 0o700), ("outbox/marketing.jsonl", 0o600)] {
            let attributes = try manager.attributesOfItem(atPath: "\(fixture.path)/\(name)")
            #expect(attributes[.posixPermissions] as? Int == permissions)
        }
        #expect(!fixture.findings.contains { $0.path.contains("outbox") })
    }
}

@Suite struct OutboxCheckupTests {
    @Test func doctorSaysWhatHasNotArrivedAndWhoIsGone() throws {
        let fixture = try UpkeepFixture()
        let url = "https://hooks.acme.example/x"
        try fixture.write(
            "baton.yaml",
            "feedback: { webhooks: [ { name: marketing, url: \"\(url)\", secret-file: secret } ] }\n")
        try fixture.write("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n")
        for name in ["Mei", "Ana", "Ben"] {
            try fixture.feedback(try fixture.record(Lead(id: "\(name)@river.example", name: name)))
        }
        func findings(hoursLater hours: Int) -> [CheckupFinding.Kind] {
            Checkup(
                fixture.workspace, now: UpkeepFixture.now.adding(hours: hours),
                utcOffset: UTCOffset(minutes: 0)
            ).run().map(\.kind).filter { kind in
                switch kind {
                case .undelivered, .receiverDisabled, .secret: true
                default: false
                }
            }
        }
        #expect(findings(hoursLater: 23) == [], "until then it may just wait for the next round")
        #expect(findings(hoursLater: 25) == [.undelivered(webhook: "marketing", count: 3, givenUp: 0)])
        let ids = try fixture.store.feedbackIDs(in: "2026-11")
        let file = try Outbox(fixture.workspace).file(of: "marketing")
        try file.add(entry(.delivered, ids[0]))
        try file.add(entry(.givenUp, ids[1]))
        #expect(findings(hoursLater: 25) == [.undelivered(webhook: "marketing", count: 2, givenUp: 1)])
        var gone = entry(.disabled, ids[2])
        gone.address = Outbox.digest(of: try WebhookURL(url))
        try file.add(gone)
        #expect(findings(hoursLater: 0) == [.receiverDisabled(webhook: "marketing")])
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: "\(fixture.path)/secret")
        let path = "\(fixture.path)/secret"
        #expect(
            findings(hoursLater: 0) == [
                .secret(
                    webhook: "marketing",
                    SecretFileError(path: path, problem: .open(permissions: 0o644))),
                .receiverDisabled(webhook: "marketing"),
            ])
    }
}

@Suite struct OutboxForgettingTests {
    private static let jane = Lead(
        id: "jane@acme.example", name: "Jane Ortiz", email: "jane@acme.example", company: "Acme Logistics")
    private static let mei = Lead(
        id: "mei@river.example", name: "Mei Chen", email: "mei@river.example", company: "River Parts")

    private func forget(_ fixture: UpkeepFixture) throws -> ForgettingResult {
        try Forgetting(fixture.workspace, secondPlace: fixture.secondPlace, random: CountedRandom().next)
            .forget(["jane@acme.example"], at: UpkeepFixture.now, by: "dana")
    }

    @Test func whatBecameOfTheirMessagesGoesAndNothingMoreIsSent() throws {
        let fixture = try UpkeepFixture()
        let outbox = Outbox(fixture.workspace)
        let record = try fixture.record(Self.jane)
        let other = try fixture.record(Self.mei)
        try fixture.feedback(record)
        try fixture.feedback(other)
        for (receiver, event) in [("crm", OutboxEntry.Event.failed), ("marketing", .delivered)] {
            let file = try outbox.file(of: receiver)
            try file.add(entry(event, record.id))
            try file.add(entry(.delivered, "\(record.id).rejected", at: 1))
            if receiver == "crm" { try file.add(entry(.givenUp, "\(record.id).rejected", at: 2)) }
            try file.add(entry(.delivered, other.id))
        }
        let result = try forget(fixture)
        #expect(result.isProven)
        #expect(result.told == ["crm", "marketing"])
        for receiver in ["crm", "marketing"] {
            let text = String(decoding: fixture.bytes("outbox/\(receiver).jsonl") ?? Data(), as: UTF8.self)
            #expect(!text.contains(record.id))
            #expect(try outbox.state(of: receiver).delivered.keys.sorted() == [other.id])
        }
        let messages = try MarketingMessages(fixture.workspace).all { _ in }
        #expect(messages.map(\.isForgotten).sorted { !$0 && $1 } == [false, true])
    }

    @Test("Bug: who had answered an attempt with an error was not told of, though it may have read it")
    func whoMayHaveReadItIsTold() throws {
        let fixture = try UpkeepFixture()
        let record = try fixture.record(Self.jane)
        try fixture.feedback(record)
        let outbox = Outbox(fixture.workspace)
        try outbox.file(of: "crm").add(entry(.failed, record.id))
        var unreached = entry(.failed, record.id)
        (unreached.status, unreached.problem) = (nil, .notConnected)
        try outbox.file(of: "marketing").add(unreached)
        #expect(try forget(fixture).told == ["crm"])
    }

    @Test func nobodyIsForgottenWhileFeedbackIsSent() throws {
        let fixture = try UpkeepFixture()
        let record = try fixture.record(Self.jane)
        try fixture.feedback(record)
        let before = fixture.contents.filter { !$0.key.hasPrefix("outbox") }
        let lock = try #require(try Outbox(fixture.workspace).lock())
        #expect(throws: ForgettingError.sending) { try forget(fixture) }
        #expect(fixture.contents.filter { !$0.key.hasPrefix("outbox") } == before)
        withExtendedLifetime(lock) {}
    }
}

@Suite struct SecretFileTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    private func problem(_ text: String, permissions: Int = 0o600) throws -> SecretFileError.Problem? {
        let folder = try TemporaryFolder()
        try folder.put(text, at: "secret")
        try FileManager.default.setAttributes(
            [.posixPermissions: permissions], ofItemAtPath: "\(folder.path)/secret")
        do {
            _ = try SecretFile.read("\(folder.path)/secret")
            return nil
        } catch {
            return error.problem
        }
    }

    @Test func readsOneOrMore() throws {
        let folder = try TemporaryFolder()
        let other = "whsec_" + String(repeating: "AAAA", count: 8)
        try folder.put("# from marketing, 2026-11\n\(other)  # new\r\n\n\(Self.secret)\n", at: "secret")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o400], ofItemAtPath: "\(folder.path)/secret")
        #expect(
            try SecretFile.read("\(folder.path)/secret")
                == [WebhookSecret(other), WebhookSecret(Self.secret)])
    }

    @Test func aByteOrderMarkIsNoPartOfIt() throws {
        #expect(try problem("\u{FEFF}\(Self.secret)\n") == nil)
    }

    @Test(arguments: [0o644, 0o640, 0o660, 0o602, 0o601])
    func refusesOneThatOthersHaveAccessTo(permissions: Int) throws {
        let found = try problem(Self.secret, permissions: permissions)
        #expect(found == .open(permissions: UInt32(permissions)))
    }

    @Test func refusesWhatHoldsNoSecret() throws {
        #expect(try problem("\n# later\n") == .empty)
        #expect(try problem("\(Self.secret)\nhunter2\n") == .mistake(.noPrefix, line: 2))
    }

    @Test func refusesLinksAndFolders() throws {
        let folder = try TemporaryFolder()
        try folder.put(Self.secret, at: "secret")
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder.path)/link", withDestinationPath: "\(folder.path)/secret")
        #expect(throws: SecretFileError.self) { try SecretFile.read("\(folder.path)/link") }
        #expect(throws: SecretFileError.self) { try SecretFile.read(folder.path) }
        #expect(throws: SecretFileError.self) { try SecretFile.read("\(folder.path)/none") }
    }

    @Test func pathsBeginAtTheWorkspaceOrAtHome() throws {
        let workspace = try UpkeepFixture().workspace
        func path(_ text: String) -> String { SecretFile.path(text, in: workspace, home: "/home/sam") }
        #expect(path("a/secret") == "\(workspace.path)/a/secret")
        #expect(path("~/secret") == "/home/sam/secret")
        #expect(path("/etc/secret") == "/etc/secret")
    }
}
