/// What columns are called, letters and digits only, in lower case.
enum HeaderNames {
    /// A header without case, blanks, signs, and the `__c` that Salesforce appends to fields of one's own.
    static func folded(_ header: String) -> String {
        let lower = trimmed(header).lowercased()
        return String(
            (lower.hasSuffix("__c") ? lower.dropLast(3) : lower[...]).filter { $0.isLetter || $0.isNumber })
    }

    /// A folded header parted into its name and the number at its end, as in `email2`; 0 where it has none.
    static func numbered(_ folded: String) -> (name: String, number: Int) {
        let name = folded.prefix(folded.count - (folded.reversed().prefix { ("0"..."9").contains($0) }).count)
        guard !name.isEmpty, let number = Int(folded[name.endIndex...]) else { return (folded, 0) }
        return (String(name), number)
    }

    /// Whether a header is that of a field in any profile.
    static func isKnown(_ header: String) -> Bool {
        let folded = folded(header)
        return known.contains(folded) || known.contains(numbered(folded).name)
    }

    private static let known: Set<String> = {
        let tables = [general, hubSpot, salesforce, marketo]
        return Set(tables.flatMap { $0.values.flatMap { $0 } })
    }()

    /// Text without blanks, byte order marks and zero-width spaces at its ends.
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars.drop(while: isBlank)
        guard let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(scalars[...last])
    }

    static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}"
    }

    static let hubSpot: [LeadField: [String]] = [
        .id: ["recordid", "recordidcontact", "hsobjectid", "contactid", "vid"],
        .email: ["email", "workemail", "hsadditionalemails"],
        .phone: ["phonenumber", "phone", "mobilephonenumber", "mobilephone", "hswhatsappphonenumber"],
        .company: ["companyname", "company", "associatedcompany"],
        .title: ["jobtitle"],
        .channel: [
            "originaltrafficsource", "originalsource", "hsanalyticssource", "latesttrafficsource",
            "latestsource",
            "hslatestsource",
        ],
        .campaign: [
            "firsttouchconvertingcampaign", "hsanalyticsfirsttouchconvertingcampaign",
            "lasttouchconvertingcampaign",
            "hsanalyticslasttouchconvertingcampaign",
        ],
        .score: ["hubspotscore", "leadscore", "contactscore", "engagementscore"],
        .mqlAt: [
            "becameamarketingqualifiedleaddate", "hslifecyclestagemarketingqualifiedleaddate",
            "dateenteredmarketingqualifiedleadlifecyclestagepipeline",
            "hsv2dateenteredmarketingqualifiedlead",
            "hsdateenteredmarketingqualifiedlead",
        ],
    ]

    static let salesforce: [LeadField: [String]] = [
        .id: ["leadid", "leadid18", "leadcontactid", "contactid", "id"],
        .phone: ["phone", "businessphone", "mobile", "mobilephone"],
        .company: ["companyaccount", "company", "accountname", "companyaccountname"],
        .title: ["title"],
        .channel: ["leadsource"],
        .campaign: ["campaignname", "campaign", "primarycampaign", "primarycampaignsource"],
        .score: ["leadscore", "score", "mqlscore", "piscore", "pardotscore", "mkto71leadscore"],
    ]

    static let marketo: [LeadField: [String]] = [
        .id: ["id", "leadid", "personid"],
        .email: ["emailaddress", "email"],
        .phone: ["phonenumber", "phone", "mobilephonenumber", "mobilephone", "mainphone"],
        .company: ["companyname", "company"],
        .title: ["jobtitle", "title"],
        .channel: ["leadsource", "personsource", "originalsourcetype"],
        .campaign: ["acquisitionprogramname", "acquisitionprogram", "acquisitionprogramid"],
        .score: ["leadscore", "personscore"],
    ]

    static let general: [LeadField: [String]] = [
        .id: [
            "leadid", "contactid", "recordid", "personid", "prospectid", "memberid", "crmid", "externalid",
            "id",
            "uuid", "guid", "customerid", "accountid",
        ],
        .name: [
            "name", "fullname", "contactname", "leadname", "leadfullname", "personname", "prospectname",
            "contactfullname", "contact", "contactperson", "ansprechpartner", "kontakt", "kontaktname",
            "vollständigername", "nomcomplet",
        ],
        .firstName: ["firstname", "givenname", "forename", "vorname", "prénom", "prenom"],
        .lastName: ["lastname", "surname", "familyname", "nachname", "nomdefamille", "nom"],
        .email: [
            "email", "emailaddress", "workemail", "businessemail", "primaryemail", "contactemail", "mail",
            "mailaddress", "emailadresse", "mailadresse", "emailid", "courriel", "adresseemail",
            "adressemail",
            "personalemail",
        ],
        .phone: [
            "phone", "phonenumber", "telephone", "telephonenumber", "tel", "telefon", "telefonnummer",
            "rufnummer",
            "téléphone", "numérodetéléphone", "phoneno", "telno", "workphone", "businessphone", "officephone",
            "directphone", "directdial", "contactnumber", "contactphone", "mobile", "mobilephone",
            "mobilephonenumber", "mobilenumber", "mobileno", "cell", "cellphone", "handy", "handynummer",
            "mobil",
            "mobiltelefon", "portable", "homephone", "companyphone",
        ],
        .company: [
            "company", "companyname", "companyaccount", "account", "accountname", "organization",
            "organisation",
            "organizationname", "organisationname", "org", "employer", "business", "businessname", "firma",
            "firmenname", "unternehmen", "unternehmensname", "société", "societe", "entreprise",
        ],
        .title: [
            "jobtitle", "title", "position", "jobposition", "role", "jobrole", "designation",
            "berufsbezeichnung",
            "stellenbezeichnung", "funktion", "fonction", "poste",
        ],
        .channel: [
            "channel", "leadsource", "source", "originalsource", "leadchannel", "marketingchannel",
            "acquisitionchannel", "acquisitionsource", "trafficsource", "utmsource", "kanal", "leadquelle",
            "quelle",
            "herkunft", "canal", "origine",
        ],
        .campaign: [
            "campaign", "campaignname", "marketingcampaign", "leadcampaign", "utmcampaign", "kampagne",
            "campagne",
        ],
        .score: ["score", "leadscore", "leadscoring", "mqlscore", "totalscore", "scoring"],
        .mqlAt: [
            "mqldate", "mqlat", "mqldatetime", "mqltime", "mqltimestamp", "mqlsince", "datemql", "becamemql",
            "becamemqldate", "becamemqlat", "becameamarketingqualifiedleaddate", "marketingqualifieddate",
            "marketingqualifiedat", "marketingqualifiedleaddate", "handedoverat", "handoverdate",
            "handoffdate",
            "handoffat", "createddate", "createdate", "createdat", "created", "createdon", "creationdate",
            "datecreated", "dateadded", "submittedat", "submissiondate", "timestamp", "date", "datum",
            "erstelltam",
            "erstelldatum", "datedecréation",
        ],
    ]
}
