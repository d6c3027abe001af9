import Delivery
import Qualification
import Workspace

/// What sending comes to, and what to do where it does not work.
enum FeedbackSendWording {
    // MARK: What went wrong before anything was sent

    static let busy = Failure(
        .busy, "baton: another baton is sending already", "  It takes what is due; nothing is lost.")

    static let noReceivers = Failure(
        .badConfiguration, "baton: there is nobody to send to",
        "  Name marketing's receivers in baton.yaml, under feedback, webhooks. baton feedback export makes a file instead."
    )

    static let noLibrary = Failure(
        .failure, "baton: nothing was sent: libcurl is not installed",
        "  On Debian: apt-get install libcurl4")

    static func unknown(_ name: String, among names: [String]) -> Failure {
        Failure(.usage, "baton: no receiver \(name); there are: \(names.joined(separator: ", "))")
    }

    /// Why one receiver gets nothing; the others do.
    static func unusable(_ webhook: Webhook, _ error: SecretFileError) -> Failure {
        Failure(
            .badConfiguration, "baton: \(webhook.name): nothing is sent: \(text(error))", "  \(advice(error))"
        )
    }

    /// The same where its file in the outbox cannot be used; nil where nothing can be written at all.
    static func unusable(_ webhook: Webhook, _ error: FileError) -> Failure? {
        guard let failure = ErrorWording.failure(for: error), failure.code != .cannotWrite else { return nil }
        let advice = failure.lines.dropFirst()
        return Failure(
            failure.code,
            ["baton: \(webhook.name): nothing is sent: \(ErrorWording.text(error))"]
                + (advice.isEmpty ? ["  It has to be yours to read and to write."] : Array(advice)))
    }

    static func notKept(_ error: FileError) -> Failure {
        Failure(
            .cannotWrite, "baton: \("NOT SAVED", .bad): \(ErrorWording.text(error))",
            "  What was sent last is not noted as sent, and goes again, with the same id, once there is room."
        )
    }

    static func failure(_ error: SecretFileError) -> Failure {
        Failure(.badConfiguration, "baton: \(text(error))", "  \(advice(error))")
    }

    static func text(_ error: SecretFileError) -> String {
        switch error.problem {
        case .file(let file): ErrorWording.text(file)
        case .open(let permissions):
            "the secret file \(error.path) can be read or changed by others (\(String(permissions, radix: 8)))"
        case .empty: "the secret file \(error.path) holds no secret"
        case .mistake(let mistake, let line): "\(error.path):\(line): \(text(mistake))"
        }
    }

    private static func text(_ mistake: WebhookSecret.Mistake) -> String {
        switch mistake {
        case .noPrefix: "a secret begins with \(WebhookSecret.prefix)"
        case .notBase64: "what stands behind \(WebhookSecret.prefix) is not base64"
        case .size(let bytes):
            "a secret of \(bytes) bytes; it must have \(WebhookSecret.sizes.lowerBound) to \(WebhookSecret.sizes.upperBound)"
        }
    }

    static func advice(_ error: SecretFileError) -> String {
        switch error.problem {
        case .open: "Close it to others: chmod 600 \(error.path)"
        case .file(let file) where file.isMissing:
            "Put the receiver's secret there, alone on a line (whsec_…), then chmod 600 \(error.path)"
        case .file: "It must be a plain file of your own that nobody else can read."
        case .empty, .mistake: "Copy it anew from the receiver: one secret a line, the newest first."
        }
    }

    // MARK: What came of it

    static func summary(_ round: RoundResult, now: Moment) -> [ScreenLine] {
        let name = round.webhook.name
        var parts: [String] = []
        if round.delivered > 0 { parts.append("\(round.delivered) delivered") }
        if !round.failures.isEmpty { parts.append("\(round.failures.count) failed") }
        if round.waiting > 0 { parts.append(ValueWording.count(round.waiting, "waits", "wait")) }
        guard !parts.isEmpty else { return ["\(name, .strong)  nothing is due"] }
        var lines: [ScreenLine] = ["\(name, .strong)  \(parts.joined(separator: ", "))"]
        if let hold = round.hold { lines.append("  " + held(hold, round.webhook, now: now)) }
        return lines
    }

