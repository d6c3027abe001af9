/// A file that is no readable record, and why.
package struct RecordError: Error, Hashable, Sendable {
    package enum Problem: Hashable, Sendable {
        /// It could not be read at all.
        case file(FileError)
        /// It is not JSON; says where it goes wrong.
        case json(JSONError)
        /// It is JSON of another shape; says in which place, and what is expected there.
        case shape(JSONShapeError)
        /// It is of a kind, or of a version, that is unknown here.
        case schema(expected: String, found: String)
        /// It holds the record of another call than its name says.
        case otherCall(found: String)
    }

    package var path: String
    package var problem: Problem

    package init(path: String, problem: Problem) {
        self.path = path
        self.problem = problem
    }

    /// Whether there is no such file.
    package var isMissing: Bool {
        if case .file(let error) = problem { error.isMissing } else { false }
    }

    /// Whether the file did not come to be read.
    var isOfFile: Bool {
        if case .file = problem { true } else { false }
    }
}

extension RecordError {
    /// Reads a document of one schema; whatever goes wrong says in which file.
    static func reading<Value>(
        _ bytes: [UInt8], path: String, schema: String, limit: Int,
        _ make: (JSONCursor) throws(JSONShapeError) -> Value
    ) throws(RecordError) -> Value {
        let document: JSONCursor
        do {
            document = JSONCursor(try JSONValue.parse(bytes, limit: limit))
        } catch {
            throw RecordError(path: path, problem: .json(error))
        }
        let found: String
        do {
            found = try document["schema"].string()
        } catch {
            throw RecordError(path: path, problem: .shape(error))
        }
        guard found == schema else {
            throw RecordError(path: path, problem: .schema(expected: schema, found: found))
        }
        do {
            return try make(document)
        } catch {
            throw RecordError(path: path, problem: .shape(error))
        }
    }
}
