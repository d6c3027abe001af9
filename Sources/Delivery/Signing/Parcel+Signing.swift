package import Qualification

extension Parcel {
    /// A signed message, with one signature for each secret: while a secret is changed, receivers know either.
    ///
    /// `id` stays the same over all attempts and holds no full stop; `at` is the moment of this one.
    package init(
        signing body: [UInt8], id: String, at: Instant, with secrets: [WebhookSecret], to url: WebhookURL,
        agent: String
    ) {
        let seconds = at.milliseconds / 1000
        let signatures = secrets.map { $0.signature(id: id, seconds: seconds, body: body) }
        self.init(
            url: url,
            headers: [
                Header("content-type", "application/json"), Header("user-agent", agent),
                Header("webhook-id", id), Header("webhook-timestamp", String(seconds)),
                Header("webhook-signature", signatures.joined(separator: " ")),
            ],
            body: body)
    }
}