    static func held(_ hold: DeliveryRound.Hold, _ webhook: Webhook, now: Moment) -> ScreenLine {
        switch hold {
        case .disabled:
            "It said that it is gone for good (410), and gets nothing more. baton feedback send --enable \(webhook.name) tries it again; so does another url in baton.yaml."
        case .rests(let until): "It wants nothing more before \(when(until, now: now))."
        case .fails: "It does not work now, and was not tried any further."
        }
    }

    static func failures(_ round: RoundResult, now: Moment) -> [ScreenLine] {
        round.failures.map { entry in
            let again: ScreenLine =
                switch entry.event {
                case .givenUp: ScreenLine("given up", .bad)
                case .disabled: ScreenLine("disabled", .bad)
                default: "again \(entry.next.map { when($0, now: now) } ?? "with the next send")"
                }
            return
                "baton: \(round.webhook.name): \(entry.message ?? ""): \(reason(entry, round.webhook.url)), attempt \(entry.attempt): \(again)"
        }
    }

    /// Why an attempt failed, in a few words; of the address no more than the host.
    static func reason(_ entry: OutboxEntry, _ url: WebhookURL) -> String {
        if let status = entry.status {
            return (300..<400).contains(status)
                ? "\(url.host) answered \(status), a redirect, which is not followed"
                : "\(url.host) answered \(status)"
        }
        return switch entry.problem {
        case .timedOut: "no whole answer from \(url.host) within 15 s"
        case .notResolved: "the name \(url.host) is not known"
        case .notConnected: "nobody answers at \(url.host)"
        case .notSecure:
            "no secure connection to \(url.host): most often its certificate is not trusted, or is another's"
        case .broken, nil: "the connection to \(url.host) broke"
        case .noLibrary: "libcurl is not installed"
        }
    }

    /// A moment near by as a time, others with their day.
    private static func when(_ instant: Instant, now: Moment) -> String {
        let day = now.offset.day(of: instant)
        let clock = now.offset.clock(of: instant)
        return day == now.day ? "at \(clock)" : "on \(day) at \(clock)"
    }

    // MARK: Data

    static func json(_ round: RoundResult) -> JSONValue {
        let hold: String? =
            switch round.hold {
            case .disabled: "disabled"
            case .rests: "rests"
            case .fails: "fails"
            case nil: round.failure == nil ? nil : "unusable"
            }
        return [
            "webhook": .string(round.webhook.name), "host": .string(round.webhook.url.host),
            "delivered": JSONValue(round.entries.filter { $0.event == .delivered }.compactMap(\.message)),
            "failed": .array(
                round.failures.map { entry in
                    [
                        "message": JSONValue(entry.message), "attempt": JSONValue(entry.attempt),
                        "status": JSONValue(entry.status), "problem": JSONValue(entry.problem?.rawValue),
                        "givenUp": .bool(entry.event == .givenUp),
                        "next": JSONValue(entry.next?.rfc3339),
                    ]
                }),
            "waiting": JSONValue(round.waiting), "held": JSONValue(hold),
        ]
    }

    /// A request as it goes, line by line; the body is one line.
    static func request(_ parcel: Parcel) -> String {
        let headers = parcel.headers.map { "\($0.name): \($0.value)\n" }.joined()
        return "POST \(parcel.url.text)\n\(headers)\n\(String(decoding: parcel.body, as: UTF8.self))\n"
    }

    static func json(_ parcel: Parcel, to webhook: String, _ message: String) -> JSONValue {
        [
            "webhook": .string(webhook), "message": .string(message), "url": .string(parcel.url.text),
            "headers": .object(
                Dictionary(parcel.headers.map { ($0.name, .string($0.value)) }) { first, _ in first }),
            "body": .string(String(decoding: parcel.body, as: UTF8.self)),
        ]
    }
}
