import TestSupport
import Qualification

/// A lead that nobody is, with the columns that a CRM exports.
struct InventedLead {
    let index: Int
    let cells: [String]

    static let headers = [
        "Record ID", "First Name", "Last Name", "Email", "Phone Number", "Mobile Phone Number",
        "Company Name", "Job Title", "Original Source", "Original Source Drill-Down 1", "Campaign Name",
        "HubSpot Score", "Became a Marketing Qualified Lead Date", "Create Date", "Last Activity Date",
        "Lifecycle Stage", "Lead Status", "Contact owner", "Industry", "Number of Employees",
        "Annual Revenue", "Street Address", "City", "State/Region", "Postal Code", "Country/Region",
        "Website URL", "LinkedIn Bio", "Time Zone", "Preferred language", "Number of Pageviews",
        "Number of Sessions", "First Page Seen", "Last Page Seen", "Marketing emails opened",
        "Marketing emails clicked", "Opted out of email", "Notes",
    ]

    /// The one lead whose company nobody shares; it comes last.
    static let onlyCompany = "Zephyrine Optics"

    /// `today` is the day on which the latest leads were handed over; the others were in the year before.
    init(_ index: Int, of count: Int, today: LocalDay) {
        var chance = Chance(seed: index)
        let first = chance.pick(Words.firstNames)
        let last = chance.pick(Words.lastNames)
        let company =
            index == count - 1
            ? InventedLead.onlyCompany : "\(chance.pick(Words.places)) \(chance.pick(Words.trades))"
        let site = String(company.lowercased().filter { $0.isASCII && $0.isLetter })
        let handedOver = today.adding(days: -(count - 1 - index) * 365 / count)
        let mqlAt =
            "\(handedOver)T\(Words.two(chance.number(8...17))):\(Words.two(chance.number(0...59))):00Z"
        let page = "https://www.baton.example/\(chance.pick(Words.pages))"
        let note = chance.pick(Words.notes)
        self.index = index
        cells = [
            "\(100_000_000 + index)", first, last,
            "\(InventedLead.plain(first)).\(InventedLead.plain(last))\(index)@\(site).example",
            "+1 555 \(Words.four(index % 10_000)) \(Words.two(index / 10_000))",
            chance.isTrue(30) ? "+1 555 01\(Words.two(index % 100))" : "",
            company, chance.pick(Words.titles), chance.pick(Words.channels), chance.pick(Words.pages),
            chance.pick(Words.campaigns), "\(chance.number(20...99))", mqlAt,
            "\(handedOver.adding(days: -chance.number(1...90)))", "\(handedOver)",
            "marketingqualifiedlead", "New", chance.pick(["Sam Park", "Ana Silva", "Li Wei"]),
            chance.pick(Words.trades), "\(chance.number(10...5000))", "\(chance.number(1...90))000000",
            "\(chance.number(1...900)) \(chance.pick(Words.lastNames)) Street, Suite \(index % 40)",
            chance.pick(Words.places), "", Words.four(chance.number(1000...9999)),
            chance.pick(Words.countries),
            "https://\(site).example", "", "Europe/Lisbon", "en", "\(chance.number(1...60))",
            "\(chance.number(1...20))", page, page, "\(chance.number(0...9))", "\(chance.number(0...4))",
            "false", note,
        ]
    }

    /// The lead as the book has it.
    var lead: Lead {
        var extra: [String: String] = [:]
        for (header, cell) in zip(InventedLead.headers, cells).dropFirst(13) where !cell.isEmpty {
            extra[header] = cell
        }
        return Lead(
            id: cells[3], name: "\(cells[1]) \(cells[2])", email: cells[3], phone: cells[4],
            company: cells[6], title: cells[7], channel: cells[8], campaign: cells[10], score: Int(cells[11]),
            mqlAt: Instant(rfc3339: cells[12]), extra: extra)
    }

    private static func plain(_ name: String) -> String { name.lowercased().filter(\.isASCII) }
}

/// What invented leads and calls are made of.
enum Words {
    static let firstNames = [
        "Jane", "Ravi", "Zoë", "Mateusz", "Aiko", "Björn", "Chidi", "Elena", "Farid", "Grace", "Hanna", "Ivo",
        "José", "Karin", "Liam", "Mina", "Nils", "Olga", "Priya", "Quinn",
    ]
    static let lastNames = [
        "Ortiz", "Nowak", "Okafor", "Lindqvist", "Tanaka", "O'Brien", "Müller", "Rossi", "Haddad", "Kim",
        "Silva", "Novak", "Dubois", "Larsen", "Petrov", "Walsh", "Yilmaz", "Zhang", "Abara", "Castillo",
    ]
    static let places = [
        "Alder", "Birchwood", "Coral", "Delta", "Elm", "Fjord", "Granite", "Harbour", "Indigo", "Juniper",
        "Kestrel", "Lagoon", "Maple", "Northern", "Opal", "Prairie", "Quarry", "Ridge", "Summit", "Tundra",
    ]
    static let trades = [
        "Logistics", "Foods", "Robotics", "Textiles", "Software", "Clinics", "Freight", "Energy",
        "Print & Packaging", "Tools, Inc.",
    ]
    static let titles = [
        "VP Operations", "CFO", "Head of IT", "Warehouse Manager", "Managing Director", "Buyer",
    ]
    static let channels = ["LinkedIn", "Paid Search", "Organic Search", "Webinar", "Referral", "Trade Fair"]
    static let campaigns = [
        "Warehouse ROI guide", "Spring webinar", "Pricing page", "Benchmark report 2026", "Free audit",
    ]
    static let pages = [
        "pricing", "guides/warehouse-roi", "webinars/spring", "compare", "blog/picking-errors",
    ]
    static let countries = ["Portugal", "Germany", "United States", "Poland", "Sweden", "Japan"]
    static let notes = [
        "", "", "Asked for a demo.", "Downloaded \"the guide\", twice",
        "Met at the fair;\nwants a call in the morning",
    ]
    static let answers = [
        "we retype every order into the warehouse system, two days a week", "40k, approved for FY27",
        "Dana Li, the CFO, signs", "by the end of March, before the season", "spreadsheets and a freelancer",
        "about 90k a year in overtime", "the contract with the old vendor ends then",
    ]

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    static func four(_ number: Int) -> String {
        String(repeating: "0", count: max(0, 4 - "\(number)".count)) + "\(number)"
    }
}
