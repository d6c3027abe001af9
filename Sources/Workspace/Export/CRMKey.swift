package import Qualification

/// What a CRM knows a lead by, beside the e-mail address.
package enum CRMKey {
    /// The lead's id in the CRM that it was imported from; nil where the import brought none.
    package static func id(of lead: Lead) -> String? { ids(of: lead).first }

    /// The id that has the form of one of a system.
    package static func id(of lead: Lead, in profile: CRMProfile) -> String? {
        ids(of: lead).first { id in
            switch profile {
            case .hubSpot, .marketo: id.utf8.allSatisfy { (48...57).contains($0) } && id.utf8.count <= 18
            case .salesforce:
                id.hasPrefix("00Q") && [15, 18].contains(id.utf8.count)
                    && id.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0 | 0x20) }
            }
        }
    }

    /// A lead with an e-mail address has them among the columns that have no field of their own.
    private static func ids(of lead: Lead) -> [String] {
        var found: [String] = []
        for header in lead.extra.keys.sorted() where headers.contains(HeaderNames.folded(header)) {
            let id = HeaderNames.trimmed(lead.extra[header] ?? "")
            if !id.isEmpty { found.append(id) }
        }
        let isOwn =
            lead.email == nil && !lead.id.contains("@") && !LeadTranslator.isHashedID(lead.id)
            && !lead.id.hasPrefix(Forgetting.pseudonymPrefix)
        return isOwn ? [lead.id] + found : found
    }

    private static let headers: Set<String> = [
        "recordid", "recordidcontact", "hsobjectid", "contactid", "vid", "leadid", "leadid18", "personid",
        "prospectid", "crmid", "externalid", "id",
    ]
}
