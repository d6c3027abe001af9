package import Qualification

/// What became of one question on one call.
package struct QuestionFacts: Hashable, Sendable {
    package var key: QuestionKey
    /// Answered or dodged on this very call, and not taken back; what was copied from an earlier call is not.
    package var isAsked: Bool
    /// Asked on this call, and never answered on it.
    package var isDodged: Bool
    /// Active in the checklist at the end of a conversation with a verdict, and neither asked nor known from the call
    /// that this one continues.
    package var isSkipped: Bool
    /// The time between the entries on it and what came before each of them; nil where it was not asked.
    package var milliseconds: Int64?
    /// What stands at the end, copies included; `.none` without an answer.
    package var grade: EvidenceGrade
    /// What stands at the end says no.
    package var isAgainst: Bool

    package init(
        key: QuestionKey, isAsked: Bool = false, isDodged: Bool = false, isSkipped: Bool = false,
        milliseconds: Int64? = nil, grade: EvidenceGrade = .none, isAgainst: Bool = false
    ) {
        self.key = key
        self.isAsked = isAsked
        self.isDodged = isDodged
        self.isSkipped = isSkipped
        self.milliseconds = milliseconds
        self.grade = grade
        self.isAgainst = isAgainst
    }
}
