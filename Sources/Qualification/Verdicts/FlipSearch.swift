extension Rulebook {
    /// The smallest set of changes that gives another verdict; a way to SQL is looked for first.
    ///
    /// Fewest changes, then fewest grade steps, then checklist order. Empty where no change of one or two
    /// answers, and no way to SQL, is found.
    package func flip(_ answers: Answers) -> [Flip] {
        let verdict = decide(answers).verdict
        if verdict != .salesQualified, let way = wayToSQL(answers) { return way }
        return smallestChange(answers, from: verdict, upTo: 2) ?? []
    }

    /// The answers after a set of changes, which is what makes a flip checkable.
    package func applying(_ flips: [Flip], to answers: Answers) -> Answers {
        flips.reduce(into: answers) { $0 = applying($1.change, to: $1.question, in: $0) }
    }

    private func applying(_ change: Flip.Change, to key: QuestionKey, in answers: Answers) -> Answers {
        var answers = answers
        var answer =
            answers[key]
            ?? StandingAnswer(question: key, text: "", value: nil, grade: .none)
        switch change {
        case .grade(let grade):
            answer.grade = grade
        case .against:
            answer.isAgainst = true
        case .for:
            answer.isAgainst = false
        case .answer:
            // Some other value, one that neither denies nor knocks out.
            answer.isAgainst = false
            answer.value = nil
            answer.text = ""
        }
        answers[key] = answer
        return answers
    }

    private func total(_ steps: [Step]) -> Int { steps.reduce(0) { $0 + $1.gradeSteps } }

    private struct Step {
        var question: QuestionKey
        var change: Flip.Change
        var gradeSteps: Int
    }

    /// What it takes to bring one element to a grade, without a denial.
    private func steps(
        toward grade: EvidenceGrade, of element: Element, _ answers: Answers, _ active: Set<QuestionKey>
    ) -> [Step]? {
        let questions = element.questions.filter { active.contains($0.key) }
        guard !questions.isEmpty else { return nil }
        let needed = questions.filter { !$0.isOptional }
        guard needed.isEmpty else { return needed.flatMap { steps(toward: grade, of: $0, answers[$0.key]) } }
        return questions.map { steps(toward: grade, of: $0, answers[$0.key]) }
            .min { ($0.count, total($0)) < ($1.count, total($1)) }
    }

    private func steps(toward grade: EvidenceGrade, of question: Question, _ answer: StandingAnswer?)
        -> [Step]
    {
        var steps: [Step] = []
        if let answer {
            // Raised or turned round, a value can knock out that did not before.
            let stops =
                max(answer.grade, grade) >= .stated
                && question.stops.contains {
                    $0.when.holds(for: answer, currency: currency)
                }
            if stops || answer.isAgainst && deniesByValue(answer) {
                steps.append(Step(question: question.key, change: .answer, gradeSteps: 0))
            } else if answer.isAgainst {
                steps.append(Step(question: question.key, change: .for, gradeSteps: 0))
            }
        }
        let current = answer?.grade ?? .none
        if current < grade {
            steps.append(
                Step(
                    question: question.key, change: .grade(grade),
                    gradeSteps: grade.rawValue - current.rawValue))
        }
        return steps
    }

    /// Whether it is the value itself that says no, so that only another value can say yes.
    private func deniesByValue(_ answer: StandingAnswer) -> Bool {
        switch answer.value {
        case .money(let money): money.amount == 0
        case .yesNo, .choice: true
        default: false
        }
    }

    /// The cheapest set of changes that gives SQL.
    ///
    /// Which questions are asked depends on the answers that conditions look at. For each way to change
    /// those the elements do not depend on each other, so there the cheapest set can be put together.
    private func wayToSQL(_ answers: Answers) -> [Flip]? {
        var best: (steps: [Step], cost: (Int, Int))?
        for opening in openings(answers) {
            guard let rest = elementSteps(applying(opening, to: answers)) else { continue }
            let steps = merge(opening + rest)
            let cost = (steps.count, gradeSteps(steps, from: answers))
            if let best, best.cost <= cost { continue }
            if decide(applying(steps, to: answers)).verdict == .salesQualified { best = (steps, cost) }
        }
        return best?.steps.map { Flip(question: $0.question, change: $0.change, to: .salesQualified) }
    }

    /// The ways to change the answers that conditions look at, first the one that changes none.
    private func openings(_ answers: Answers) -> [[Step]] {
        let watched = checklist.questions.compactMap(\.when).reduce(into: Set<QuestionKey>()) {
            $0.formUnion($1.questions)
        }
        var openings: [[Step]] = [[]]
        for question in checklist.questions.filter({ watched.contains($0.key) }).prefix(6) {
            var ways: [Step] = []
            if let answer = answers[question.key] {
                ways.append(Step(question: question.key, change: .answer, gradeSteps: 0))
                if !question.stops.isEmpty, !answer.isAgainst {
                    ways.append(Step(question: question.key, change: .against, gradeSteps: 0))
                    ways.append(Step(question: question.key, change: .grade(.vague), gradeSteps: 1))
                }
            } else {
                ways.append(Step(question: question.key, change: .grade(.vague), gradeSteps: 1))
            }
            openings += openings.flatMap { opening in ways.map { opening + [$0] } }
        }
        return openings
    }

    /// The required elements at their grade, and of the others as many at their bar as are missing, those
    /// first that take least; nil where there are too few.
    private func elementSteps(_ answers: Answers) -> [Step]? {
        let active = activeQuestions(answers)
        var changes: [Step] = []
        var answers = answers
        while let (question, _) = firedStop(answers, active: active) {
            let step = Step(question: question, change: .answer, gradeSteps: 0)
            changes.append(step)
            answers = applying([step], to: answers)
        }
        var plans: [(base: [Step], full: [Step]?)] = []
        for element in checklist.elements {
            guard let full = steps(toward: max(element.required, element.bar), of: element, answers, active),
                let base = element.required > .none
                    ? steps(toward: element.required, of: element, answers, active) : []
            else {
                plans.append(([], nil))
                continue
            }
            plans.append((base, element.counts ? full : nil))
        }
        func extra(_ index: Int) -> (Int, Int, Int) {
            let (base, full) = (plans[index].base, plans[index].full ?? [])
            return (full.count - base.count, total(full) - total(base), index)
        }
        let cheapest = plans.indices.filter { plans[$0].full != nil }
            .sorted { extra($0) < extra($1) }.prefix(checklist.decision.confirm)
        guard cheapest.count == checklist.decision.confirm else { return nil }
        for index in plans.indices {
            changes += cheapest.contains(index) ? plans[index].full ?? [] : plans[index].base
        }
        return changes
    }

    private func applying(_ steps: [Step], to answers: Answers) -> Answers {
        steps.reduce(into: answers) { $0 = applying($1.change, to: $1.question, in: $0) }
    }

    private func gradeSteps(_ steps: [Step], from answers: Answers) -> Int {
        steps.reduce(0) { sum, step in
            guard case .grade(let grade) = step.change else { return sum }
            return sum + abs(grade.rawValue - (answers[step.question]?.grade ?? .none).rawValue)
        }
    }

    /// A question raised first to what is required and then to its bar is raised once.
    private func merge(_ steps: [Step]) -> [Step] {
        var merged: [Step] = []
        for step in steps {
            if case .grade = step.change,
                let index = merged.firstIndex(where: {
                    if case .grade = $0.change { $0.question == step.question } else { false }
                })
            {
                merged[index] = step
            } else {
                merged.append(step)
            }
        }
        return merged
    }

    /// Tries every set of changes of a size, the smallest first.
    private func smallestChange(_ answers: Answers, from verdict: Verdict, upTo size: Int) -> [Flip]? {
        let candidates = checklist.questions.map { candidateSteps($0.key, answers[$0.key]) }
        for count in 1...size {
            var best: (steps: [Step], verdict: Verdict)?
            visit(candidates[...], count, [], answers) { steps, changed in
                if let best, total(best.steps) <= total(steps) { return }
                let reached = decide(changed).verdict
                if reached != verdict { best = (steps, reached) }
            }
            if let best {
                return best.steps.map { Flip(question: $0.question, change: $0.change, to: best.verdict) }
            }
        }
        return nil
    }

    private func candidateSteps(_ key: QuestionKey, _ answer: StandingAnswer?) -> [Step] {
        let current = answer?.grade ?? .none
        var steps: [Step] = EvidenceGrade.allCases.filter { $0 != current && $0 != .none }.map {
            Step(question: key, change: .grade($0), gradeSteps: abs($0.rawValue - current.rawValue))
        }
        guard let answer else { return steps }
        if answer.isAgainst {
            steps.append(Step(question: key, change: deniesByValue(answer) ? .answer : .for, gradeSteps: 0))
        } else {
            steps.append(Step(question: key, change: .against, gradeSteps: 0))
            if checklist.question(key)?.stops.isEmpty == false {
                steps.append(Step(question: key, change: .answer, gradeSteps: 0))
            }
        }
        return steps
    }

    private func visit(
        _ candidates: ArraySlice<[Step]>, _ count: Int, _ chosen: [Step], _ answers: Answers,
        _ found: ([Step], Answers) -> Void
    ) {
        guard count > 0 else { return found(chosen, answers) }
        for index in candidates.indices {
            for step in candidates[index] {
                visit(
                    candidates[(index + 1)...], count - 1, chosen + [step],
                    applying(step.change, to: step.question, in: answers), found)
            }
        }
    }
}
