import Qualification

extension Outcome {
    var json: JSONValue {
        [
            "attempt": JSONValue(attempt, \.json),
            "decidedAt": JSONValue(decidedAt),
            "decidedBy": .string(decidedBy),
            "elements": .array(elements.map(\.json)),
            "flip": .array(
                flip.map { flip in
                    [
                        "change": .string(flip.change.description), "question": JSONValue(flip.question),
                        "to": .string(flip.to.rawValue),
                    ]
                }),
            "nextStep": JSONValue(nextStep) { ["on": JSONValue($0.on), "what": .string($0.what)] },
            "override": JSONValue(override),
            "proof": .array(proof.map { ["rule": .string($0.rule.rawValue), "text": .string($0.text)] }),
            "proposed": .string(proposed.rawValue),
            "reason": JSONValue(reason, \.json),
            "supersedes": JSONValue(supersedes),
            "verdict": .string(verdict.rawValue),
        ]
    }

    init(_ cursor: JSONCursor) throws(JSONShapeError) {
        self.init(
            verdict: try cursor["verdict"].word(), proposed: try cursor["proposed"].word(),
            override: try cursor["override"].optionalString(),
            reason: try cursor["reason"].optional { value throws(JSONShapeError) in try GivenReason(value) },
            attempt: try cursor["attempt"].optional { value throws(JSONShapeError) in try Attempt(value) },
            decidedAt: try cursor["decidedAt"].instant(), decidedBy: try cursor["decidedBy"].string(),
            supersedes: try cursor["supersedes"].optionalString(),
            elements: try cursor["elements"].array { element throws(JSONShapeError) in
                try ElementState(element)
            },
            proof: try cursor["proof"].array { element throws(JSONShapeError) in
                Proof(rule: try element["rule"].word(), text: try element["text"].string())
            },
            flip: try cursor["flip"].array { element throws(JSONShapeError) in
                Flip(
                    question: try element["question"].question(),
                    change: try element["change"].parsed("one of grade:N, against, for, answer") {
                        Flip.Change($0)
                    },
                    to: try element["to"].word())
            },
            nextStep: try cursor["nextStep"].optional { step throws(JSONShapeError) in
                NextStep(what: try step["what"].string(), on: try step["on"].present?.day())
            })
    }
}

extension GivenReason {
    var json: JSONValue {
        [
            "code": .string(code), "note": JSONValue(note), "revisitOn": JSONValue(revisitOn),
            "sub": JSONValue(sub),
        ]
    }

    init(_ cursor: JSONCursor) throws(JSONShapeError) {
        self.init(
            code: try cursor["code"].string(), sub: try cursor["sub"].optionalString(),
            note: try cursor["note"].optionalString(), revisitOn: try cursor["revisitOn"].present?.day())
    }
}

extension Attempt {
    fileprivate var json: JSONValue {
        [
            "callBackAt": JSONValue(callBackAt), "disposition": .string(disposition.rawValue),
            "note": JSONValue(note), "spokeTo": JSONValue(spokeTo),
        ]
    }

    fileprivate init(_ cursor: JSONCursor) throws(JSONShapeError) {
        self.init(
            disposition: try cursor["disposition"].word(), spokeTo: try cursor["spokeTo"].optionalString(),
            note: try cursor["note"].optionalString(),
            callBackAt: try cursor["callBackAt"].present?.instant())
    }
}

extension ElementState {
    var json: JSONValue {
        [
            "bar": JSONValue(bar), "grade": JSONValue(grade), "id": .string(id),
            "state": .string(state.rawValue),
        ]
    }

    init(_ cursor: JSONCursor) throws(JSONShapeError) {
        self.init(
            id: try cursor["id"].string(), grade: try cursor["grade"].grade(),
            bar: try cursor["bar"].grade(), state: try cursor["state"].word())
    }
}
