/// A piece of a YAML file as this format uses it: text, lists and mappings, each with its place.
struct YAMLNode: Sendable {
    struct Position: Hashable, Comparable, Sendable {
        /// Counted from 1.
        var line: Int
        /// Counted from 1, in Unicode scalars.
        var column: Int

        static func < (a: Position, b: Position) -> Bool { (a.line, a.column) < (b.line, b.column) }
    }

    struct Pair: Sendable {
        var key: String
        var position: Position
        var value: YAMLNode
    }

    enum Content: Sendable {
        /// Nothing after the colon or the dash, `~` or `null`.
        case empty
        /// Any scalar, as it was written and trimmed.
        case text(String)
        case list([YAMLNode])
        case mapping([Pair])
    }

    var position: Position
    var content: Content
}
