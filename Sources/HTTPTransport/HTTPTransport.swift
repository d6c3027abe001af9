internal import CHTTPTransport
package import Delivery
import Qualification

extension Courier {
    /// Posts over the network, through the system's libcurl.
    ///
    /// Redirects are refused: to a POST most of them mean an empty GET somewhere else. Without TLS nothing leaves the
    /// machine. `certificates` is a file of certificates to trust instead of the system's.
    package static func network(
        deadline milliseconds: Int = 15_000, certificates: String? = nil
    ) -> Courier {
        Courier { parcel in
            HTTPTransport.post(parcel, milliseconds: milliseconds, certificates: certificates)
        }
    }
}

/// One POST, from Swift values to the C interface and back.
private enum HTTPTransport {
    /// Nothing is done with what an answer says; its beginning is read so that a short one ends in order.
    static let mostAnswerBytes = 64 << 10

    static func post(_ parcel: Parcel, milliseconds: Int, certificates: String?) -> Reply {
        let lines = parcel.headers.map { "\($0.name): \($0.value)" }
        var answer = http_answer()
        withCStrings(lines) { headers in
            parcel.url.text.withCString { url in
                withOptionalCString(certificates) { certificates in
                    parcel.body.withUnsafeBytes { body in
                        var post = http_post(
                            url: url, headers: headers.baseAddress, header_count: headers.count,
                            body: body.baseAddress, body_bytes: body.count, milliseconds: milliseconds,
                            most_answer_bytes: mostAnswerBytes, is_loopback: parcel.url.isLoopback ? 1 : 0,
                            certificates: certificates)
                        http_transport_post(&post, &answer)
                    }
                }
            }
        }
        switch answer.result {
        case HTTP_ANSWERED:
            let retryAfter = text(&answer.retry_after)
            return .status(Int(answer.status), retryAfter: retryAfter.isEmpty ? nil : retryAfter)
        case HTTP_NO_LIBRARY: return .none(.noLibrary)
        case HTTP_TIMED_OUT: return .none(.timedOut)
        case HTTP_NOT_RESOLVED: return .none(.notResolved)
        case HTTP_NOT_CONNECTED: return .none(.notConnected)
        case HTTP_NOT_SECURE: return .none(.notSecure)
        default: return .none(.broken)
        }
    }

    private static func text<Characters>(_ characters: inout Characters) -> String {
        withUnsafeBytes(of: &characters) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    private static func withOptionalCString(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Void) {
        if let text { text.withCString { body($0) } } else { body(nil) }
    }

    private static func withCStrings(
        _ strings: [String], _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) -> Void
    ) {
        func add(_ rest: ArraySlice<String>, _ pointers: [UnsafePointer<CChar>?]) {
            guard let first = rest.first else { return pointers.withUnsafeBufferPointer(body) }
            first.withCString { add(rest.dropFirst(), pointers + [$0]) }
        }
        add(strings[...], [])
    }
}
