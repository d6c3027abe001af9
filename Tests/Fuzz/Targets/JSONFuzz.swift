import Workspace

/// What was parsed is written so that it parses to the same, without a control in it.
enum JSONFuzz {
    static func take(_ bytes: [UInt8]) throws {
        let value: JSONValue
        do {
            value = try JSONValue.parse(bytes, limit: 1 << 20)
        } catch {
            try promise(error.line >= 1 && error.column >= 1, "a place before the beginning: \(error)")
            try promise((0...bytes.count).contains(error.offset), "a place behind the end: \(error)")
            return
        }
        for style in [JSONStyle.pretty, .compact] {
            let written = value.encoded(style)
            try ShownBytes.check(json: written)
            let again = try JSONValue.parse(written, limit: .max)
            try promise(again == asWritten(value), "\(style) reads back otherwise: \(again)")
            try promise(again.encoded(style) == written, "\(style) is written otherwise the second time")
        }
    }

    /// A whole double is written without a point, which makes an integer of it.
    private static func asWritten(_ value: JSONValue) -> JSONValue {
        switch value {
        case .double(let number): Int64(exactly: number).map { .integer($0) } ?? value
        case .array(let elements): .array(elements.map(asWritten))
        case .object(let members): .object(members.mapValues(asWritten))
        case .null, .bool, .integer, .string: value
        }
    }
}
