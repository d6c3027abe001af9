import Foundation
import TestSupport

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

    var about: String {
        switch self {
        case .leads: "import of a CSV file into an empty folder"
        case .call: "a call of thirteen entries to its verdict, piped"
        case .terminal: "the same call on a terminal"
        case .resume: "the second half of a paused call"
        case .forget: "forgetting the person called"
        }
    }
}

/// What is typed on the call, and what the screen answers when it is safe.
enum Script {
    static let lead = "jane@acme.example"
    static let call = ["call", lead, "--rep", "sam", "--checklist", "bant"]

    /// Each line of the call makes the entry of its number; the first one none.
    static let entries: [(line: String, receipt: String)] = [
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
    static let ending: [(line: String, receipt: String)] = [
        ("/end", "Proposal:"), ("", "Verdict:  SQL"),
    ]
    /// How many entries the first half of the paused call makes.
    static let half = 6

    static let csv = """
        First Name,Last Name,Email,Company,Title,Phone,Original Source,HubSpot Score
        Jane,Ortiz,jane@acme.example,Acme Rockets,VP Operations,+1 555 0100,LinkedIn,72
        Tom,Berg,tom@northwind.example,Northwind,Buyer,+1 555 0101,Webinar,61
        ,,,,,,Webinar,5

        """
    /// What nobody may find after Jane is forgotten.
    static let traces = ["Jane", "Ortiz", "acme", "Acme Rockets", "5550100", "555 0100"]

    /// The lines that make the rest of the call when so many entries are there.
    static func rest(after entries: Int) -> [(line: String, receipt: String)] {
        [("", entries == 0 ? Script.entries[0].receipt : "")] + Script.entries.dropFirst(entries + 1) + ending
    }
}

/// What is on disk of the one call that is held.
struct CallOnDisk {
    var record: Document?
    var feedback: Document?
    /// What is wrong with the files as such.
    var faults: [String] = []

    init(in place: Place) {
        let records = place.files(in: "transcripts", ending: ".json")
        if records.count > 1 { faults.append("there are \(records.count) records") }
        for path in records {
            record = Document(path: path)
            if record == nil { faults.append("a record is not whole: \(path)") }
        }
        for path in place.files(in: "feedback", ending: ".json") {
            feedback = Document(path: path)
            if feedback == nil { faults.append("a feedback file is not whole: \(path)") }
            if record == nil { faults.append("there is feedback without its record") }
        }
        for path in place.files(in: "leads", ending: ".jsonl") {
            for line in place.text(path).split(separator: "\n") where Document(Data(line.utf8)) == nil {
                faults.append("a line of a lead file is not whole: \(path)")
            }
        }
    }

    var entryCount: Int { record?.entries.count ?? 0 }
    var hasOutcome: Bool { record.map { !($0["outcome"] is NSNull) } ?? false }
}
