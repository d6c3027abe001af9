package import Qualification

extension Feedback {
    package static let schema = "baton.feedback/1"
    /// How many bytes a message may have.
    package static let limit = 8 << 20

    /// The message as its file has it: every key always there, sorted, one a line, with a line feed at the end.
    package var encoded: [UInt8] { json.encoded(.pretty) }

    /// Reads the content of a message's file; `path` is for errors.
    package static func decoded(_ bytes: [UInt8], path: String) throws(RecordError) -> Feedback {
        try RecordError.reading(bytes, path: path, schema: schema, limit: limit) {
            cursor throws(JSONShapeError) in try Feedback(cursor)
        }
    }

    package var json: JSONValue {
        [
            "action": [
                "on": JSONValue(action.on), "what": .string(action.what), "who": .string(action.who),
            ],
            "at": JSONValue(at),
            "buyerWords": JSONValue(buyerWords),
            "elements": .array(
                elements.map { element in
                    [
                        "grade": JSONValue(element.grade), "id": .string(element.id),
                        "state": .string(element.state.rawValue),
                    ]
                }),
            "id": .string(id),
            "lead": [
                "company": JSONValue(company), "email": JSONValue(email), "id": .string(leadID),
            ],
            "reason": JSONValue(reason, \.json),
            "rep": .string(rep),
            "schema": .string(Feedback.schema),
            "source": source.json,
            "supersedes": JSONValue(supersedes),
            "type": .string(type),
            "verdict": .string(verdict.rawValue),
        ]
    }

    private init(_ cursor: JSONCursor) throws(JSONShapeError) {
        let lead = cursor["lead"]
        let action = cursor["action"]
        self.init(
            id: try cursor["id"].string(), at: try cursor["at"].instant(), rep: try cursor["rep"].string(),
            leadID: try lead["id"].string(), email: try lead["email"].optionalString(),
            company: try lead["company"].optionalString(), source: try Source(cursor["source"]),
            verdict: try cursor["verdict"].word(),
            reason: try cursor["reason"].optional { value throws(JSONShapeError) in try GivenReason(value) },
            buyerWords: try cursor["buyerWords"].array { word throws(JSONShapeError) in try word.string() },
            elements: try cursor["elements"].array { element throws(JSONShapeError) in
                try Element(
                    id: element["id"].string(), grade: element["grade"].grade(),
                    state: element["state"].word())
            },
            action: Action(
                who: try action["who"].string(), what: try action["what"].string(),
                on: try action["on"].present?.day()),
            supersedes: try cursor["supersedes"].optionalString())
    }
}

extension Feedback.Source {
    fileprivate var json: JSONValue {
        [
            "attempts": JSONValue(attempts), "campaign": JSONValue(campaign), "channel": JSONValue(channel),
            "firstTouchAt": JSONValue(firstTouchAt), "firstTouchInTime": JSONValue(firstTouchInTime),
            "mqlAt": JSONValue(mqlAt), "score": JSONValue(score), "threshold": JSONValue(threshold),
        ]
    }

    fileprivate init(_ cursor: JSONCursor) throws(JSONShapeError) {
        self.init(
            channel: try cursor["channel"].optionalString(),
            campaign: try cursor["campaign"].optionalString(),
            score: try cursor["score"].present?.integer(),
            threshold: try cursor["threshold"].present?.integer(),
            mqlAt: try cursor["mqlAt"].present?.instant(),
            firstTouchAt: try cursor["firstTouchAt"].present?.instant(),
            firstTouchInTime: try cursor["firstTouchInTime"].present?.bool(),
            attempts: try cursor["attempts"].integer())
    }
}
