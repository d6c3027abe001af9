/// What a knock-out can look at before anyone is called.
package enum LeadFact: String, CaseIterable, Sendable {
    /// The domains of the e-mail address and of the company's website.
    case domain
    case email, name, company, title, channel, campaign
    /// Out of columns that have no field of their own, by the headers that CRMs give them.
    case country, industry, employees
    case score

    /// Whether it is a number or a range of numbers.
    package var isNumeric: Bool { self == .employees || self == .score }
}

extension Lead {
    /// The values that are known of a fact; none where the hand-off left it open or filled it with a dash.
    package func values(of fact: LeadFact) -> [String] {
        let written: [String?] =
            switch fact {
            case .domain: [email.flatMap(Lead.domain(ofAddress:))] + column(fact).map(Lead.domain(ofSite:))
            case .email: [email]
            case .name: [name]
            case .company: [company]
            case .title: [title]
            case .channel: [channel]
            case .campaign: [campaign]
            case .country, .industry, .employees: column(fact)
            case .score: [score.map(String.init)]
            }
        return written.compactMap(\.self).map(Lead.trimmed).filter { !Lead.isPlaceholder($0) }
    }

    private func column(_ fact: LeadFact) -> [String] {
        let headers = Lead.headers[fact] ?? []
        // Sorted, so that of two columns the same one comes first every time.
        return extra.filter { headers.contains(Lead.letters($0.key)) }.sorted { $0.key < $1.key }.map(\.value)
    }

    private static let headers: [LeadFact: Set<String>] = [
        .domain: ["website", "domain", "companydomain", "companywebsite", "companydomainname", "url"],
        .country: [
            "country", "countryregion", "countrycode", "mailingcountry", "billingcountry", "companycountry",
            "hqcountry", "land",
        ],
        .industry: ["industry", "sector", "companyindustry", "branche", "vertical"],
        .employees: [
            "employees", "ofemployees", "noofemployees", "numberofemployees", "numofemployees",
            "numemployees",
            "employeecount", "employeerange", "companysize", "headcount", "size",
        ],
    ]

    private static func letters(_ header: String) -> String {
        String(
            String.UnicodeScalarView(header.lowercased().unicodeScalars.filter { ("a"..."z").contains($0) }))
    }

    private static func domain(ofAddress address: String) -> String? {
        guard let at = address.lastIndex(of: "@") else { return nil }
        return String(address[address.index(after: at)...])
    }

    private static func domain(ofSite site: String) -> String? {
        var rest = site.lowercased()[...]
        for prefix in ["https://", "http://"] where rest.hasPrefix(prefix) {
            rest = rest.dropFirst(prefix.count)
        }
        if rest.hasPrefix("www.") { rest = rest.dropFirst(4) }
        return String(rest.prefix { !"/?#:".contains($0) })
    }

    private static func trimmed(_ text: String) -> String {
        var rest = text[...]
        while rest.first?.isWhitespace == true { rest = rest.dropFirst() }
        while rest.last?.isWhitespace == true { rest = rest.dropLast() }
        return String(rest)
    }

    /// What people write where a form insists on something.
    private static func isPlaceholder(_ text: String) -> Bool {
        [
            "", "-", "--", ".", "?", "n/a", "na", "none", "null", "nil", "unknown", "not provided",
            "[not provided]",
        ]
        .contains(text.lowercased())
    }
}
