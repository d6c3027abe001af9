import Qualification
import Workspace

let fixtureReasons = ReasonList(reasons: [
    Reason(
        code: "no-fit", key: "7", name: "No fit", verdicts: [.disqualified],
        subReasons: [.init(code: "size", name: "Size"), .init(code: "region", name: "Region")],
        who: "campaigns",
        action: "tighten"),
    Reason(
        code: "no-need", key: "3", name: "No need", verdicts: [.recycled], who: "campaigns", action: "review"),
])

/// A checklist of one element, whose questions and head lines a test replaces.
func checklistText(
    element: String = "", questions: String = "- { id: pain, ask: What hurts?, kind: text }",
    confirm: String = "1"
) -> String {
    """
    checklist: Team
    version: 1.0.0
    elements:
      - id: need
        name: Need
        \(element.isEmpty ? "# plain" : element)
        questions:
    \(questions.split(separator: "\n", omittingEmptySubsequences: false).map { "      \($0)" }.joined(separator: "\n"))
    decision:
      confirm: \(confirm)
    """
}

func readChecklist(_ text: String) throws -> Checklist {
    try ChecklistReader.read(Array(text.utf8), path: "c.yaml", reasons: fixtureReasons)
}

/// The rendered mistakes of a reading, or none.
func mistakes(_ read: () throws -> some Any) -> [String] {
    do {
        _ = try read()
        return []
    } catch let error as ChecklistError {
        return error.diagnostics.map(\.description)
    } catch {
        return ["\(error)"]
    }
}
