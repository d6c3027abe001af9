package import Qualification

/// What a CRM knows a lead by, beside the e-mail address.
package enum CRMKey {
    /// The lead's id in the CRM that it was imported from; nil where the import brought none.
    ///
    /// A lead with an e-mail address has it among the columns that have no field of their own.
    package static func id(of lead: Lead) -> String? {
        for header in lead.extra.keys.sorted() {
            let folded = HeaderNames.folded(header)
            guard headers.contains(folded), let value = lead.extra[header] else { continue }
            let trimmed = HeaderNames.trimmed(value)
            if !trimmed.isEmpty { return trimmed }
        }
        guard lead.email == nil, !lead.id.contains("@"), !LeadTranslator.isHashedID(lead.id),
            !lead.id.hasPrefix(Forgetting.pseudonymPrefix)
        else { return nil }
        return lead.id
    }

    /// The id, if it has the form of one of a system.
    package static func id(of lead: Lead, in profile: CRMProfile) -> String? {
        guard let id = id(of: lead) else { return nil }
        let isOne =
            switch profile {
            case .hubSpot, .marketo: id.utf8.allSatisfy { (48...57).contains($0) } && id.utf8.count <= 18
            case .salesforce:
                id.hasPrefix("00Q") && [15, 18].contains(id.utf8.count)
                    && id.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0 | 0x20) }
            }
        return isOne ? id : nil
    }

    private static let headers: Set<String> = [
        "recordid", "recordidcontact", "hsobjectid", "contactid", "vid", "leadid", "leadid18", "personid",
        "prospectid", "crmid", "externalid", "id",
    ]
}
