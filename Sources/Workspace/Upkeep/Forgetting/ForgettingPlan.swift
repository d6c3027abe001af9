import Qualification

/// What is about to be erased, kept on disk until it is: it alone still knows the person when half of it is done.
struct ForgettingPlan: Hashable, Sendable {
    /// The name of its file and of the note that remains, without ending: the instant, and eight characters.
    var name: String
    var at: Instant
    var by: String
    var pseudonym: String
    var identity: Identity
    /// The ids under which the book had the person.
    var leads: Set<String> = []
    /// The person's calls that have a record.
    var records: Set<String> = []
    /// The person's calls that marketing was told about.
    var feedback: Set<String> = []
    /// The person's calls that an account executive answered.
    var acceptances: Set<String> = []

    static let schema = "baton.forgetting/1"
    static let noteSchema = "baton.forgotten/1"
    static let limit = 64 << 20

    var fileName: String { "\(name).json" }
    var isEmpty: Bool { leads.isEmpty && records.isEmpty && feedback.isEmpty && acceptances.isEmpty }

    init(name: String, at: Instant, by: String, pseudonym: String, identity: Identity) {
        self.name = name
        self.at = at
        self.by = by
        self.pseudonym = pseudonym
        self.identity = identity
    }

    /// Takes in another plan that is about the same person.
    mutating func formUnion(_ other: ForgettingPlan) {
        identity.formUnion(other.identity)
        leads.formUnion(other.leads)
        records.formUnion(other.records)
        feedback.formUnion(other.feedback)
        acceptances.formUnion(other.acceptances)
    }

    // MARK: - The files

    private static let identityKeys = [
        "ids", "emails", "phones", "names", "companies", "otherEmails", "otherPhones",
    ]

    var encoded: [UInt8] {
        var known: [String: JSONValue] = [:]
        for (key, path) in zip(ForgettingPlan.identityKeys, Identity.sets) {
            known[key] = JSONValue(identity[keyPath: path].sorted())
        }
        let json: JSONValue = [
            "acceptances": JSONValue(acceptances.sorted()), "at": JSONValue(at), "by": .string(by),
            "feedback": JSONValue(feedback.sorted()),
            "known": .object(known),
            "leads": JSONValue(leads.sorted()), "pseudonym": .string(pseudonym),
            "records": JSONValue(records.sorted()),
            "schema": .string(ForgettingPlan.schema),
        ]
        return json.encoded(.pretty)
    }

    /// What remains of it in the end, without a word about who it was.
    var note: [UInt8] {
        let json: JSONValue = [
            "acceptances": JSONValue(acceptances.count), "at": JSONValue(at), "by": .string(by),
            "calls": JSONValue(records.union(feedback).union(acceptances).sorted()),
            "feedback": JSONValue(feedback.count), "leads": JSONValue(leads.count),
            "records": JSONValue(records.count),
            "schema": .string(ForgettingPlan.noteSchema),
        ]
        return json.encoded(.pretty)
    }

    static func decoded(_ bytes: [UInt8], path: String, name: String) throws(RecordError) -> ForgettingPlan {
        try RecordError.reading(bytes, path: path, schema: schema, limit: limit) {
            cursor throws(JSONShapeError) in
            var identity = Identity()
            for (key, path) in zip(identityKeys, Identity.sets) {
                identity[keyPath: path] = try strings(cursor["known"][key])
            }
            var plan = ForgettingPlan(
                name: name, at: try cursor["at"].instant(), by: try cursor["by"].string(),
                pseudonym: try cursor["pseudonym"].string(), identity: identity)
            plan.leads = try strings(cursor["leads"])
            plan.records = try strings(cursor["records"])
            plan.feedback = try strings(cursor["feedback"])
            // A plan that was begun before there were any has none.
            if let acceptances = cursor["acceptances"].present { plan.acceptances = try strings(acceptances) }
            return plan
        }
    }

    private static func strings(_ cursor: JSONCursor) throws(JSONShapeError) -> Set<String> {
        Set(try cursor.array { element throws(JSONShapeError) in try element.string() })
    }
}

extension Workspace {
    /// Holds what is about to be erased, for as long as it is not.
    var forgettingPath: String { "\(statePath)/forgetting" }
    /// Holds a note for each person who was forgotten.
    var forgottenPath: String { "\(statePath)/forgotten" }
}
