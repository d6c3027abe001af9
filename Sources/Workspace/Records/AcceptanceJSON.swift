package import Qualification

extension Acceptance {
    package static let schema = "baton.acceptance/1"
    /// How many bytes the file of one may have.
    package static let limit = 1 << 20

    /// The acceptance as its file has it: every key always there, sorted, one a line, with a line feed at the end.
    package var encoded: [UInt8] { json.encoded(.pretty) }

    /// Reads the content of a file; `path` is for errors.
    package static func decoded(_ bytes: [UInt8], path: String) throws(RecordError) -> Acceptance {
        try RecordError.reading(bytes, path: path, schema: schema, limit: limit) {
            cursor throws(JSONShapeError) in try Acceptance(cursor)
        }
    }

    package var json: JSONValue {
        var members = word.members
        members["call"] = .string(call)
        members["dueAt"] = JSONValue(dueAt)
        members["earlier"] = .array(earlier.map { .object($0.members) })
        members["lead"] = [
            "company": JSONValue(company), "email": JSONValue(email), "id": .string(leadID),
        ]
        members["rep"] = .string(rep)
        members["schema"] = .string(Acceptance.schema)
        return .object(members)
    }

    private init(_ cursor: JSONCursor) throws(JSONShapeError) {
        let lead = cursor["lead"]
        let earlier = try cursor["earlier"].array { word throws(JSONShapeError) in try Word(word) }
        self.init(
            call: try cursor["call"].string(), leadID: try lead["id"].string(),
            email: try lead["email"].optionalString(), company: try lead["company"].optionalString(),
            rep: try cursor["rep"].string(), dueAt: try cursor["dueAt"].instant(), word: try Word(cursor),
            earlier: earlier)
    }
}

extension Acceptance.Word {
    /// A rejection's note is its reason's, an acceptance's stands by itself.
    fileprivate var members: [String: JSONValue] {
        [
            "at": JSONValue(at), "by": .string(by), "decision": .string(decision.rawValue),
            "note": reason == nil ? JSONValue(note) : .null,
            "reason": JSONValue(reason) { ["code": .string($0), "note": JSONValue(note)] },
        ]
    }

    fileprivate init(_ cursor: JSONCursor) throws(JSONShapeError) {
        let decision = try cursor["decision"].word(Acceptance.Decision.self)
        let reason = decision == .rejected ? try cursor["reason"]["code"].string() : nil
        let note = decision == .rejected ? cursor["reason"]["note"] : cursor["note"]
        self.init(
            decision, at: try cursor["at"].instant(), by: try cursor["by"].string(), reason: reason,
            note: try note.optionalString())
    }
}
