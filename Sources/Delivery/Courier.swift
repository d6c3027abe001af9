package import Qualification

/// One HTTP request, exactly as it goes.
package struct Parcel: Hashable, Sendable {
    package struct Header: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package var url: WebhookURL
    package var headers: [Header]
    package var body: [UInt8]

    package init(url: WebhookURL, headers: [Header], body: [UInt8]) {
        self.url = url
        self.headers = headers
        self.body = body
    }
}

/// What a receiver said to a parcel.
package enum Reply: Hashable, Sendable {
    /// An HTTP status, and the value of `Retry-After`, if there was one.
    case status(Int, retryAfter: String?)
    case none(DeliveryProblem)
}

/// Why there was no answer; the raw values stand in the outbox.
package enum DeliveryProblem: String, CaseIterable, Hashable, Sendable {
    case timedOut = "timed-out"
    case notResolved = "not-resolved"
    case notConnected = "not-connected"
    case notSecure = "not-secure"
    case broken
    /// The system has no library to send with.
    case noLibrary = "no-library"
}

/// Takes parcels to their receivers; the network is passed in.
package struct Courier: Sendable {
    package var post: @Sendable (Parcel) -> Reply

    package init(post: @escaping @Sendable (Parcel) -> Reply) {
        self.post = post
    }
}
