internal import Qualification

extension ChecklistLint {
    private typealias Part = ConditionDraft.Part

    /// Reports a condition that never holds, or a branch of one, at the very test that makes it impossible.
    func lintCondition(of question: QuestionDraft) {
        guard let root = question.when?.root else { return }
        if analysis.canHold([root.condition]) {
            lintBranches(of: root, beside: [])
        } else {
            blame(root, beside: [], as: .neverHolds)
        }
    }

    private func lintBranches(of part: Part, beside others: [Part]) {
        guard case .group(let isAny, _, let parts) = part else { return }
        for (index, branch) in parts.enumerated() {
            if !isAny {
                let siblings = parts.enumerated().filter { $0.offset != index }.map(\.element)
                lintBranches(of: branch, beside: others + siblings)
            } else if analysis.canHold(others.map(\.condition) + [branch.condition]) {
                lintBranches(of: branch, beside: others)
            } else {
                blame(branch, beside: others, as: .branchNeverHolds)
            }
        }
    }

    private func blame(_ part: Part, beside others: [Part], as code: DiagnosticCode) {
        switch part {
        case .test(let key, _, let test):
            blame(test, of: key, beside: others, as: code)
        case .group(false, _, let parts):
            var before = others
            for part in parts {
                if !analysis.canHold((before + [part]).map(\.condition)) {
                    return blame(part, beside: before, as: code)
                }
                before.append(part)
            }
        case .group(true, let position, let parts):
            if parts.count == 1 { return blame(parts[0], beside: others, as: code) }
            findings.report(position, code, "none of these can ever hold")
        }
    }

    private func blame(
        _ test: ConditionDraft.Test, of key: QuestionKey, beside others: [Part], as code: DiagnosticCode
    ) {
        let wording = test.value.wording
        func report(_ message: String, hint: String? = nil) {
            findings.report(test.position, code, message, hint: hint)
        }
        if !analysis.leavesAnAnswer(to: key, meeting: [test.value]) {
            return report("no answer to '\(key)' is \(wording), so this never holds")
        }
        if test.value != .answered(false), !analysis.isEverAsked(key) {
            return report(
                "'\(key)' is never asked, so this never holds", hint: whenHint(key))
        }
        let beside = others.flatMap(\.tests).filter { $0.question == key }
        if let other = beside.first(where: {
            !analysis.leavesAnAnswer(to: key, meeting: [$0.test.value, test.value])
        }) {
            let line = other.test.position.line
            return report(
                "'\(key)' is never \(wording) here",
                hint: (line == test.position.line ? "before it in this line" : "in line \(line)")
                    + " it has to be \(other.test.value.wording)")
        }
        if !analysis.leavesAnAnswer(to: key, meeting: beside.map(\.test.value) + [test.value]) {
            return report("no answer to '\(key)' is left that could be \(wording) here")
        }
        report(
            "this never holds together with the rest: '\(key)' is not \(wording) then", hint: whenHint(key))
    }

    private func whenHint(_ key: QuestionKey) -> String? {
        guard let question = draft.question(key), question.fields.has("when") else { return nil }
        return "see the 'when' of '\(key)' in line \(question.fields.position(of: "when").line)"
    }
}

extension ConditionDraft.Part {
    /// The tests that have to hold whichever branch does.
    fileprivate var tests: [(question: QuestionKey, test: ConditionDraft.Test)] {
        switch self {
        case .test(let question, _, let test): [(question, test)]
        case .group(false, _, let parts): parts.flatMap(\.tests)
        case .group(true, _, let parts): parts.count == 1 ? parts[0].tests : []
        }
    }
}

extension ValueTest {
    /// What it says of an answer, for example `at least 20`.
    var wording: String {
        switch self {
        case .answered(true): "answered"
        case .answered(false): "unanswered"
        case .isValue(let text): "'\(text)'"
        case .isNot(let text): "other than '\(text)'"
        case .below(let limit): "below \(ValueTest.number(limit))"
        case .atLeast(let limit): "at least \(ValueTest.number(limit))"
        case .before(let day): "before \(day)"
        case .after(let day): "after \(day)"
        }
    }

    private static func number(_ number: Double) -> String {
        let text = "\(number)"
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
