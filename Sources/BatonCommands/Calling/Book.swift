import Conversation
import Qualification
import Workspace

/// What an import's files are named after; later ones sort behind it.
struct ImportID {
    var instant: Instant
    /// Eight characters.
    var random: String
}

/// The book of leads and calls, as commands ask it; brought up to date with the files when it is opened.
final class Book {
    private let workspace: Workspace
    private let index: WorkspaceIndex
    private let settings: Settings
    private let clock: Clock
    /// What was passed over and is on the screen already.
    private var named: Set<IndexProblem> = []

    init(_ workspace: Workspace, settings: Settings, clock: Clock) throws {
        self.workspace = workspace
        self.settings = settings
        self.clock = clock
        index = try WorkspaceIndex(workspace)
        name(try index.refresh().problems)
    }

    private func name(_ problems: [IndexProblem]) {
        StandardError.write(problems.filter { named.insert($0).inserted }.map { ErrorWording.line($0) })
    }

    // MARK: Leads

    func lead(id: String) throws -> Lead? { try index.lead(id: id) }

    /// The one lead that a text means; several are listed, and none is an error as well.
    func theLead(_ text: String) throws -> Lead {
        let found = try index.leads(matching: text, limit: 20)
        if found.count == 1, let lead = try index.lead(id: found[0].id) { return lead }
        guard !found.isEmpty else {
            throw Failure(
                .noInput, "baton: no lead matches “\(text)”",
                "  baton leads shows the queue; baton call --name, --company, --email or --phone makes a new lead."
            )
        }
        var table = Table()
        for lead in found {
            table.add(["  \(lead.id)", "\(lead.name ?? "")", "\(lead.company ?? "")", "\(lead.phone ?? "")"])
        }
        throw Failure(
            .noInput,
            ["baton: several leads match “\(text)”; name one by its id:"]
                + table.lines(width: StandardOutput().width))
    }

    /// How many leads a text matches.
    func matches(_ text: String) throws -> Int { try index.leads(matching: text, limit: 20).count }

    func isOptedOut(_ lead: Lead) throws -> Bool {
        if lead.asksNotToBeCalled { return true }
        return try index.optOut(leadID: lead.id, email: lead.email, phone: lead.phone) != nil
    }

    /// What earlier calls left behind, up to one of them.
    func history(of lead: Lead, before record: CallRecord?) throws -> LeadHistory {
        var calls = try index.history(ofLead: lead.id)
        if let record { calls.calls.removeAll { $0.id == record.id || $0.startedAt > record.startedAt } }
        return LeadHistory(
            attempts: calls.attempts, firstTouchAt: calls.firstTouchAt, verdictCall: calls.decisive?.id,
            verdict: calls.decisive?.verdict, continues: calls.continuable?.id, rejection: calls.rejection)
    }

    /// Takes in a file of leads, and what it rejects beside it.
    func take(_ leads: LeadImport, as id: ImportID) throws -> (counts: ImportCounts, rejectsPath: String?) {
        let plan = try leads.plan(samples: 0)
        let folder = try Folder(making: workspace.leadsPath, in: workspace)
        var rejects: (file: FileDraft, writer: CSVWriter)?
        let name = "\(id.instant.compact)-\(id.random).rejected.csv"
        let (counts, _) = try index.addLeads(at: id.instant, random: id.random) { writer in
            let counts = try leads.run(plan) { lead, line in
                try writer.add(lead, line: line)
            } rejected: { row in
                var bytes: [UInt8] = []
                if rejects == nil {
                    let csv = CSVWriter()
                    rejects = (try FileDraft(in: folder), csv)
                    csv.append(plan.rejectsHeader, to: &bytes)
                }
                rejects?.writer.append(
                    plan.rejectsRow(row, reason: CSVWording.reason(row.reason)), to: &bytes)
                try rejects?.file.append(bytes)
            }
            // Before the leads: an import that cannot say what it left out does not land.
            try rejects?.file.commit(as: name, replacing: false)
            return counts
        }
        return (counts, rejects == nil ? nil : folder.path(of: name))
    }

    /// Adds leads that came from no file.
    func add(_ leads: [Lead], as id: ImportID) throws {
        _ = try index.addLeads(at: id.instant, random: id.random) { writer in
            for lead in leads { try writer.add(lead) }
        }
    }

    /// The call with a lead that has no outcome yet; its mark may be lost, the record is not.
    func unfinishedCall(with lead: Lead) throws -> String? {
        try index.history(ofLead: lead.id).unfinished?.id
    }

    // MARK: Hand-offs

    /// The SQLs that stand, oldest first.
    func handOffs() throws -> [(call: CallSummary, handOff: HandOff)] {
        try index.handOffs(settings: settings)
    }

    /// The hand-off that a text means, by a call or by a lead: then by the verdict that stands.
    func theHandOff(_ text: String) throws -> (id: String, standing: String?) {
        let found = try theCall(text)
        guard let call = try index.call(id: found) else { return (found, nil) }
        let standing = try index.history(ofLead: call.leadID).decisive?.id
        return (found.contains(text) ? found : standing ?? found, standing)
    }

    // MARK: The queue

    func queue(limit: Int, includingWaiting: Bool = false) throws -> [QueuedLead] {
        try index.queue(
            at: clock.now().instant, serviceLevel: settings.serviceLevel, time: settings.time,
            includingWaiting: includingWaiting, limit: limit)
    }

    func queueCounts() throws -> QueueCounts {
        try index.queueCounts(
            at: clock.now().instant, serviceLevel: settings.serviceLevel, time: settings.time)
    }

    func leadCount() throws -> Int { try index.leadCount() }

    /// The first lead in the queue that may be called without asking, other than the one just called.
    func next(after leadID: String? = nil) throws -> QueuedLead? {
        try queue(limit: 2).first { $0.lead.id != leadID && !$0.lead.isOptedOut }
    }

    // MARK: Calls

    func calls(_ filter: CallFilter, limit: Int) throws -> [CallSummary] {
        try index.calls(filter, limit: limit)
    }

    /// The id of the one call that a text means: an id or a part of one, or a lead for its latest call.
    func theCall(_ text: String) throws -> String {
        // A record that cannot be read is not in the index: whoever loads it says what is wrong with it.
        if try index.call(id: text) != nil || TranscriptStore(workspace).hasRecord(text) { return text }
        var found = text.count >= 4 ? try index.calls(idPrefix: text) : []
        if found.isEmpty, text.count >= 4 {
            found = try index.calls(CallFilter(), limit: Int(Int32.max)).filter { $0.id.contains(text) }
        }
        if found.count == 1 { return found[0].id }
        guard found.isEmpty else {
            throw Failure(
                .noInput,
                ["baton: several calls match “\(text)”:"]
                    + found.prefix(20).map { "  \($0.id)  \($0.leadDisplayName)" })
        }
        if let call = try index.calls(CallFilter(lead: text), limit: 1).first {
            let leads = try Set(index.calls(CallFilter(lead: text), limit: 500).map(\.leadID))
            guard leads.count == 1 else {
                throw Failure(
                    .noInput,
                    ["baton: several leads match “\(text)”:"] + leads.sorted().prefix(20).map { "  \($0)" })
            }
            return call.id
        }
        throw Failure(.noInput, "baton: no call matches “\(text)”", "  baton calls lists them.")
    }

    /// Tells the index of a record that was just saved; it finds out by itself if that fails.
    func note(_ record: CallRecord) {
        try? index.note(record)
    }

    /// Looks at every file again, whatever the folders say.
    func refreshThoroughly() throws {
        name(try index.refresh(thorough: true).problems)
    }
}
