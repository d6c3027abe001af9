package import Qualification

/// The messages to marketing in a workspace: those in files, read one after the other, and what silence says.
package struct MarketingMessages {
    private let transcripts: TranscriptStore
    private let acceptances: AcceptanceStore
    private let silences: [SilentAcceptance]

    /// `silences` are what silence accepted until now, which stands in no file.
    package init(_ workspace: Workspace, silences: [SilentAcceptance] = []) {
        transcripts = TranscriptStore(workspace)
        acceptances = AcceptanceStore(workspace)
        self.silences = silences
    }

    /// A day of a month's name is enough: a verdict comes within days of the beginning of its call.
    private static let slack: Int64 = 3 * 86_400_000

    /// The messages decided in a period, oldest first.
    ///
    /// `isWanted` is asked by the id of a call's verdict before its file is read. Files that cannot be read are passed
    /// over, and told to `failure`.
    package func all(
        since: Instant? = nil, until: Instant? = nil, isWanted: (_ call: String) -> Bool = { _ in true },
        failure: (RecordError) -> Void
    ) throws(FileError) -> [MarketingMessage] {
        var found: [MarketingMessage] = []
        let earliest = since?.adding(milliseconds: -MarketingMessages.slack).compact
        for month in try months() {
            if let earliest, "\(month)-31".filter({ $0 != "-" }) < earliest.prefix(8) { continue }
            for call in try transcripts.feedbackIDs(in: month) where isWanted(call) {
                if let earliest, call < earliest { continue }
                if let until, call.prefix(16) > until.compact { break }
                do throws(RecordError) {
                    found.append(.verdict(try transcripts.feedback(call)))
                } catch {
                    failure(error)
                }
            }
        }
        found += try words(failure: failure)
        return found.filter { message in
            (since.map { message.at >= $0 } ?? true) && (until.map { message.at < $0 } ?? true)
        }
        .inOrder()
    }

    /// The newest messages that a condition picks, newest first; no more are read than that takes.
    ///
    /// None that was decided before `since` is among them.
    package func newest(
        _ count: Int, since: Instant? = nil, where isPicked: (MarketingMessage) -> Bool,
        failure: (RecordError) -> Void
    ) throws(FileError) -> [MarketingMessage] {
        func isWanted(_ message: MarketingMessage) -> Bool {
            (since.map { message.at >= $0 } ?? true) && isPicked(message)
        }
        var found: [MarketingMessage] = []
        // To say whether one is wanted may take its verdict's file.
        for message in try words(failure: failure).inOrder().reversed() where found.count < count {
            if isWanted(message) { found.append(message) }
        }
        let earliest = since?.adding(milliseconds: -MarketingMessages.slack).compact
        var verdicts = 0
        var last: Instant?
        months: for month in try months().reversed() {
            for call in try transcripts.feedbackIDs(in: month).reversed() {
                if let earliest, call < earliest { break months }
                // A verdict that is newer than those found cannot come from a call that began long before.
                if verdicts >= count, let last,
                    call < last.adding(milliseconds: -MarketingMessages.slack).compact
                {
                    break months
                }
                do throws(RecordError) {
                    let message = MarketingMessage.verdict(try transcripts.feedback(call))
                    guard isWanted(message) else { continue }
                    found.append(message)
                    verdicts += 1
                    if verdicts <= count { last = min(last ?? message.at, message.at) }
                } catch {
                    failure(error)
                }
            }
        }
        return Array(found.inOrder().reversed().prefix(count))
    }

    private func months() throws(FileError) -> [String] { try transcripts.feedbackMonths() }

    private func words(failure: (RecordError) -> Void) throws(FileError) -> [MarketingMessage] {
        var found = silences.map(MarketingMessage.silence)
        for month in try acceptances.months() {
            for call in try acceptances.calls(in: month) {
                do throws(RecordError) {
                    guard let acceptance = try acceptances.acceptance(of: call) else { continue }
                    found += MarketingMessage.words(acceptance)
                } catch {
                    failure(error)
                }
            }
        }
        return found
    }
}

extension MarketingMessage {
    /// Whether it is about somebody who was forgotten: it stays for reports, and goes nowhere.
    package var isForgotten: Bool { leadID.hasPrefix(Forgetting.pseudonymPrefix) }
}
