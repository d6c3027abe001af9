package import Qualification

extension CallRecord {
    package static let schema = "baton.call/1"
    /// How many bytes a record may have.
    package static let limit = 8 << 20

    /// The record as its file has it: every key always there, sorted, one a line, with a line feed at the end.
    package var encoded: [UInt8] { json.encoded(.pretty) }

    /// Reads the content of a record's file; `path` is for errors.
    ///
    /// Keys that are not known are passed over; a key that may be null may be absent. Anything else that is not as
    /// it should be is an error: a record that is read and saved again has lost nothing.
    package static func decoded(
        _ bytes: [UInt8], path: String, _ parts: Parts = .all
    ) throws(RecordError) -> CallRecord {
        if let record = scanned(bytes, parts) { return record }
        return try parsed(bytes, path: path)
    }

    /// Reads it the long way, which names what is wrong.
    static func parsed(_ bytes: [UInt8], path: String) throws(RecordError) -> CallRecord {
        try RecordError.reading(bytes, path: path, schema: schema, limit: limit) {
            cursor throws(JSONShapeError) in try CallRecord(cursor)
        }
    }

    var json: JSONValue {
        [
            "checklist": [
                "name": .string(checklist.name), "sha256": .string(checklist.sha256),
                "version": .string(checklist.version),
            ],
            "connectedAt": JSONValue(connectedAt),
            "continues": JSONValue(continues),
            "draft": JSONValue(draft),
            "endedAt": JSONValue(endedAt),
            "entries": .array(entries.map(\.json)),
            "id": .string(id),
            "lead": lead.json,
            "outcome": JSONValue(outcome, \.json),
            "rep": .string(rep),
            "schema": .string(CallRecord.schema),
            "startedAt": JSONValue(startedAt),
            "utcOffset": .string(utcOffset.description),
        ]
    }

    private init(_ cursor: JSONCursor) throws(JSONShapeError) {
        let checklist = cursor["checklist"]
        self.init(
            id: try cursor["id"].parsed("id of a call") { CallID.isValid($0) ? $0 : nil },
            rep: try cursor["rep"].string(),
            lead: try Lead(cursor["lead"]),
            checklist: ChecklistStamp(
                name: try checklist["name"].string(), version: try checklist["version"].string(),
                sha256: try checklist["sha256"].string()),
            startedAt: try cursor["startedAt"].instant(),
            connectedAt: try cursor["connectedAt"].present?.instant(),
            endedAt: try cursor["endedAt"].present?.instant(),
            utcOffset: try cursor["utcOffset"].parsed("offset from UTC (+01:00)") { UTCOffset($0) },
            continues: try cursor["continues"].optionalString(),
            draft: try cursor["draft"].optionalString(),
            entries: try cursor["entries"].array { element throws(JSONShapeError) in try Entry(element) },
            outcome: try cursor["outcome"].optional { value throws(JSONShapeError) in try Outcome(value) })
    }
}

/// The form of a call's id: the compact start time, a hyphen, and eight lower-case letters or digits.
///
/// An id becomes a file name, so that nothing else may pass for one.
package enum CallID {
    package static func isValid(_ id: String) -> Bool {
        // Byte by byte: at every start the names of a whole month's folder are looked at.
        var index = 0
        for byte in id.utf8 {
            let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            let fits =
                switch index {
                case 8: byte == UInt8(ascii: "T")
                case 15: byte == UInt8(ascii: "Z")
                case 16: byte == UInt8(ascii: "-")
                case 0..<16: isDigit
                case 17..<25: isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                default: false
                }
            guard fits else { return false }
            index += 1
        }
        return index == 25
    }

    /// The month of the folder that the call's files are kept in; nil for what is no id.
    package static func month(of id: String) -> String? {
        guard isValid(id) else { return nil }
        return "\(id.prefix(4))-\(id.dropFirst(4).prefix(2))"
    }
}
