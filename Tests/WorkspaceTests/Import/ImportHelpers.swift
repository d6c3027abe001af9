import Qualification
import Testing
import Workspace

/// All that an import says of some bytes.
struct Imported {
    var plan: ImportPlan
    var counts: ImportCounts
    var rows: [ImportedLead] = []
    var leads: [Lead] = []
    var lines: [String] = []
    var rejected: [RejectedRow] = []

    init(
        _ bytes: some Sequence<UInt8>, map: [String] = [], offset: Int = 0
    ) throws {
        let job = LeadImport(
            source: .bytes(Array(bytes)), overrides: try map.map { try ColumnOverride($0) },
            utcOffset: UTCOffset(minutes: offset))
        plan = try job.plan()
        var (rows, leads, lines, rejected): ([ImportedLead], [Lead], [String], [RejectedRow]) = (
            [], [], [], []
        )
        counts = try job.run(plan) { row, line in
            rows.append(row)
            leads.append(try Lead(jsonLine: line))
            lines.append(String(decoding: line, as: UTF8.self))
        } rejected: {
            rejected.append($0)
        }
        (self.rows, self.leads, self.lines, self.rejected) = (rows, leads, lines, rejected)
        #expect(counts.rows == counts.imported + counts.duplicates + counts.rejected)
        #expect(counts.imported == rows.count && counts.rejected == rejected.count)
        #expect(plan.samples == Array(leads.prefix(3)))
        for (lead, line) in zip(leads, lines) {
            #expect(String(decoding: lead.jsonLine, as: UTF8.self) == line)
        }
        for (lead, row) in zip(leads, rows) {
            #expect(
                lead.id == row.id && lead.name == row.name && lead.email == row.email
                    && lead.phone == row.phone)
            #expect(lead.company == row.company && lead.title == row.title && lead.channel == row.channel)
            #expect(lead.campaign == row.campaign && lead.score == row.score && lead.mqlAt == row.mqlAt)
            #expect(lead.asksNotToBeCalled == row.asksNotToBeCalled)
        }
    }

    init(_ text: String, map: [String] = [], offset: Int = 0) throws {
        try self.init(text.utf8, map: map, offset: offset)
    }

    var mapping: [LeadField: [String]] {
        Dictionary(plan.mapping.map { ($0.field, $0.headers) }) { first, _ in first }
    }
}

func importError(_ bytes: some Sequence<UInt8>, map: [String] = []) -> ImportError? {
    do {
        _ = try Imported(bytes, map: map)
        return nil
    } catch {
        return error as? ImportError
    }
}
