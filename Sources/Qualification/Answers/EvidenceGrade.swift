/// How sure we are of an answer: it says nothing about whether the news is good.
package enum EvidenceGrade: Int, CaseIterable, Comparable, Sendable {
    /// Not asked, or asked and dodged.
    case none = 0
    /// Vague, or the rep's own estimate.
    case vague = 1
    /// Stated by the buyer with a fact, or in so many words.
    case stated = 2
    /// Verified by a document or a second witness.
    case verified = 3

    package static func < (a: EvidenceGrade, b: EvidenceGrade) -> Bool { a.rawValue < b.rawValue }
}
