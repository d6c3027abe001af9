/// Why bytes are not a JSON document, and where.
package struct JSONError: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
        /// The input is longer than the caller allows.
        case tooLarge(bytes: Int, limit: Int)
        /// Arrays and objects are nested deeper than `JSONValue.depthLimit`.
        case tooDeep(limit: Int)
        case byteOrderMark
        case invalidUTF8
        /// The input ends inside a value, or holds none.
        case unexpectedEnd
        /// Something else has to stand here.
        case unexpected(Unicode.Scalar)
        /// A whole value was read, and more follows.
        case trailingContent
        /// The object has this key already.
        case duplicateKey(String)
        /// A control character stands in a string without its escape.
        case bareControlCharacter(UInt8)
        /// A backslash is followed by what is no escape.
        case invalidEscape
        /// Half of a surrogate pair: it stands for no character, and replacing it would change the data.
        case loneSurrogate
        /// Such as `01`, `1.` or `-`.
        case malformedNumber
        /// Beyond what a double can hold.
        case numberOutOfRange(String)
    }

    package var reason: Reason
    /// Counted from one; a line ends with a line feed.
    package var line: Int
    /// In Unicode scalars, counted from one.
    package var column: Int
    /// In bytes from the beginning of the input.
    package var offset: Int
}

/// A JSON value that is not of the kind that its place calls for.
package struct JSONShapeError: Error, Hashable, Sendable {
    /// The keys and indices that lead to the value, for example `entries[3].at`.
    package var path: String
    package var expected: String
    /// Nil where the key is absent.
    package var found: JSONKind?

    package init(path: String, expected: String, found: JSONKind?) {
        self.path = path
        self.expected = expected
        self.found = found
    }
}
