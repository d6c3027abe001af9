/// Where an export comes from, as far as its headers tell.
package enum HeaderProfile: String, Hashable, Sendable, CaseIterable {
    case hubSpot = "HubSpot"
    case salesforce = "Salesforce"
    case marketo = "Marketo"
    case plain = "plain"

    /// The CRM of which at least two headers are typical; of equals the first.
    init(headers: [String]) {
        var best = (profile: HeaderProfile.plain, count: 1)
        for profile in HeaderProfile.allCases {
            let count = headers.count { profile.isTypical($0) }
            if count > best.count { best = (profile, count) }
        }
        self = best.profile
    }

    private func isTypical(_ header: String) -> Bool {
        let folded = HeaderNames.folded(header)
        switch self {
        case .hubSpot:
            return HeaderProfile.hubSpotTypical.contains(folded) || header.hasPrefix("hs_")
                || header == "firstname"
                || header == "lastname" || header == "jobtitle"
        case .salesforce:
            return HeaderProfile.salesforceTypical.contains(folded) || header.hasSuffix("__c")
                || header == "FirstName"
                || header == "LastName" || header == "MobilePhone" || header == "LeadSource"
        case .marketo:
            return HeaderProfile.marketoTypical.contains(folded) || header == "firstName"
                || header == "lastName"
                || header == "leadSource" || header == "mobilePhone"
        case .plain:
            return false
        }
    }

    private static let hubSpotTypical: Set = [
        "recordid", "recordidcontact", "vid", "hubspotscore", "originalsource", "originaltrafficsource",
        "lifecyclestage", "contactowner", "hubspotownerid", "leadstatus", "associatedcompany",
        "associatedcompanyid",
        "becameamarketingqualifiedleaddate", "becamealeaddate", "lastactivitydate", "marketingcontactstatus",
        "firstconversion", "recentconversion", "numberofpageviews", "createdate",
    ]

    private static let salesforceTypical: Set = [
        "leadid", "companyaccount", "leadowner", "leadowneralias", "leadowneraliasname", "leadsource",
        "rating",
        "createddate", "isconverted", "converted", "ownerid", "createdbyid", "masterrecordid",
        "systemmodstamp",
        "lastmodifiedbyid", "recordtypeid", "donotcall", "hasoptedoutofemail", "emailoptout", "memberstatus",
        "membertype", "leadstatus", "unreadbyowner", "currencyisocode",
    ]

    private static let marketoTypical: Set = [
        "acquisitionprogramname", "acquisitionprogram", "acquisitionprogramid", "leadscore", "personscore",
        "personsource", "leadpartitionid", "marketoguid", "unsubscribed", "unsubscribedreason", "createdat",
        "donotcall", "donotcallreason", "marketingsuspended", "originalsourcetype", "leadrevenuestageid",
        "sfdcid",
        "blacklisted", "emailinvalid", "inferredcompany", "emailaddress", "anonymousip",
        "revenuestage",
    ]

    /// The headers of a field, folded, best first: those of this CRM, labels and API names, then those that anybody
    /// might have chosen.
    func names(of field: LeadField) -> [String] {
        let own =
            switch self {
            case .hubSpot: HeaderNames.hubSpot[field] ?? []
            case .salesforce: HeaderNames.salesforce[field] ?? []
            case .marketo: HeaderNames.marketo[field] ?? []
            case .plain: [String]()
            }
        // A CRM's account id is shared by all leads of one company.
        let general = HeaderNames.general[field, default: []].filter { self == .plain || $0 != "accountid" }
        return own + general.filter { !own.contains($0) }
    }
}
