/// A JSON Schema (2020-12) of something that Baton writes, reads or prints; the raw values are what people call them.
package enum Schema: String, CaseIterable, Sendable {
    case call, feedback, acceptance, lead
    case checklist, reasons, settings
    case calls, find, leads, `import`, doctor, forget, schemas
    case report
    case reportList = "report-list"
    case outbox, webhook
    case feedbackList = "feedback-list"
    case feedbackExport = "feedback-export"
    case feedbackSend = "feedback-send"
    case handOffList = "handoff-list"
    case checklistList = "checklist-list"
    case checklistShow = "checklist-show"
    case checklistDiff = "checklist-diff"
    case checklistLint = "checklist-lint"
    case checklistWhatIf = "checklist-whatif"

    package init?(named name: String) {
        self.init(rawValue: name.lowercased())
    }

    /// The schema's own text, a JSON document that ends with a line feed.
    package var bytes: [UInt8] {
        switch self {
        case .call: PackageResources.call_json
        case .feedback: PackageResources.feedback_json
        case .acceptance: PackageResources.acceptance_json
        case .lead: PackageResources.lead_json
        case .handOffList: PackageResources.handoff_list_json
        case .checklist: PackageResources.checklist_json
        case .reasons: PackageResources.reasons_json
        case .settings: PackageResources.settings_json
        case .calls: PackageResources.calls_json
        case .find: PackageResources.find_json
        case .leads: PackageResources.leads_json
        case .import: PackageResources.import_json
        case .doctor: PackageResources.doctor_json
        case .forget: PackageResources.forget_json
        case .schemas: PackageResources.schemas_json
        case .report: PackageResources.report_json
        case .reportList: PackageResources.report_list_json
        case .outbox: PackageResources.outbox_json
        case .webhook: PackageResources.webhook_json
        case .feedbackList: PackageResources.feedback_list_json
        case .feedbackExport: PackageResources.feedback_export_json
        case .feedbackSend: PackageResources.feedback_send_json
        case .checklistList: PackageResources.checklist_list_json
        case .checklistShow: PackageResources.checklist_show_json
        case .checklistDiff: PackageResources.checklist_diff_json
        case .checklistLint: PackageResources.checklist_lint_json
        case .checklistWhatIf: PackageResources.checklist_whatif_json
        }
    }

    /// Whether what it is the schema of is YAML that people write, and not JSON that Baton writes.
    package var isWrittenByPeople: Bool {
        switch self {
        case .checklist, .reasons, .settings: true
        case .call, .feedback, .acceptance, .lead, .handOffList, .calls, .find, .leads, .import, .doctor,
            .forget,
            .schemas, .outbox, .webhook, .feedbackList, .feedbackExport, .feedbackSend, .report, .reportList,
            .checklistList,
            .checklistShow, .checklistDiff, .checklistLint, .checklistWhatIf:
            false
        }
    }

    /// The schema that is most probably meant by a name that there is none of.
    package static func nearest(to name: String) -> Schema? {
        name.lowercased().nearest(in: allCases.map(\.rawValue)).flatMap { Schema(rawValue: $0) }
    }
}
