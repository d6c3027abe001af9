internal import Qualification

/// A card as far as it could be read, with its places.
struct CardDraft {
    let card: Card
    let fields: Fields

    /// Reads what can be read; nil where the node is no mapping.
    init?(_ node: YAMLNode, findings: Findings) {
        let keys = ["key", "name", "hear", "say", "then"]
        guard let fields = Fields(node, "a card", keys: keys, findings: findings) else { return nil }
        self.fields = fields
        let key = fields.neededID("key", digitFirst: true) ?? ""
        var then: QuestionKey?
        if let text = fields.text("then") {
            then = QuestionKey(text)
            if then == nil {
                findings.report(
                    fields.position(of: "then"), .malformedReference, "'\(text)' is no question",
                    hint: "write element.question, for example budget.amount")
            }
        }
        card = Card(
            key: key, name: fields.neededText("name") ?? key, hear: fields.texts("hear"),
            say: fields.neededWording("say") ?? "", then: then)
    }

    /// Reports a card that goes on with a question that does not exist.
    func check(against questions: [QuestionKey: Question], names: [String], findings: Findings) {
        guard let then = card.then, questions[then] == nil else { return }
        findings.report(
            fields.position(of: "then"), .unknownQuestion, "there is no question '\(then)'",
            hint: then.description.nearest(in: names).map { "did you mean '\($0)'?" })
    }
}
