package import Qualification

/// Where one element stood when a call was decided.
package struct ElementFacts: Hashable, Sendable {
    package var id: String
    package var grade: EvidenceGrade
    package var bar: EvidenceGrade
    package var state: ElementState.State
    /// Whether it is part of the decision; so it is taken to be where the text of the checklist is lost.
    package var counts: Bool

    package init(
        id: String, grade: EvidenceGrade, bar: EvidenceGrade, state: ElementState.State, counts: Bool = true
    ) {
        self.id = id
        self.grade = grade
        self.bar = bar
        self.state = state
        self.counts = counts
    }
}
