import Qualification
import Reporting

/// The elements and questions of a call in few bytes: numbers stand for their names.
///
/// Each is the number of its name, a byte of flags, and of a question that was asked the milliseconds.
enum PackedFacts {
    static func pack(_ elements: [ElementFacts], _ number: (String) throws -> Int64) rethrows -> [UInt8] {
        var bytes: [UInt8] = []
        for element in elements {
            append(UInt64(bitPattern: try number(element.id)), to: &bytes)
            let state = UInt8(states.firstIndex(of: element.state) ?? 0)
            bytes.append(
                UInt8(element.grade.rawValue) | UInt8(element.bar.rawValue) << 2 | state << 4
                    | (element.counts ? 0x80 : 0))
        }
        return bytes
    }

    static func pack(_ questions: [QuestionFacts], _ number: (String) throws -> Int64) rethrows -> [UInt8] {
        var bytes: [UInt8] = []
        for question in questions {
            append(UInt64(bitPattern: try number(question.key.description)), to: &bytes)
            var flags = UInt8(question.grade.rawValue)
            if question.isAsked { flags |= 0x04 }
            if question.isDodged { flags |= 0x08 }
            if question.isSkipped { flags |= 0x10 }
            if question.isAgainst { flags |= 0x20 }
            if question.milliseconds != nil { flags |= 0x40 }
            bytes.append(flags)
            if let milliseconds = question.milliseconds {
                append(UInt64(bitPattern: milliseconds), to: &bytes)
            }
        }
        return bytes
    }

    /// `names` are elements by their numbers.
    static func elements(_ bytes: UnsafeRawBufferPointer, _ names: [Int64: String]) -> [ElementFacts] {
        var elements: [ElementFacts] = []
        var at = 0
        while at < bytes.count {
            let number = Int64(bitPattern: take(bytes, &at))
            guard at < bytes.count, let name = names[number] else { return elements }
            let flags = bytes[at]
            at += 1
            elements.append(
                ElementFacts(
                    id: name, grade: grade(flags), bar: grade(flags >> 2),
                    state: states[Int(flags >> 4 & 7) % states.count], counts: flags & 0x80 != 0))
        }
        return elements
    }

    /// `keys` are questions by their numbers.
    static func questions(
        _ bytes: UnsafeRawBufferPointer, _ keys: [Int64: QuestionKey]
    ) -> [QuestionFacts] {
        var questions: [QuestionFacts] = []
        var at = 0
        while at < bytes.count {
            let number = Int64(bitPattern: take(bytes, &at))
            guard at < bytes.count, let key = keys[number] else { return questions }
            let flags = bytes[at]
            at += 1
            questions.append(
                QuestionFacts(
                    key: key, isAsked: flags & 0x04 != 0, isDodged: flags & 0x08 != 0,
                    isSkipped: flags & 0x10 != 0,
                    milliseconds: flags & 0x40 != 0 ? Int64(bitPattern: take(bytes, &at)) : nil,
                    grade: grade(flags), isAgainst: flags & 0x20 != 0))
        }
        return questions
    }

    private static let states = ElementState.State.allCases

    private static func grade(_ flags: UInt8) -> EvidenceGrade {
        EvidenceGrade(rawValue: Int(flags & 3)) ?? .none
    }

    /// Seven bits a byte, the lowest first; the highest bit says that there are more.
    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private static func take(_ bytes: UnsafeRawBufferPointer, _ at: inout Int) -> UInt64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while at < bytes.count, shift < 64 {
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return value
    }
}
