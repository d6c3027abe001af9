import Delivery
import Qualification

/// Looks at the receivers of the settings: whether they can be sent to, and whether they got what is theirs.
struct CheckupOutbox {
    let workspace: Workspace
    let now: Instant
    let utcOffset: UTCOffset
    /// The home folder, which the path of a secret may begin with.
    let home: String?

    /// A message that has not arrived after a day is told: until then it may just be waiting for the next round.
    private static let patience: Int64 = 24 * 3_600_000

    func look(into report: inout CheckupReport) {
        guard let settings = try? SettingsReader.read(file: workspace.settingsPath) else { return }
        let webhooks = settings.feedback.webhooks
        guard !webhooks.isEmpty else { return }
        let before = now.adding(milliseconds: -CheckupOutbox.patience)
        let messages =
            (try? MarketingMessages(workspace).all(until: before) { _ in }.filter { !$0.isForgotten }) ?? []
        for webhook in webhooks {
            let secretPath = SecretFile.path(webhook.secretFile, in: workspace, home: home)
            do throws(SecretFileError) {
                _ = try SecretFile.read(secretPath)
            } catch {
                report.add(.secret(webhook: webhook.name, error), secretPath)
            }
            do throws(FileError) {
                try look(at: webhook, messages, into: &report)
            } catch {
                report.add(error)
            }
        }
    }

    private func look(
        at webhook: Webhook, _ messages: [MarketingMessage], into report: inout CheckupReport
    ) throws(FileError) {
        let outbox = Outbox(workspace)
        let state = try outbox.state(of: webhook.name)
        let path = outbox.path(of: webhook.name)
        if state.isDisabled(at: Outbox.digest(of: webhook.url)) {
            report.add(.receiverDisabled(webhook: webhook.name), path)
        }
        let since = webhook.since.map { utcOffset.instant(on: $0) }
        let owed = messages.filter { message in
            state.delivered[message.id] == nil && (since.map { message.at >= $0 } ?? true)
        }
        guard !owed.isEmpty else { return }
        let givenUp = owed.count { state.givenUp[$0.id] != nil }
        report.add(.undelivered(webhook: webhook.name, count: owed.count, givenUp: givenUp), path)
    }
}
