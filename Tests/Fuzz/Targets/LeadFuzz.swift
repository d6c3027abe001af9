import Qualification

@testable import Workspace

/// The index's quick look at a line of leads sees what the parser sees.
enum LeadFuzz {
    static func take(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { line in
            let quick = LeadLineScanner.lead(line, number: 3)
            let read: Lead
            do {
                read = try Lead(jsonLine: line, line: 3)
            } catch is JSONError {
                return try promise(quick == nil, "the index takes what is no JSON")
            } catch is JSONShapeError {
                return try promise(quick == nil, "the index takes what is no lead")
            }
            if let quick {
                try promise(quick == ImportedLead(read, line: 3), "they differ: \(quick) \(read)")
            }
            let written = read.jsonLine
            try ShownBytes.check(json: written)
            try written.dropLast().withUnsafeBytes { line in
                try promise(try Lead(jsonLine: line) == read, "it reads back otherwise: \(read)")
                if !read.id.isEmpty, let again = LeadLineScanner.lead(line, number: 3) {
                    try promise(again == ImportedLead(read, line: 3), "they differ on our own line: \(again)")
                }
            }
        }
    }
}
