package import Foundation

/// A receiver of webhooks on the loopback address, in a process of its own, which answers as badly as it is told.
///
/// It checks signatures by itself, with Python's `hmac`. It ends with this value.
package final class Receiver {
    /// One request as it came.
    package struct Request: Sendable {
        package var line: String
        package var headers: [String: String]
        package var body: String
        /// Whether the signature is that of the secret.
        package var isVerified: Bool
        /// How it was answered.
        package var behaviour: String
    }

    package static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="

    package let folder: URL
    package let port: Int
    private let program: BackgroundProgram

    /// Starts it, on a port of its own unless one is given; `behaviour` is a line for each request, the last one for
    /// all that follow.
    package init(
        _ behaviour: String..., in folder: URL? = nil, port: Int? = nil, isSecure: Bool = false
    ) throws {
        let folder =
            folder
            ?? FileManager.default.temporaryDirectory.appending(path: "receiver-\(UUID().uuidString)")
        self.folder = folder
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try behaviour.joined(separator: "\n")
            .write(to: folder.appending(path: "behaviour"), atomically: true, encoding: .utf8)
        program = try BackgroundProgram(
            "/usr/bin/env",
            ["python3", Receiver.file("receiver.py"), folder.path, Receiver.secret, String(port ?? 0)]
                + (isSecure ? [Receiver.certificate, Receiver.file("key.pem")] : []),
            environment: ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"])
        guard let number = program.firstLine().flatMap({ Int($0) }) else { throw NotStarted() }
        self.port = number
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: folder)
    }

    package struct NotStarted: Error {}

    package func stop() { program.stop() }

    /// Answers so from now on, beginning with the next request.
    package func behave(_ behaviour: String) throws {
        try behaviour.write(to: folder.appending(path: "behaviour"), atomically: true, encoding: .utf8)
    }

    package var url: String { "http://127.0.0.1:\(port)/hook" }
    package var secureURL: String { "https://localhost:\(port)/hook" }

    /// What a secure one shows, signed by itself.
    package static var certificate: String { file("certificate.pem") }

    package func requests() throws -> [Request] {
        let path = folder.appending(path: "requests.jsonl")
        guard let data = try? Data(contentsOf: path) else { return [] }
        return try data.split(separator: UInt8(ascii: "\n")).map { line in
            let object = try JSONSerialization.jsonObject(with: line) as? [String: Any] ?? [:]
            return Request(
                line: object["line"] as? String ?? "", headers: object["headers"] as? [String: String] ?? [:],
                body: object["body"] as? String ?? "", isVerified: object["verified"] as? Bool ?? false,
                behaviour: object["behaviour"] as? String ?? "")
        }
    }

    private static func file(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Receiver/\(name)").path
    }
}
