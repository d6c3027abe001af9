import Delivery
import HTTPTransport
import Qualification
import TestSupport
import Testing

/// Real requests to a real receiver that misbehaves.
@Suite struct TransportTests {
    private func post(
        to url: String, body: String = "{}", deadline: Int = 5000, certificates: String? = nil
    ) throws -> Reply {
        let parcel = try Parcel(
            signing: Array(body.utf8), id: "msg_1", at: Instant(milliseconds: 1_795_000_000_000),
            with: [WebhookSecret(Receiver.secret)], to: WebhookURL(url), agent: "baton/0")
        return Courier.network(deadline: deadline, certificates: certificates).post(parcel)
    }

    @Test(
        arguments: [
            ("200", 200, nil), ("204", 204, nil), ("410", 410, nil), ("500", 500, nil),
            ("503 120", 503, "120"),
            ("429 Sat, 21 Nov 2026 15:30:05 GMT", 429, "Sat, 21 Nov 2026 15:30:05 GMT"),
            ("interim", 503, nil), ("endless", 200, nil),
        ] as [(String, Int, String?)])
    func saysWhatWasAnswered(behaviour: String, status: Int, retryAfter: String?) throws {
        let receiver = try Receiver(behaviour)
        #expect(try post(to: receiver.url) == .status(status, retryAfter: retryAfter))
    }

    @Test func theBytesAreThoseThatWereSigned() throws {
        let receiver = try Receiver("200")
        let body = #"{"a":"ü “x” \\n","# + #""b":"\#(String(repeating: "long ", count: 300_000))"}"#
        #expect(try post(to: receiver.url, body: body) == .status(200, retryAfter: nil))
        let request = try #require(try receiver.requests().first)
        #expect(request.body == body)
        #expect(request.isVerified)
        #expect(request.line == "POST /hook HTTP/1.1")
        #expect(request.headers["content-type"] == "application/json")
        #expect(request.headers["expect"] == nil, "nobody waits for leave to send")
    }

    @Test(arguments: ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
    func redirectsAreNotFollowed(line: String) throws {
        let receiver = try Receiver("redirect \(line)")
        let status = try #require(Int(line.prefix(3)))
        #expect(try post(to: receiver.url) == .status(status, retryAfter: nil))
        #expect(try receiver.requests().map(\.line) == ["POST /hook HTTP/1.1"])
    }

    /// The deadline holds for all of it: a receiver that keeps sending a byte now and then does not stretch it.
    @Test(arguments: ["hang", "drip-headers", "drip-body"])
    func theDeadlineHoldsForEverything(behaviour: String) throws {
        let receiver = try Receiver(behaviour)
        #expect(try post(to: receiver.url, deadline: 250) == .none(.timedOut))
    }

    @Test(
        "Bug: headers that were cut short were an answer",
        arguments: ["close", "garbage", "short", "cut-headers"])
    func whatIsNoWholeAnswerIsNone(behaviour: String) throws {
        let receiver = try Receiver(behaviour)
        #expect(try post(to: receiver.url) == .none(.broken))
    }

    @Test func nobodyThere() throws {
        let receiver = try Receiver("200")
        receiver.stop()
        #expect(try post(to: receiver.url) == .none(.notConnected))
        #expect(try post(to: "https://hooks.acme.invalid/") == .none(.notResolved))
    }

    @Test func onlyACertificateThatIsTrustedWillDo() throws {
        let receiver = try Receiver("200", isSecure: true)
        #expect(try post(to: receiver.secureURL) == .none(.notSecure))
        #expect(try receiver.requests().isEmpty, "nothing was said to a stranger")
        let trusted = try post(to: receiver.secureURL, certificates: Receiver.certificate)
        #expect(trusted == .status(200, retryAfter: nil))
        #expect(try receiver.requests().map(\.isVerified) == [true])
    }
}
