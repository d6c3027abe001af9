import Qualification

extension JSONCursor {
    func optional<Value>(
        _ read: (JSONCursor) throws(JSONShapeError) -> Value
    ) throws(JSONShapeError) -> Value? {
        guard let present else { return nil }
        return try read(present)
    }

    func optionalString() throws(JSONShapeError) -> String? { try present?.string() }

    func array<Value>(
        _ read: (JSONCursor) throws(JSONShapeError) -> Value
    ) throws(JSONShapeError) -> [Value] {
        var values: [Value] = []
        for element in try elements() { values.append(try read(element)) }
        return values
    }

    /// Makes a value out of a string; `what` names the form that it must have.
    func parsed<Value>(
        _ what: String, _ read: (String) -> Value?
    ) throws(JSONShapeError) -> Value {
        guard let value = read(try string()) else { throw expected(what) }
        return value
    }

    func instant() throws(JSONShapeError) -> Instant {
        try parsed("date and time (RFC 3339)") { Instant(rfc3339: $0) }
    }

    func day() throws(JSONShapeError) -> LocalDay {
        try parsed("day (YYYY-MM-DD)") { LocalDay($0) }
    }

    func question() throws(JSONShapeError) -> QuestionKey {
        try parsed("key of a question (element.question)") { QuestionKey($0) }
    }

    func grade() throws(JSONShapeError) -> EvidenceGrade {
        guard let grade = EvidenceGrade(rawValue: try integer()) else { throw expected("grade from 0 to 3") }
        return grade
    }

    /// The number of an entry; no record has room for as many as the limit, and the next one must count on.
    func entryNumber() throws(JSONShapeError) -> Int {
        let number = try integer()
        guard (1...1_000_000_000).contains(number) else { throw expected("number of an entry, from 1") }
        return number
    }

    /// One of a closed list of words.
    func word<Value: RawRepresentable & CaseIterable>(
        _: Value.Type = Value.self
    ) throws(JSONShapeError) -> Value where Value.RawValue == String {
        let words = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return try parsed("one of \(words)") { Value(rawValue: $0) }
    }
}

extension JSONValue {
    init(_ instant: Instant?) { self.init(instant?.rfc3339) }
    init(_ day: LocalDay?) { self.init(day?.description) }
    init(_ question: QuestionKey) { self = .string(question.description) }
    init(_ grade: EvidenceGrade) { self = .integer(Int64(grade.rawValue)) }

    /// The object, or null where there is no value.
    init<Value>(_ value: Value?, _ make: (Value) -> JSONValue) { self = value.map(make) ?? .null }
}
