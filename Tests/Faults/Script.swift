enum SceneName: String, CaseIterable, Sendable {
    /// The first import into an empty folder.
    case leads = "import"
    /// A call out of a script, to its verdict, with its feedback and a lead that it referred to.
    case call
    /// The same call, on a terminal.
    case terminal
    /// The second half of a call that was paused.
    case resume
    /// Erasing the person who was called.
    case forget
    /// The call on a terminal again, ended at any moment.
    case random

    var isTyped: Bool { self == .terminal || self == .random }
}

/// What is typed on the call, and what the screen answers when it is safe.
enum Script {
    typealias Step = (line: String, receipt: String)

    static let lead = "jane@acme.example"
    static let call = ["call", lead, "--rep", "sam", "--checklist", "bant"]

    /// Each line of the call makes the entry of its number; the first one none.
    static let entries: [Step] = [
        ("", "they picked up"),
        ("need.pain: we retype every order, two days a week", "need.pain  we retype"),
        ("need.impact: about 90k a year !", "need.impact  about 90k"),
        ("\"it costs us 90k a year\"", "“it costs us 90k a year”"),
        ("budget.amount: 40k, approved for FY27", "budget.amount  USD 40,000"),
        ("authority.signer: Dana Li, the CFO", "authority.signer  Dana Li"),
        ("- prefers mail on Tuesdays", "note  prefers mail on Tuesdays"),
        ("timing.date: end of Q1", "timing.date  "),
        ("note: call again on Friday", "note  call again on Friday"),
        ("/undo", "taken back: "),
        ("budget.amount: 45k, approved for FY27", "budget.amount  USD 45,000  grade 2"),
        ("budget: !!", "budget.amount  USD 45,000  grade 3"),
        ("next: demo on 2027-01-14 with Dana", "next step  demo with Dana"),
        ("/refer Max Stein max@stein.example", "referral  Max Stein"),
    ]
    static let ending: [Step] = [("/end", "Proposal:"), ("", "Verdict:  SQL")]
    /// How many entries the first half of the paused call makes.
    static let half = 6

    static let csv = """
        First Name,Last Name,Email,Company,Title,Phone,Original Source,HubSpot Score
        Jane,Ortiz,jane@acme.example,Acme Rockets,VP Operations,+1 555 0100,LinkedIn,72
        Tom,Berg,tom@northwind.example,Northwind,Buyer,+1 555 0101,Webinar,61
        ,,,,,,Webinar,5

        """
    static let otherLead = "tom@northwind.example"
    /// What nobody may find after Jane is forgotten, in any case of letters.
    static let traces = [
        "jane", "ortiz", "acme", "5550100", "555 0100", "555-0100", "retype", "dana li", "vp operations",
    ]

    /// The lines that make the rest of the call when so many entries are there.
    static func rest(after entries: Int) -> [Step] {
        [("", entries == 0 ? Script.entries[0].receipt : "")] + Script.entries.dropFirst(entries + 1) + ending
    }

    static func steps(_ scene: SceneName) -> [Step] { rest(after: scene == .resume ? half : 0) }
}
