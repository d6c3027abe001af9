package import Qualification

extension Lead {
    /// How many bytes one line of a leads file may have.
    package static let jsonLineLimit = 64 << 20

    /// The lead as one JSON object, all keys always there.
    package var json: JSONValue {
        [
            "campaign": JSONValue(campaign), "channel": JSONValue(channel), "company": JSONValue(company),
            "email": JSONValue(email), "extra": JSONValue(extra), "id": .string(id),
            "mqlAt": JSONValue(mqlAt?.rfc3339), "name": JSONValue(name), "phone": JSONValue(phone),
            "score": JSONValue(score), "title": JSONValue(title),
        ]
    }

    /// The line that a leads file has of it, with a line feed.
    package var jsonLine: [UInt8] { json.encoded(.compact) }

    /// Reads one line of a leads file; errors are `JSONError` and `JSONShapeError`.
    package init(jsonLine: UnsafeRawBufferPointer, line: Int = 1) throws {
        try self.init(JSONCursor(JSONValue.parse(jsonLine, limit: Lead.jsonLineLimit, firstLine: line)))
    }

    /// Reads a lead where a document has one; keys that are absent are null, other keys are passed over.
    package init(_ cursor: JSONCursor) throws(JSONShapeError) {
        func text(_ key: String) throws(JSONShapeError) -> String? { try cursor[key].present?.string() }
        var extra: [String: String] = [:]
        if let members = try cursor["extra"].present?.members() {
            for (key, value) in members { extra[key] = try value.string() }
        }
        var mqlAt: Instant?
        if let date = cursor["mqlAt"].present {
            mqlAt = Instant(rfc3339: try date.string())
            if mqlAt == nil { throw date.expected("date and time") }
        }
        self.init(
            id: try cursor["id"].string(), name: try text("name"), email: try text("email"),
            phone: try text("phone"),
            company: try text("company"), title: try text("title"), channel: try text("channel"),
            campaign: try text("campaign"), score: try cursor["score"].present?.integer(), mqlAt: mqlAt,
            extra: extra)
    }
}
