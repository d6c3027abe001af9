/// A short reply to an objection or a frequent question, which a rep asks for and which never shows by itself.
package struct Card: Hashable, Sendable {
    package var key: String
    package var name: String
    /// How buyers say it.
    package var hear: [String]
    /// What to reply.
    package var say: String
    /// The question to go on with.
    package var then: QuestionKey?

    package init(key: String, name: String, hear: [String] = [], say: String, then: QuestionKey? = nil) {
        self.key = key
        self.name = name
        self.hear = hear
        self.say = say
        self.then = then
    }
}
