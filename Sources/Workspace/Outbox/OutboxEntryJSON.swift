package import Delivery
import Qualification

extension OutboxEntry {
    package static let schema = "baton.outbox/1"
    /// How many bytes a line may have.
    static let lineLimit = 4096

    /// The entry as its line has it: every key always there, with a line feed at the end.
    package var line: [UInt8] { json.encoded(.compact) }

    private var json: JSONValue {
        [
            "address": .string(address), "at": JSONValue(at), "attempt": JSONValue(attempt),
            "event": .string(event.rawValue), "message": JSONValue(message), "next": JSONValue(next),
            "problem": JSONValue(problem?.rawValue), "rests": .bool(rests),
            "schema": .string(OutboxEntry.schema), "status": JSONValue(status),
        ]
    }

    /// Reads a line; nil for one that is none, as a loss of power may leave at the end.
    package init?(line bytes: UnsafeRawBufferPointer) {
        guard let document = try? JSONValue.parse(Array(bytes), limit: OutboxEntry.lineLimit),
            let entry = try? OutboxEntry(JSONCursor(document))
        else { return nil }
        self = entry
    }

    private init(_ cursor: JSONCursor) throws(JSONShapeError) {
        guard try cursor["schema"].string() == OutboxEntry.schema else {
            throw cursor["schema"].expected(OutboxEntry.schema)
        }
        self.init(
            at: try cursor["at"].instant(), event: try cursor["event"].word(),
            message: try cursor["message"].optionalString(), attempt: try cursor["attempt"].integer(),
            status: try cursor["status"].present?.integer(),
            problem: try cursor["problem"].optional { value throws(JSONShapeError) in
                try value.word(DeliveryProblem.self)
            },
            next: try cursor["next"].present?.instant(), rests: try cursor["rests"].bool(),
            address: try cursor["address"].string())
    }
}
