import Crypto
import FoundationEssentials

/// A secret shared with a receiver, as the Standard Webhooks specification writes it: `whsec_` and base64.
package struct WebhookSecret: Hashable, Sendable {
    package enum Mistake: Error, Hashable, Sendable {
        case noPrefix
        case notBase64
        /// The specification asks for 24 to 64 bytes.
        case size(bytes: Int)
    }

    package static let prefix = "whsec_"
    package static let sizes = 24...64

    let key: [UInt8]

    package init(_ text: String) throws(Mistake) {
        guard text.hasPrefix(WebhookSecret.prefix) else { throw .noPrefix }
        guard let data = Data(base64Encoded: String(text.dropFirst(WebhookSecret.prefix.count))) else {
            throw .notBase64
        }
        guard WebhookSecret.sizes.contains(data.count) else { throw .size(bytes: data.count) }
        key = Array(data)
    }

    /// What is signed is the id, the moment in seconds and the body, parted by full stops.
    func signature(id: String, seconds: Int64, body: [UInt8]) -> String {
        var content = Array("\(id).\(seconds).".utf8)
        content += body
        let code = HMAC<SHA256>.authenticationCode(for: content, using: SymmetricKey(data: key))
        return "v1," + Data(code).base64EncodedString()
    }
}
