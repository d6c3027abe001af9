/// A receiver of marketing's that verdicts are sent to.
package struct Webhook: Hashable, Sendable {
    /// What a message says beyond what was decided and why.
    package enum Detail: String, CaseIterable, Hashable, Sendable {
        /// The lead's e-mail address.
        case email
        /// The names of the lead, the company and those who decided.
        case names
        /// What was typed: the buyer's words, notes, what comes next.
        case notes
        /// Scores, attempts, evidence grades, and the lead's phone number.
        case numbers
    }

    /// What it is called, in the outbox and on screen.
    package var name: String
    package var url: WebhookURL
    /// The path of the file with its secrets, as the settings have it.
    package var secretFile: String
    package var include: Set<Detail>
    /// Nothing that was decided before this day is sent.
    package var since: LocalDay?

    package init(
        name: String, url: WebhookURL, secretFile: String, include: Set<Detail> = [], since: LocalDay? = nil
    ) {
        self.name = name
        self.url = url
        self.secretFile = secretFile
        self.include = include
        self.since = since
    }
}

/// The address of a receiver: HTTPS, or HTTP on the machine itself.
package struct WebhookURL: Hashable, Sendable {
    package enum Mistake: Error, Hashable, Sendable {
        /// It is no address of the form `https://host/path`.
        case malformed
        /// It has a user name or a password in it, which would be in logs and on screen.
        case hasCredentials
        /// Without TLS anybody on the way could read and change what is sent.
        case notSecure
    }

    package let text: String
    /// Host and port, for the screen: a path may hold a token.
    package let host: String
    /// Whether it is an address of this very machine.
    package let isLoopback: Bool

    package init(_ text: String) throws(Mistake) {
        guard text.utf8.count <= 2000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }),
            !text.contains("#"), let colon = text.firstRange(of: "://")
        else { throw .malformed }
        let scheme = text[..<colon.lowerBound]
        guard scheme == "https" || scheme == "http" else { throw .malformed }
        let authority = text[colon.upperBound...].prefix { $0 != "/" && $0 != "?" }
        guard !authority.contains("@") else { throw .hasCredentials }
        guard let name = WebhookURL.name(in: authority) else { throw .malformed }
        self.text = text
        host = String(authority)
        isLoopback = WebhookURL.isLoopback(name)
        guard scheme == "https" || isLoopback else { throw .notSecure }
    }

    /// The name or address without the port; nil where it is none, or the port is none.
    private static func name(in authority: Substring) -> String? {
        var name = authority
        var port: Substring?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            name = authority[...end]
            let rest = authority[authority.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
            port = rest.isEmpty ? nil : rest.dropFirst()
            guard name.dropFirst().dropLast().utf8.allSatisfy({ isHex($0) || $0 == 0x3A || $0 == 0x2E }),
                name.count > 2
            else { return nil }
        } else {
            if let colon = authority.lastIndex(of: ":") {
                name = authority[..<colon]
                port = authority[authority.index(after: colon)...]
            }
            guard !name.isEmpty, !name.hasPrefix("."), !name.hasPrefix("-"),
                name.utf8.allSatisfy({ isHostByte($0) })
            else { return nil }
        }
        if let port {
            guard let number = Int(port), (1...65_535).contains(number), port.utf8.count <= 5,
                port.utf8.allSatisfy({ (48...57).contains($0) })
            else { return nil }
        }
        return name.lowercased()
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...102).contains(byte | 0x20)
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (97...122).contains(byte | 0x20) || byte == 0x2D || byte == 0x2E
    }

    private static func isLoopback(_ name: String) -> Bool {
        if name == "localhost" || name == "[::1]" { return true }
        let parts = name.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in
                (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) }
                    && (part == "0" || !part.hasPrefix("0")) && (Int(part) ?? 256) < 256
            }
    }
}
