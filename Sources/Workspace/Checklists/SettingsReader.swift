package import Qualification

/// Reads `baton.yaml`; every setting has a default.
package enum SettingsReader {
    /// Returns the settings in the file at a path, and the defaults where there is no file.
    ///
    /// `machineZone` is asked for where there are business hours and no zone.
    package static func read(
        file path: String, machineZone: @autoclosure () -> Zone = .machine
    ) throws(ChecklistError) -> Settings {
        guard let bytes = try TextFile.bytes(atPath: path) else { return Settings() }
        return try read(bytes, path: path, machineZone: machineZone())
    }

    /// Returns the settings, or throws every mistake in the file at once (a syntax error alone).
    package static func read(
        _ bytes: [UInt8], path: String, machineZone: @autoclosure () -> Zone = .machine
    ) throws(ChecklistError) -> Settings {
        let findings = Findings(path: path)
        var settings = Settings()
        let keys = [
            "rep", "checklist", "currency", "mql-threshold", "sla", "time-zone", "business-hours", "holidays",
            "feedback",
        ]
        guard let root = try YAMLParser.parse(bytes, findings: findings) else { return settings }
        if case .empty = root.content {
            try findings.throwIfAny()
            return settings
        }
        if let fields = Fields(root, "the settings file", keys: keys, findings: findings) {
            settings.rep = fields.text("rep")
            settings.checklist = fields.text("checklist") ?? settings.checklist
            settings.currency = fields.currency("currency") ?? settings.currency
            settings.mqlThreshold = threshold(fields, default: settings.mqlThreshold)
            settings.serviceLevel = serviceLevel(fields, default: settings.serviceLevel)
            settings.feedback = FeedbackSettings(fields)
            settings.zone = fields.zone("time-zone")
            if let hours = fields.businessHours("business-hours", holidays: "holidays") {
                settings.time = BusinessTime(hours, in: settings.zone ?? machineZone())
            }
        }
        try findings.throwIfAny()
        return settings
    }

    /// A score, or `none` for a team that has no threshold.
    private static func threshold(_ fields: Fields, default usual: Int?) -> Int? {
        if case .text("none")? = fields.has("mql-threshold") ? fields.node("mql-threshold")?.content : nil {
            return nil
        }
        return fields.integer("mql-threshold", 1...1_000_000, "a whole number of at least 1, or none")
            ?? usual
    }

    private static func serviceLevel(_ fields: Fields, default usual: ServiceLevel) -> ServiceLevel {
        let keys = [
            "speed-to-lead-minutes", "first-touch-hours", "attempts", "attempts-days", "gap-hours",
            "status-hours", "acceptance-hours",
        ]
        guard let node = fields.node("sla"),
            let sla = Fields(node, "'sla'", keys: keys, findings: fields.findings)
        else { return usual }
        return ServiceLevel(
            speedToLeadMinutes: sla.integer("speed-to-lead-minutes", 1...525_600)
                ?? usual.speedToLeadMinutes,
            firstTouchHours: sla.integer("first-touch-hours", 1...8760) ?? usual.firstTouchHours,
            attempts: sla.integer("attempts", 1...1000) ?? usual.attempts,
            attemptsDays: sla.integer("attempts-days", 1...365) ?? usual.attemptsDays,
            gapHours: sla.integer("gap-hours", 1...8760) ?? usual.gapHours,
            statusHours: sla.integer("status-hours", 1...8760) ?? usual.statusHours,
            acceptanceHours: sla.integer("acceptance-hours", 1...8760) ?? usual.acceptanceHours)
    }
}
