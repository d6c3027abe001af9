import Qualification
import Workspace

/// What an import says of itself.
enum ImportWording {
    static func counts(_ counts: ImportCounts) -> ScreenLine {
        "\(ValueWording.count(counts.rows, "row", "rows")): \(counts.imported) imported, \(ValueWording.count(counts.duplicates, "duplicate", "duplicates")), \(counts.rejected) rejected"
    }

    /// How a file would be read, and its first leads.
    static func preview(_ plan: ImportPlan) -> [ScreenLine] {
        var lines: [ScreenLine] = [
            "\(profile(plan.profile)), \(plan.encoding.rawValue), columns parted by \(delimiter(plan.delimiter))",
            "",
        ]
        for (field, headers) in plan.mapping {
            let rest = headers.count > 1 ? "  (else \(headers.dropFirst().joined(separator: ", ")))" : ""
            lines.append("  \(field.rawValue, .strong)  \(headers.first ?? "")\(rest)")
        }
        if !plan.unmappedHeaders.isEmpty {
            lines.append("  kept as extra: \(plan.unmappedHeaders.joined(separator: ", "))")
        }
        if plan.damagedBytes > 0 {
            lines.append(ScreenLine("  \(plan.damagedBytes) bytes fit no encoding and become �", .weak))
        }
        lines.append("")
        for lead in plan.samples {
            let facts = [
                lead.id, lead.name, lead.title, lead.company, lead.phone, lead.channel, lead.campaign,
                lead.score.map { "score \($0)" }, lead.mqlAt?.rfc3339,
            ]
            lines.append("  \(facts.compactMap(\.self).joined(separator: "  ·  "))")
        }
        lines.append("Nothing was changed. Without --dry-run the leads come into the book.")
        return lines
    }

    static func json(_ plan: ImportPlan) -> JSONValue {
        [
            "profile": .string(plan.profile.rawValue), "encoding": .string(plan.encoding.rawValue),
            "delimiter": .string(String(plan.delimiter)),
            "mapping": .object(
                Dictionary(plan.mapping.map { ($0.field.rawValue, JSONValue($0.headers)) }) { first, _ in
                    first
                }),
            "extra": JSONValue(plan.unmappedHeaders), "leads": .array(plan.samples.map(\.json)),
        ]
    }

    private static func profile(_ profile: HeaderProfile) -> String {
        switch profile {
        case .hubSpot: "a HubSpot export"
        case .salesforce: "a Salesforce export"
        case .marketo: "a Marketo export"
        case .plain: "a plain export"
        }
    }

    private static func delimiter(_ character: Character) -> String {
        switch character {
        case ",": "commas"
        case ";": "semicolons"
        case "\t": "tabs"
        default: "“\(character)”"
        }
    }
}
