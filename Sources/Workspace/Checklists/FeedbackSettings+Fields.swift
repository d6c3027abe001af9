import Qualification

extension FeedbackSettings {
    /// Reads what stands under `feedback` in the settings; what does not fit is reported.
    init(_ settings: Fields) {
        self.init()
        guard let node = settings.node("feedback"),
            let fields = Fields(
                node, "'feedback'", keys: ["webhooks", "profiles"], findings: settings.findings)
        else { return }
        var ids: [(id: String, position: YAMLNode.Position)] = []
        for item in fields.items("webhooks") {
            guard let hook = Fields(item, "a webhook", keys: Webhook.keys, findings: fields.findings) else {
                continue
            }
            let webhook = Webhook(hook)
            if let name = hook.pair("name"), case .text(let text) = name.value.content {
                ids.append((text, name.value.position))
            }
            if let webhook { webhooks.append(webhook) }
        }
        fields.reportRepeats(ids, "name of a webhook")
        let names = CRMProfile.allCases.map(\.rawValue)
        guard let node = fields.node("profiles"),
            let list = Fields(node, "'profiles'", keys: names, findings: fields.findings)
        else { return }
        for profile in CRMProfile.allCases {
            guard let node = list.node(profile.rawValue),
                let names = Fields(
                    node, "a profile", keys: ["lead-status", "lifecycle-stage", "reason-column"],
                    findings: list.findings)
            else { continue }
            profiles[profile] = CRMNames(
                status: FeedbackSettings.words(names, "lead-status"),
                stage: FeedbackSettings.words(names, "lifecycle-stage"),
                reasonColumn: names.text("reason-column"))
        }
    }

    private static func words(_ fields: Fields, _ key: String) -> [LeadStanding: String] {
        guard let node = fields.node(key),
            let words = Fields(
                node, "'\(key)'", keys: LeadStanding.allCases.map(\.rawValue), findings: fields.findings)
        else { return [:] }
        var found: [LeadStanding: String] = [:]
        for standing in LeadStanding.allCases { found[standing] = words.text(standing.rawValue) }
        return found
    }
}

extension Webhook {
    fileprivate static let keys = ["name", "url", "secret-file", "include", "since"]

    /// Nil, and a report, where something that is needed is missing or is none.
    fileprivate init?(_ fields: Fields) {
        let name = fields.neededID("name")
        let url = Webhook.url(fields)
        let secretFile = Webhook.secretFile(fields)
        var include: Set<Detail> = []
        for item in fields.items("include") {
            if let detail = fields.word(of: item, "detail", among: Detail.allCases) { include.insert(detail) }
        }
        let since = Webhook.day(fields, "since")
        guard let name, let url, let secretFile else { return nil }
        self.init(name: name, url: url, secretFile: secretFile, include: include, since: since)
    }

    private static func url(_ fields: Fields) -> WebhookURL? {
        guard let text = fields.neededText("url") else { return nil }
        do {
            return try WebhookURL(text)
        } catch {
            let (message, hint): (String, String) =
                switch error {
                case .malformed: ("'url' is no web address", "for example https://hooks.acme.example/baton")
                case .hasCredentials:
                    (
                        "'url' has a user name or a password in it",
                        "leave it out: what is sent is signed with the secret"
                    )
                case .notSecure:
                    (
                        "'url' must begin with https://",
                        "without it anybody on the way could read it; http:// is for this machine alone"
                    )
                }
            // It may hold a password or a token, most of all one that is written wrongly.
            fields.findings.conceal(fields.valuePosition(of: "url"))
            fields.findings.report(fields.valuePosition(of: "url"), .wrongValue, message, hint: hint)
            return nil
        }
    }

    private static func secretFile(_ fields: Fields) -> String? {
        guard let text = fields.neededText("secret-file") else { return nil }
        guard text.contains("whsec_") else { return text }
        fields.findings.conceal(fields.valuePosition(of: "secret-file"))
        fields.findings.report(
            fields.valuePosition(of: "secret-file"), .wrongValue, "'secret-file' holds the secret itself",
            hint: "put the secret into a file of its own, chmod 600, and name that file here")
        return nil
    }

    private static func day(_ fields: Fields, _ key: String) -> LocalDay? {
        guard let text = fields.text(key) else { return nil }
        if let day = LocalDay(text) { return day }
        fields.findings.report(
            fields.valuePosition(of: key), .wrongValue, "'\(key)' must be a day",
            hint: "for example 2026-11-21")
        return nil
    }
}
