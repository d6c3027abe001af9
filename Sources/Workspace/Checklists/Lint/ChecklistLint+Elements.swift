internal import Qualification

extension ChecklistLint {
    typealias ElementDraft = ChecklistDraft.ElementDraft

    /// Reports an element that nobody can confirm, and a reason that does not fit it.
    func lint(_ draft: ElementDraft) {
        let element = draft.element
        guard element.counts || element.required > .none, !element.id.isEmpty else { return }
        lintOtherwise(of: draft)
        guard !element.questions.isEmpty, !draft.lacksOptions else { return }
        if !element.questions.contains(where: { analysis.isEverAsked($0.key) }) {
            return findings.report(
                draft.fields.position(of: "id"), .cannotConfirm,
                "nobody can confirm '\(element.id)': none of its questions is ever asked")
        }
        let needed = draft.questions.filter { !$0.question.isOptional }
        var isExplained = false
        for question in needed where !analysis.hasGoodAnswer(question.question.key) {
            isExplained = true
            reportNoGoodAnswer(question, element: element)
        }
        if let (question, highest) = weakestChoice(of: draft) {
            if highest < element.bar {
                isExplained = true
                let has = draft.fields.has("bar")
                let position =
                    has ? draft.fields.valuePosition(of: "bar") : question.fields.position(of: "choices")
                findings.report(
                    position, .barTooHigh,
                    "the bar of '\(element.id)' is \(element.bar.rawValue), and no option of "
                        + "'\(question.question.key)' is worth more than \(highest.rawValue)",
                    hint: "lower the bar, or give an option a higher 'grade'")
            }
            if highest < element.required {
                isExplained = true
                findings.report(
                    draft.fields.valuePosition(of: "required"), .requiredTooHigh,
                    "'\(element.id)' has to reach \(element.required.rawValue), and no option of "
                        + "'\(question.question.key)' is worth more than \(highest.rawValue)",
                    hint: "lower 'required', or give an option a higher 'grade'")
            }
        }
        if !isExplained, !analysis.canReach(element.bar, element) {
            findings.report(
                draft.fields.position(of: "id"), .cannotConfirm,
                "nobody can confirm '\(element.id)': its needed questions exclude one another")
        }
    }

    /// The question whose options are worth least; of an element with only optional ones, all of them count.
    private func weakestChoice(
        of draft: ElementDraft
    ) -> (question: QuestionDraft, highest: EvidenceGrade)? {
        let needed = draft.questions.filter { !$0.question.isOptional }
        let graded = (needed.isEmpty ? draft.questions : needed).map {
            (question: $0, highest: analysis.highestGrade(of: $0.question.key))
        }
        return needed.isEmpty
            ? graded.max { $0.highest < $1.highest } : graded.min { $0.highest < $1.highest }
    }

    private func reportNoGoodAnswer(_ draft: QuestionDraft, element: Element) {
        let key = draft.question.key
        let (position, message): (YAMLNode.Position, String) =
            switch draft.question.kind {
            case .choice:
                (draft.fields.position(of: "choices"), "every option of '\(key)' says no or is a knock-out")
            case .yesNo:
                (
                    draft.stops.first?.position ?? draft.fields.position,
                    "both answers to '\(key)' speak against the lead: one is unwanted, the other a knock-out"
                )
            default:
                (draft.fields.position(of: "stops"), "every answer to '\(key)' is a knock-out")
            }
        findings.report(
            position, .noGoodAnswer, message,
            hint: "'\(element.id)' needs it: leave one answer that is neither, or make it optional")
    }

    private func lintOtherwise(of draft: ElementDraft) {
        let element = draft.element
        let position = draft.fields.valuePosition(of: "otherwise")
        guard let reference = element.otherwise, let reason = reasons.reason(reference.code) else {
            if element.counts, !draft.fields.has("otherwise") {
                findings.report(
                    draft.fields.position(of: "id"), .noOtherwise,
                    "'\(element.id)' counts, and has no 'otherwise': a no from the buyer would have no reason",
                    hint: ownReason(of: element).map { "for example otherwise: \($0.code)" })
            }
            return
        }
        lintAttempts(of: reason, at: position)
        // Where nobody's reason is nearer, one may be lent: of two elements about the need, say.
        guard let other = reason.element, other != element.id, other != element.sameAs,
            let own = ownReason(of: element)
        else { return }
        findings.report(
            position, .otherElementsReason,
            "'\(reason.code)' belongs to \(other), so marketing would not read what was said about '\(element.id)'",
            hint: "the reason of '\(element.id)' is \(own.code)")
    }

