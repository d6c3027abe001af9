internal import Qualification

/// Looks over a checklist that can be read: for rules that mean nothing, and for what reads oddly.
struct ChecklistLint {
    let draft: ChecklistDraft
    let reasons: ReasonList
    let analysis: ChecklistAnalysis
    let findings: Findings

    init(_ draft: ChecklistDraft, reasons: ReasonList) {
        self.draft = draft
        self.reasons = reasons
        analysis = ChecklistAnalysis(draft.checklist, currency: Settings().currency)
        findings = draft.findings
    }

    func run() {
        lintLeadStops()
        for element in draft.elements {
            lint(element)
            lintLevels(of: element)
            for question in element.questions {
                lintCondition(of: question)
                lintStops(on: question)
                lintWording(of: question, in: element)
            }
        }
        lintDecision()
        lintRepeatedAsks()
        lintCards()
    }
}

extension ChecklistDraft {
    /// Where each question stands; the first of its name.
    func question(_ key: QuestionKey) -> QuestionDraft? {
        elements.lazy.flatMap(\.questions).first { $0.question.key == key }
    }
}

extension Fields {
    /// The texts of a list with their places, without a word on what is no text.
    func listed(_ key: String) -> [(text: String, position: YAMLNode.Position)] {
        guard case .list(let items)? = pair(key)?.value.content else { return [] }
        return items.compactMap { item in
            guard case .text(let text) = item.content, !text.isEmpty else { return nil }
            return (text.onOneLine, item.position)
        }
    }
}

extension String {
    /// In small letters and without punctuation, as answers are compared with it.
    var comparable: String {
        lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }
}
