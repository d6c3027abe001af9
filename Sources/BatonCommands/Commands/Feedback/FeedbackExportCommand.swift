import ArgumentParser
import Qualification
import Workspace

/// `baton feedback export`: a file for a CRM or a spreadsheet.
struct FeedbackExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Export what marketing is told, for a CRM or a spreadsheet.",
        discussion: """
            EXAMPLES
              baton feedback export --profile hubspot > back.csv       a row a lead
              baton feedback export --since 2026-11-01 > november.csv  a row a verdict
              baton feedback export --format jsonl --include names --include numbers

            Leads stand in it with their e-mail address and the CRM's id, by which an
            import finds them again: treat the file as you treat the CRM. Names, notes and
            numbers come along when they are asked for.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument {
        case csv, jsonl
    }

    @Option(help: "csv or jsonl.") var format: Format = .csv
    @Option(help: "The headers and words of a CRM: hubspot, salesforce or marketo; a row for each lead.")
    var profile: CRMProfile?
    @Flag(help: "A row for each lead, with its latest verdict, instead of one for each message.")
    var latest = false
    @Option(help: ArgumentHelp("Also names, notes or numbers.", valueName: "DETAIL"))
    var include: [Webhook.Detail] = []
    @Option(
        name: .shortAndLong, help: "Write to a new file, readable by you alone, instead of standard output.")
    var output: String?

    @OptionGroup var filter: FeedbackFilterOptions
    @OptionGroup var workspace: WorkspaceOptions

    func validate() throws {
        if output == "" { throw ValidationError("--output takes the name of a file.") }
        guard profile != nil else { return }
        if format == .jsonl { throw ValidationError("--profile makes CSV, which is what a CRM imports.") }
        if !include.isEmpty {
            throw ValidationError("--profile has the columns that a CRM imports; leave --include out.")
        }
    }

    func run() throws {
        let desk = try Desk(workspace)
        try desk.completeUnfinished()
        let period = filter.period(desk.zone)
        let messages = try desk.marketingMessages().all(since: period.since, until: period.until) {
            StandardError.write(["baton: skipped: \(ErrorWording.text($0))"])
        }
        func verdict(_ call: String) -> Feedback? { try? desk.transcripts.feedback(call) }
        var rows =
            latest || profile != nil
            ? FeedbackRow.latest(of: messages, verdict: verdict)
            : FeedbackRow.each(messages, verdict: verdict)
        for index in rows.indices where !rows[index].message.isForgotten {
            rows[index].lead = try desk.book.lead(id: rows[index].message.leadID)
        }
        let (bytes, unknowable) = content(rows, desk.settings.feedback)
        try write(bytes)
        if unknowable > 0 { StandardError.write([FeedbackListWording.unknowable(unknowable, profile)]) }
    }

    private func content(_ rows: [FeedbackRow], _ settings: FeedbackSettings) -> ([UInt8], unknowable: Int) {
        if let profile {
            let table = FeedbackTable(rows, for: profile, names: settings.profiles[profile] ?? CRMNames())
            return (table.csv, table.unknowable)
        }
        let details = Set(include)
        switch format {
        case .csv: return (FeedbackTable(rows, including: details).csv, 0)
        case .jsonl:
            let lines = rows.flatMap { row in
                let members = FeedbackColumn.allCases.map {
                    ($0.rawValue, $0.value(of: row, including: details))
                }
                return JSONValue.object(Dictionary(uniqueKeysWithValues: members)).encoded(.compact)
            }
            return (lines, 0)
        }
    }

    private func write(_ bytes: [UInt8]) throws {
        guard let output else { return StandardOutput().write(data: String(decoding: bytes, as: UTF8.self)) }
        let slash = output.lastIndex(of: "/")
        let folder = slash.map { $0 == output.startIndex ? "/" : String(output[..<$0]) } ?? "."
        let name = slash.map { String(output[output.index(after: $0)...]) } ?? output
        do throws(FileError) {
            try Folder(folder).create(name, with: bytes)
        } catch {
            guard error.isTaken else { throw error }
            throw Failure(
                .cannotWrite, "baton: \(output) is there already, and is not replaced",
                "  Name another file, or remove it first.")
        }
    }
}
