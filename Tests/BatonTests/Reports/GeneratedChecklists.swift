/// Checklists written in JSON, which is YAML too, so that whoever reads them needs nothing but a JSON parser.
enum GeneratedChecklists {
    static let all = [
        team("1.0.0", bar: 2, withDriver: true), team("1.1.0", bar: 3, withDriver: false), field,
    ]

    private static func team(_ version: String, bar: Int, withDriver: Bool) -> String {
        let driver = """
            , {"id": "driver", "ask": "What makes it that date?", "optional": true,
               "when": {"question": "timing.date", "before": "2027-03-01"}}
            """
        return """
            {"checklist": "Team", "version": "\(version)", "about": "Conditions of every sort.",
             "elements": [
               {"id": "need", "name": "Need", "required": 2, "otherwise": "no-need", "same-as": "need",
                "questions": [
                  {"id": "pain", "ask": "What hurts?", "kind": "text"},
                  {"id": "impact", "ask": "What does it cost?", "kind": "money", "optional": true,
                   "when": {"question": "need.pain", "answered": true}}]},
               {"id": "budget", "name": "Budget", "bar": \(bar), "otherwise": "no-budget", "same-as": "money",
                "questions": [
                  {"id": "amount", "ask": "How much is there?", "kind": "money",
                   "stops": [{"when": {"below": 3000}, "reason": "no-fit/size"}]},
                  {"id": "owner", "ask": "Whose money is it?", "kind": "person", "optional": true,
                   "when": {"question": "budget.amount", "at-least": 20000}}]},
               {"id": "authority", "name": "Authority", "otherwise": "wrong-contact", "same-as": "authority",
                "questions": [
                  {"id": "signer", "ask": "Who signs?", "kind": "person"},
                  {"id": "board", "ask": "Is the board asked?", "kind": "yes-no", "optional": true,
                   "when": {"any-of": [{"question": "budget.amount", "at-least": 50000},
                                       {"question": "authority.signer", "answered": false}]}}]},
               {"id": "timing", "name": "Timing", "otherwise": "timing", "same-as": "timing",
                "questions": [{"id": "date", "ask": "When?", "kind": "date"}\(withDriver ? driver : "")]},
               {"id": "competition", "name": "Competition", "counts": false,
                "questions": [
                  {"id": "current", "ask": "What is there now?", "kind": "choice",
                   "choices": [{"key": "nothing", "name": "Nothing"}, {"key": "rival", "name": "A rival"}]},
                  {"id": "seats", "ask": "For how many?", "kind": "number", "optional": true,
                   "when": {"all-of": [{"question": "competition.current", "is": "rival"},
                                       {"question": "need.pain", "answered": true}]}}]}],
             "decision": {"confirm": 3}}

            """
    }

    private static let field = """
        {"checklist": "Field", "version": "2.0.0", "about": "Two elements.",
         "elements": [
           {"id": "pain", "name": "Pain", "required": 2, "otherwise": "no-need", "same-as": "need",
            "questions": [{"id": "what", "ask": "What hurts?"}]},
           {"id": "power", "name": "Power", "otherwise": "wrong-contact",
            "questions": [{"id": "who", "ask": "Who decides?", "kind": "person"}]}],
         "decision": {"confirm": 2}}

        """
}
