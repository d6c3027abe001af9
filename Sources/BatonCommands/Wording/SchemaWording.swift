import Workspace

/// The schemas that there are, as a table and as data.
enum SchemaWording {
    static func table(width: Int) -> [ScreenLine] {
        var table = Table()
        for schema in Schema.allCases {
            table.add([ScreenLine(schema.rawValue, .strong), ScreenLine(about(schema))])
        }
        return table.lines(width: width)
    }

    static func json(_ schema: Schema) -> JSONValue {
        ["name": .string(schema.rawValue), "about": .string(about(schema))]
    }

    /// What it is the schema of.
    private static func about(_ schema: Schema) -> String {
        switch schema {
        case .call: "the record of one call, transcripts/YYYY-MM/<call>.json and baton show --json"
        case .feedback: "the message to marketing, feedback/YYYY-MM/<call>.json"
        case .acceptance: "what an account executive said, acceptances/YYYY-MM/<call>.json"
        case .handOffList: "baton handoff list --json"
        case .lead: "one line of leads/*.jsonl"
        case .checklist: "a checklist, checklists/*.yaml"
        case .reasons: "the closed list of reasons, checklists/reasons.yaml"
        case .settings: "the settings, baton.yaml"
        case .calls: "baton calls --json"
        case .find: "baton find --json"
        case .leads: "baton leads --json"
        case .import: "baton import --json, with and without --dry-run"
        case .doctor: "baton doctor --json"
        case .forget: "baton forget --json"
        case .schemas: "baton schema --json"
        case .report: "baton report funnel --json, and so the other reports, review and baton sla"
        case .reportList: "baton report --json"
        case .outbox: "one line of outbox/*.jsonl, what became of a message to a receiver"
        case .webhook: "what a receiver gets: the body of a request of baton feedback send"
        case .feedbackList: "baton feedback --json"
        case .feedbackExport: "one line of baton feedback export --format jsonl"
        case .feedbackSend: "baton feedback send --json, with and without --dry-run"
        case .checklistList: "baton checklist --json"
        case .checklistShow: "baton checklist show --json"
        case .checklistDiff: "baton checklist diff --json"
        case .checklistLint: "baton checklist lint --json"
        case .checklistWhatIf: "baton checklist whatif --json"
        }
    }

    static func unknown(_ name: String) -> Failure {
        let near = Schema.nearest(to: name).map {
            "; did you mean `baton schema \($0.rawValue)`?" as ScreenLine
        }
        return Failure(
            .usage, "baton: no schema \(name)" + (near ?? ""),
            "  There are: \(Schema.allCases.map(\.rawValue).joined(separator: ", "))")
    }
}
