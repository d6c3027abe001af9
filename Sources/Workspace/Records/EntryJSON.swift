import Qualification

extension Entry {
    var json: JSONValue {
        var members = kind.members
        members["at"] = JSONValue(at)
        switch kind {
        // Never a copy: a later call starts from what stood.
        case .undo: members["from"] = from.map { .string($0) }
        case .answer, .quote, .dodged, .regrade, .note, .next, .mark: members["from"] = JSONValue(from)
        }
        members["seq"] = .integer(Int64(seq))
        return .object(members)
    }

    init(_ cursor: JSONCursor) throws(JSONShapeError) {
        self.init(
            seq: try cursor["seq"].entryNumber(), at: try cursor["at"].instant(), kind: try Kind(cursor),
            from: try cursor["from"].optionalString())
    }
}

extension Entry.Kind {
    fileprivate var members: [String: JSONValue] {
        switch self {
        case .answer(let answer):
            [
                "against": .bool(answer.isAgainst), "grade": JSONValue(answer.grade), "kind": "answer",
                "question": JSONValue(answer.question), "text": .string(answer.text),
                "value": answer.value?.json ?? .null,
            ]
        case .quote(let question, let text):
            ["kind": "quote", "question": JSONValue(question), "text": .string(text)]
        case .dodged(let question):
            ["kind": "dodged", "question": JSONValue(question)]
        case .regrade(let question, let grade, let isAgainst):
            [
                "against": .bool(isAgainst), "grade": JSONValue(grade), "kind": "grade",
                "question": JSONValue(question),
            ]
        case .note(let text):
            ["kind": "note", "text": .string(text)]
        case .next(let step, let text):
            [
                "kind": "next", "on": JSONValue(step.on), "text": .string(text), "what": .string(step.what),
            ]
        case .mark(let mark):
            [
                "contact": JSONValue(mark.contact), "kind": "mark", "mark": .string(mark.kind.rawValue),
                "name": .string(mark.name),
            ]
        case .undo(let seq):
            ["kind": "undo", "of": .integer(Int64(seq))]
        }
    }

    fileprivate init(_ cursor: JSONCursor) throws(JSONShapeError) {
        let kind = cursor["kind"]
        switch try kind.string() {
        case "answer":
            self = .answer(
                Answer(
                    question: try cursor["question"].question(), text: try cursor["text"].string(),
                    value: try cursor["value"].optional { value throws(JSONShapeError) in
                        try AnswerValue(value)
                    },
                    grade: try cursor["grade"].grade(), isAgainst: try cursor["against"].bool()))
        case "quote":
            self = .quote(question: try cursor["question"].question(), text: try cursor["text"].string())
        case "dodged":
            self = .dodged(question: try cursor["question"].question())
        case "grade":
            self = .regrade(
                question: try cursor["question"].question(), grade: try cursor["grade"].grade(),
                isAgainst: try cursor["against"].bool())
        case "note":
            self = .note(text: try cursor["text"].string())
        case "next":
            self = .next(
                NextStep(what: try cursor["what"].string(), on: try cursor["on"].present?.day()),
                text: try cursor["text"].string())
        case "mark":
            self = .mark(
                Mark(
                    kind: try cursor["mark"].word(), name: try cursor["name"].string(),
                    contact: try cursor["contact"].optionalString()))
        case "undo":
            self = .undo(of: try cursor["of"].integer())
        default:
            throw kind.expected("one of answer, quote, dodged, grade, note, next, mark, undo")
        }
    }
}

extension AnswerValue {
    /// The value as an object; null for a number that JSON cannot say.
    var json: JSONValue {
        switch self {
        case .money(let money):
            guard money.amount.isFinite, money.upTo?.isFinite != false else { return .null }
            return [
                "amount": .double(money.amount), "currency": .string(money.currency), "kind": "money",
                "upTo": money.upTo.map { .double($0) } ?? .null,
            ]
        case .date(let date):
            return [
                "kind": "date", "on": JSONValue(date.on), "precision": .string(date.precision.rawValue),
            ]
        case .number(let number):
            return number.isFinite ? ["kind": "number", "number": .double(number)] : .null
        case .yesNo(let yes):
            return ["kind": "yes-no", "yes": .bool(yes)]
        case .choice(let key):
            return ["key": .string(key), "kind": "choice"]
        case .person(let person):
            return [
                "kind": "person", "name": JSONValue(person.name), "role": JSONValue(person.role),
            ]
        case .people(let people):
            let list = people.map { person -> JSONValue in
                ["name": JSONValue(person.name), "role": JSONValue(person.role)]
            }
            return ["kind": "people", "people": .array(list)]
        }
    }

    init(_ cursor: JSONCursor) throws(JSONShapeError) {
        let kind = cursor["kind"]
        switch try kind.string() {
        case "money":
            self = .money(
                Money(
                    amount: try cursor["amount"].double(), upTo: try cursor["upTo"].present?.double(),
                    currency: try cursor["currency"].string()))
        case "date":
            self = .date(
                StatedDate(on: try cursor["on"].day(), precision: try cursor["precision"].word()))
        case "number": self = .number(try cursor["number"].double())
        case "yes-no": self = .yesNo(try cursor["yes"].bool())
        case "choice": self = .choice(try cursor["key"].string())
        case "person": self = .person(try Person(cursor))
        case "people":
            self = .people(
                try cursor["people"].array { element throws(JSONShapeError) in try Person(element) })
        default: throw kind.expected("one of money, date, number, yes-no, choice, person, people")
        }
    }
}

extension Person {
    fileprivate init(_ cursor: JSONCursor) throws(JSONShapeError) {
        self.init(name: try cursor["name"].optionalString(), role: try cursor["role"].optionalString())
    }
}
