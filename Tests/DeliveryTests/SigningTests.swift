import Delivery
import Qualification
import Testing

@Suite struct SigningTests {
    private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    private func parcel(_ secrets: [String], body: String = #"{"test": 2432232314}"#) throws -> Parcel {
        try Parcel(
            signing: Array(body.utf8), id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            at: Instant(milliseconds: 1_614_265_330_999), with: secrets.map { try WebhookSecret($0) },
            to: WebhookURL("https://hooks.acme.example/baton"), agent: "baton/0")
    }

    private func header(_ name: String, of parcel: Parcel) -> String? {
        parcel.headers.first { $0.name == name }?.value
    }

    /// The value was computed with Python's hmac over the same bytes.
    @Test func signsIdTimestampAndBody() throws {
        let parcel = try parcel([Self.secret])
        #expect(header("webhook-id", of: parcel) == "msg_p5jXN8AQM9LWM0D4loKWxJek")
        #expect(header("webhook-timestamp", of: parcel) == "1614265330")
        #expect(
            header("webhook-signature", of: parcel) == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test func signsWithEachSecretWhileOneIsChanged() throws {
        let other = "whsec_" + String(repeating: "AAAA", count: 8)
        let signatures = try #require(header("webhook-signature", of: parcel([other, Self.secret])))
            .split(separator: " ")
        #expect(signatures.count == 2)
        #expect(signatures[0] != signatures[1])
        #expect(signatures[1] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test(arguments: [
        ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", WebhookSecret.Mistake.noPrefix),
        ("whsec_not base64!", .notBase64), ("whsec_", .size(bytes: 0)),
        ("whsec_AAAA", .size(bytes: 3)),
        ("whsec_" + String(repeating: "AAAA", count: 22), .size(bytes: 66)),
    ])
    func refusesWhatIsNoSecret(text: String, mistake: WebhookSecret.Mistake) {
        #expect(throws: mistake) { try WebhookSecret(text) }
    }
}

@Suite struct WebhookURLTests {
    @Test(arguments: [
        "https://hooks.acme.example/baton", "https://hooks.acme.example:8443/a?token=x%20y",
        "http://127.0.0.1:8080/hook", "http://localhost/hook", "http://[::1]:9000/",
        "https://[2001:db8::1]/x",
        "http://127.255.0.9",
    ])
    func takesHTTPSAndItsOwnMachine(text: String) throws {
        #expect(try WebhookURL(text).text == text)
    }

    @Test(arguments: [
        ("http://hooks.acme.example/", WebhookURL.Mistake.notSecure),
        ("http://127.0.0.1.acme.example/", .notSecure), ("http://localhost.acme.example/", .notSecure),
        ("http://127.1/", .notSecure), ("http://0.0.0.0/", .notSecure), ("http://0127.0.0.1/", .notSecure),
        ("https://sam:secret@hooks.acme.example/", .hasCredentials),
        ("http://127.0.0.1@hooks.acme.example/", .hasCredentials), ("ftp://hooks.acme.example/", .malformed),
        ("HTTPS://hooks.acme.example/", .malformed), ("https:///path", .malformed),
        ("https://hooks.acme.example:0/", .malformed), ("https://hooks.acme.example:99999/", .malformed),
        ("https://hooks.acme.example:+80/", .malformed), ("https://ho oks/", .malformed),
        ("https://hooks.acme.example/#x", .malformed), ("https://[::1/", .malformed),
        ("https://hooks\\.acme.example/", .malformed), ("https://höoks.example/", .malformed),
        ("hooks.acme.example", .malformed), ("", .malformed), ("file:///etc/passwd", .malformed),
    ])
    func refusesEverythingElse(text: String, mistake: WebhookURL.Mistake) {
        #expect(throws: mistake) { try WebhookURL(text) }
    }
}
