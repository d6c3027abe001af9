import Foundation

/// What is on disk of the one call that is held.
struct CallOnDisk {
    var record: Document?
    var feedback: Document?
    /// What is wrong with the files as such.
    var faults: [String] = []

    /// Every file that is there has to be whole, and of records there may be so many.
    init(in place: Place, recordsAtMost limit: Int = 1) {
        let records = place.files(in: "transcripts", ending: ".json")
        if records.count > limit { faults.append("there are \(records.count) records") }
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
