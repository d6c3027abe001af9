import Qualification

@testable import BatonCommands
@testable import Workspace

/// Every row is counted once, and every lead's line reads as the lead that it is.
enum ImportFuzz {
    static func take(_ bytes: [UInt8]) throws {
        let leads = LeadImport(source: .bytes(bytes), utcOffset: UTCOffset(minutes: 60))
        let plan: ImportPlan
        do {
            plan = try leads.plan()
        } catch let error as ImportError {
            guard let failure = ErrorWording.failure(for: error) else {
                throw Broken("no words for \(error)")
            }
            return try ShownBytes.check(failure.lines)
        }
        try ShownBytes.check(ImportWording.preview(plan))
        try ShownBytes.check(json: ImportWording.json(plan).encoded(.pretty))
        var ids: Set<String> = []
        var rejected = 0
        var rejects: [UInt8] = []
        let writer = CSVWriter()
        writer.append(plan.rejectsHeader, to: &rejects)
        let counts = try leads.run(plan) { lead, line in
            try ShownBytes.check(json: Array(line))
            try promise(line.last == UInt8(ascii: "\n"), "a line without its end")
            let inner = UnsafeRawBufferPointer(rebasing: line.dropLast())
            let read = try Lead(jsonLine: inner)
            try promise(ids.insert(read.id).inserted, "the id comes twice: \(read.id)")
            try promise(read.id == lead.id && !read.id.isEmpty, "another id: \(lead.id) \(read.id)")
            try promise(ImportedLead(read, line: lead.line) == lead, "another lead: \(lead) \(read)")
            try promise(read.jsonLine == Array(line), "the line is written otherwise the second time")
            try ShownBytes.check(["\(read.id)"])
        } rejected: { row in
            rejected += 1
            writer.append(plan.rejectsRow(row, reason: CSVWording.reason(row.reason)), to: &rejects)
        }
        try promise(counts.imported == ids.count && counts.rejected == rejected, "miscounted: \(counts)")
        try promise(counts.rows == counts.imported + counts.duplicates + counts.rejected, "\(counts)")
        try checkRejects(rejects, rows: rejected)
    }

    /// The file of rejected rows is one that an import can read.
    private static func checkRejects(_ bytes: [UInt8], rows: Int) throws {
        var rest = bytes[...]
        var limits = CSVLimits()
        limits.columns = 2000
        let reader = CSVReader(limits: limits) { buffer in
            let piece = rest.prefix(buffer.count)
            buffer.copyBytes(from: piece)
            rest = rest.dropFirst(piece.count)
            return piece.count
        }
        var count = -1
        while let event = try reader.next() {
            try promise(event == .row, "a rejected row is written as a mistake: \(event)")
            count += 1
        }
        try promise(count == rows, "\(rows) rejected rows are \(count) when they are read")
    }
}
