package import Qualification

/// A column of an export that is for nobody in particular.
package enum FeedbackColumn: String, CaseIterable, Hashable, Sendable {
    case message, type, decidedAt, call, leadId, crmId, email, name, company, rep, channel, campaign, score
    case threshold, attempts, mqlAt, firstTouchAt, firstTouchInTime, verdict, answer, reason, sub, revisitOn
    case note, buyerWords, who, what, actOn

    /// The header, which an import knows again where it is a field of a lead.
    package var header: String {
        switch self {
        case .message: "Message"
        case .type: "Type"
        case .decidedAt: "Decided at"
        case .call: "Call"
        case .leadId: "Lead ID"
        case .crmId: "CRM ID"
        case .email: "Email"
        case .name: "Name"
        case .company: "Company"
        case .rep: "Rep"
        case .channel: "Channel"
        case .campaign: "Campaign"
        case .score: "Score"
        case .threshold: "Threshold"
        case .attempts: "Attempts"
        case .mqlAt: "MQL date"
        case .firstTouchAt: "First touch"
        case .firstTouchInTime: "First touch in time"
        case .verdict: "Verdict"
        case .answer: "AE answer"
        case .reason: "Reason"
        case .sub: "Sub-reason"
        case .revisitOn: "Revisit on"
        case .note: "Note"
        case .buyerWords: "Buyer's words"
        case .who: "Who acts"
        case .what: "What to do"
        case .actOn: "Act on"
        }
    }

    /// What has to be asked for before it is filled; nil for what always is.
    package var detail: Webhook.Detail? {
        switch self {
        case .name, .company, .rep: .names
        case .score, .threshold, .attempts: .numbers
        case .note, .buyerWords: .notes
        default: nil
        }
    }

    /// What a row has in it; `details` are those that were asked for.
    package func value(of row: FeedbackRow, including details: Set<Webhook.Detail>) -> JSONValue {
        if let detail, !details.contains(detail) { return .null }
        let source = row.verdict?.source
        switch self {
        case .message: return .string(row.message.id)
        case .type: return .string(row.message.type)
        case .decidedAt: return JSONValue(row.message.at)
        case .call: return .string(row.message.call)
        case .leadId: return .string(row.message.leadID)
        case .crmId: return JSONValue(row.lead.flatMap(CRMKey.id))
        case .email: return JSONValue(row.message.email)
        case .name: return JSONValue(row.lead?.name)
        case .company: return JSONValue(row.message.company)
        case .rep: return .string(row.message.rep)
        case .channel: return JSONValue(source?.channel)
        case .campaign: return JSONValue(source?.campaign)
        case .score: return JSONValue(source?.score)
        case .threshold: return JSONValue(source?.threshold)
        case .attempts: return JSONValue(source?.attempts)
        case .mqlAt: return JSONValue(source?.mqlAt)
        case .firstTouchAt: return JSONValue(source?.firstTouchAt)
        case .firstTouchInTime: return JSONValue(source?.firstTouchInTime)
        case .verdict: return .string(row.verdict?.verdict.rawValue ?? Verdict.salesQualified.rawValue)
        case .answer: return JSONValue(row.answer)
        case .reason: return JSONValue(row.reason)
        case .sub: return JSONValue(row.subReason)
        case .revisitOn: return JSONValue(row.revisitOn)
        case .note: return JSONValue(row.word == nil ? row.verdict?.reason?.note : row.word?.note)
        case .buyerWords: return JSONValue(row.verdict?.buyerWords ?? [])
        case .who: return JSONValue(row.verdict?.action.who)
        case .what:
            // For an SQL it is what the rep typed.
            let isTyped = row.verdict?.reason == nil
            return JSONValue(isTyped && !details.contains(.notes) ? nil : row.verdict?.action.what)
        case .actOn: return JSONValue(row.verdict?.action.on)
        }
    }

    /// The same as text for a cell; several words stand one a line.
    func cell(of row: FeedbackRow, including details: Set<Webhook.Detail>) -> String {
        switch value(of: row, including: details) {
        case .string(let text): text
        case .integer(let number): String(number)
        case .bool(let flag): flag ? "true" : "false"
        case .array(let elements): elements.compactMap(\.stringValue).joined(separator: "\n")
        default: ""
        }
    }
}
