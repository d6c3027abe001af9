/// A reason for which an account executive hands an SQL back, out of a closed list of their own.
package struct AcceptanceReason: Hashable, Sendable {
    package var code: String
    package var name: String
    /// It is not accepted without a note.
    package var needsNote: Bool
    /// What the rep does about it.
    package var advice: String?

    package init(code: String, name: String, needsNote: Bool = false, advice: String? = nil) {
        self.code = code
        self.name = name
        self.needsNote = needsNote
        self.advice = advice
    }

    /// The list of a team that has none of its own.
    package static let usual = [
        AcceptanceReason(
            code: "no-show", name: "Did not turn up", advice: "call, and agree another day"),
        AcceptanceReason(
            code: "wrong-attendee", name: "The wrong person came",
            advice: "find out who decides, and bring them"),
        AcceptanceReason(
            code: "pain-not-confirmed", name: "No need when asked again", advice: "ask for the need again"),
        AcceptanceReason(
            code: "fact-contradicted", name: "A fact turned out otherwise", needsNote: true,
            advice: "ask again, and correct the answer"),
        AcceptanceReason(
            code: "brief-incomplete", name: "The brief lacks something", needsNote: true,
            advice: "ask what is missing"),
        AcceptanceReason(
            code: "already-owned", name: "Somebody has this company already", needsNote: true,
            advice: "speak to the owner, then return the lead"),
    ]
}
