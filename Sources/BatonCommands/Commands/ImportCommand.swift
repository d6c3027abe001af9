import ArgumentParser
import Qualification
import Workspace

/// `baton import`: leads that marketing handed over as CSV.
struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Bring in leads from a CSV export.",
        discussion: """
            EXAMPLES
              baton import leads.csv
              baton import leads.csv --dry-run                     how it would be read
              baton import leads.csv --map email="Work mail" --map score=#7

            Exports of HubSpot, Salesforce and Marketo are known by their headers, plain
            ones by common names. Delimiter and encoding are found out. An import lands
            whole or not at all; rows that are no lead go to a CSV file of their own, with
            the reason.

            Fields for --map: id, name, first-name, last-name, email, phone, company,
            title, channel, campaign, score, mql-at.
            """)

    @Argument(help: "The CSV file.", completion: .file(extensions: ["csv"]))
    var file: String

    @Option(
        name: .customLong("map"), help: ArgumentHelp("Read a field from a column.", valueName: "FIELD=COLUMN")
    )
    var overrides: [String] = []

    @Flag(help: "Show how the file would be read, and change nothing.")
    var dryRun = false

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let overrides = try self.overrides.map { try ColumnOverride($0) }
        let desk = try Desk(workspace)
        let leads = LeadImport(
            source: .file(file), overrides: overrides, utcOffset: desk.clock.now().offset)
        if dryRun { return try preview(leads) }
        let result = try desk.book.take(leads, as: desk.importID())
        let counts = result.counts
        if output.isJSON {
            let json: JSONValue = [
                "rows": JSONValue(counts.rows), "imported": JSONValue(counts.imported),
                "duplicates": JSONValue(counts.duplicates), "rejected": JSONValue(counts.rejected),
            ]
            StandardOutput().write(String(decoding: json.encoded(.pretty), as: UTF8.self))
        } else {
            StandardOutput().write([ImportWording.counts(counts)])
        }
        if let path = result.rejectsPath {
            StandardError.write(["  the rejected rows, with reasons: \(path)"])
        }
        if counts.imported == 0 {
            throw Failure(.badData, "baton: nothing was imported from \(file)")
        }
    }

    private func preview(_ leads: LeadImport) throws {
        let plan = try leads.plan()
        if output.isJSON {
            StandardOutput().write(String(decoding: ImportWording.json(plan).encoded(.pretty), as: UTF8.self))
        } else {
            StandardOutput().write(ImportWording.preview(plan))
        }
    }
}
