/// A place in a JSON document that knows how it was reached, so that what is wrong with it can be named.
///
/// ```swift
/// let record = JSONCursor(try JSONValue.parse(bytes, limit: limit))
/// let id = try record["lead"]["id"].string()
/// let ended = try record["endedAt"].present?.string()
/// let entries = try record["entries"].elements().map(Entry.init)
/// ```
package struct JSONCursor: Sendable {
    /// Nil where the document has nothing in this place.
    package let value: JSONValue?
    private let trail: Trail

    package init(_ value: JSONValue?) {
        self.init(value, .document)
    }

    private init(_ value: JSONValue?, _ trail: Trail) {
        self.value = value
        self.trail = trail
    }

    /// The keys and indices that lead here; empty for the document itself.
    package var path: String { trail.path }

    /// Itself, unless the value is null or absent.
    package var present: JSONCursor? {
        guard let value, value != .null else { return nil }
        return self
    }

    /// The member of an object; absent where there is none.
    package subscript(key: String) -> JSONCursor {
        JSONCursor(value?[key], .member(key, of: trail))
    }

    /// The error that says what should stand here instead.
    package func expected(_ what: String) -> JSONShapeError {
        JSONShapeError(path: path, expected: what, found: value?.kind)
    }

    package func string() throws(JSONShapeError) -> String {
        guard let string = value?.stringValue else { throw expected("string") }
        return string
    }

    package func integer() throws(JSONShapeError) -> Int {
        guard let integer = value?.integerValue, let exact = Int(exactly: integer) else {
            throw expected("integer")
        }
        return exact
    }

    package func double() throws(JSONShapeError) -> Double {
        guard let number = value?.doubleValue else { throw expected("number") }
        return number
    }

    package func bool() throws(JSONShapeError) -> Bool {
        guard let bool = value?.boolValue else { throw expected("bool") }
        return bool
    }

    /// The elements of an array, in order.
    package func elements() throws(JSONShapeError) -> [JSONCursor] {
        guard let elements = value?.arrayValue else { throw expected("array") }
        return elements.enumerated().map { JSONCursor($1, .element($0, of: trail)) }
    }

    /// The members of an object.
    package func members() throws(JSONShapeError) -> [String: JSONCursor] {
        guard let members = value?.objectValue else { throw expected("object") }
        return Dictionary(uniqueKeysWithValues: members.keys.map { ($0, self[$0]) })
    }
}

/// How a place was reached; put into words only where something is wrong with it.
private indirect enum Trail: Sendable {
    case document
    case member(String, of: Trail)
    case element(Int, of: Trail)

    var path: String {
        switch self {
        case .document: ""
        case .member(let key, .document): key
        case .member(let key, let parent): "\(parent.path).\(key)"
        case .element(let index, let parent): "\(parent.path)[\(index)]"
        }
    }
}
