/// A JSON document, or a part of one.
///
/// Numbers written without fraction or exponent that fit 64 bits are integers, all others doubles.
/// Objects are dictionaries: the order of keys is not kept, and two keys that Swift takes for equal (those that
/// are canonically equivalent included) are duplicates.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
}

/// What a JSON value is, whatever it holds.
package enum JSONKind: String, Hashable, Sendable {
    case null, bool, integer, double, string, array, object
}

extension JSONValue {
    package var kind: JSONKind {
        switch self {
        case .null: .null
        case .bool: .bool
        case .integer: .integer
        case .double: .double
        case .string: .string
        case .array: .array
        case .object: .object
        }
    }

    package var isNull: Bool { self == .null }

    package var boolValue: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The integer, also where it was written as a whole double such as `3.0`.
    package var integerValue: Int64? {
        switch self {
        case .integer(let value): value
        case .double(let value): Int64(exactly: value)
        default: nil
        }
    }

    /// The number, as the nearest double.
    package var doubleValue: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        default: nil
        }
    }

    package var stringValue: String? {
        if case .string(let value) = self { value } else { nil }
    }

    package var arrayValue: [JSONValue]? {
        if case .array(let value) = self { value } else { nil }
    }

    package var objectValue: [String: JSONValue]? {
        if case .object(let value) = self { value } else { nil }
    }

    /// The member of an object; nil where there is none, or this is no object.
    package subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// The element of an array; nil where there is none, or this is no array.
    package subscript(index: Int) -> JSONValue? {
        if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { nil }
    }
}

extension JSONValue {
    /// The string, or null where there is none.
    package init(_ value: String?) { self = value.map { .string($0) } ?? .null }

    /// The integer, or null where there is none.
    package init(_ value: Int?) { self = value.map { .integer(Int64($0)) } ?? .null }

    /// The truth value, or null where there is none.
    package init(_ value: Bool?) { self = value.map { .bool($0) } ?? .null }

    /// The strings as an array.
    package init(_ values: [String]) { self = .array(values.map { .string($0) }) }

    /// The strings as an object.
    package init(_ members: [String: String]) { self = .object(members.mapValues { .string($0) }) }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral
{
    package init(nilLiteral: ()) { self = .null }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(floatLiteral value: Double) { self = .double(value) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

    /// The object with these members; of two equal keys the later one holds.
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { _, later in later })
    }
}