    private func ownReason(of element: Element) -> Reason? {
        reasons.reasons.first {
            $0.element != nil && ($0.element == element.id || $0.element == element.sameAs)
        }
    }

    /// Reports a reason that no answer can give: it stands for attempts that reached nobody.
    func lintAttempts(of reason: Reason, at position: YAMLNode.Position) {
        guard reason.requirement == .attempts else { return }
        findings.report(
            position, .reasonNeedsAttempts,
            "'\(reason.code)' is for leads that nobody reached; it cannot come out of an answer or a lead's data"
        )
    }

    // MARK: Levels

    /// Reports levels that leave out the grade that matters.
    func lintLevels(of draft: ElementDraft) {
        let (element, fields) = (draft.element, draft.fields)
        guard fields.has("levels"), !element.levels.isEmpty else { return }
        var isUndefined = false
        for (key, grade) in [("bar", element.bar), ("required", element.required)]
        where grade > .none && element.levels[grade] == nil {
            if key == "required", grade == element.bar { continue }
            isUndefined = true
            findings.report(
                fields.has(key) ? fields.valuePosition(of: key) : fields.position(of: "levels"),
                .undefinedLevel,
                "the levels of '\(element.id)' do not say what grade \(grade.rawValue) is, which is its '\(key)'",
                hint: "add '\(grade.rawValue):' to its levels")
        }
        let defined = element.levels.keys.sorted()
        guard !isUndefined, let lowest = defined.first, let highest = defined.last else { return }
        for grade in EvidenceGrade.allCases
        where grade > lowest && grade < highest && element.levels[grade] == nil {
            findings.report(
                fields.position(of: "levels"), .levelGap,
                "the levels of '\(element.id)' leave out grade \(grade.rawValue)")
        }
    }

    // MARK: The decision

    /// Reports a decision that no call can come to.
    func lintDecision() {
        let elements = draft.elements.filter { !$0.element.questions.isEmpty }
        let counting = draft.elements.filter(\.element.counts)
        let needed = draft.checklist.decision.confirm
        guard let decision = draft.decision, decision.has("confirm"), needed <= counting.count,
            !draft.elements.contains(where: \.lacksOptions)
        else { return }
        let position = decision.valuePosition(of: "confirm")
        let lost = counting.filter { !analysis.canReach($0.element.bar, $0.element) }
        if counting.count - lost.count < needed {
            let names = lost.map { "'\($0.element.id)'" }.joined(separator: ", ")
            findings.report(
                position, .cannotDecide,
                "'confirm' is \(needed), and nobody can confirm \(names), so no call ends in SQL")
        } else if !analysis.canConfirmEnough {
            findings.report(
                position, .cannotDecide,
                "'confirm' is \(needed), and so many elements are never confirmed in one call",
                hint: "their conditions exclude one another")
        }
        let unmet = elements.filter {
            $0.element.required > .none && !analysis.canSatisfy($0.element)
        }
        for draft in unmet where (weakestChoice(of: draft)?.highest ?? .verified) >= draft.element.required {
            findings.report(
                draft.fields.valuePosition(of: "required"), .cannotDecide,
                "'\(draft.element.id)' never reaches \(draft.element.required.rawValue), so no call ends in SQL"
            )
        }
        if unmet.isEmpty, counting.count - lost.count >= needed, analysis.canConfirmEnough,
            !analysis.canQualify
        {
            findings.report(
                position, .cannotDecide,
                "no call ends in SQL: \(needed) confirmed elements and every required grade exclude one another"
            )
        }
    }
}

extension ChecklistDraft.ElementDraft {
    /// Whether a choice has no options to judge by; that is told where they should be.
    fileprivate var lacksOptions: Bool {
        questions.contains { $0.question.kind == .choice && $0.options.isEmpty }
    }
}
