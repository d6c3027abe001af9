extension Rulebook {
    /// The smallest set of changes that gives another verdict; a way to SQL is looked for first.
    ///
    /// Fewest changes, then fewest grade steps, then checklist order. Empty where no change of one or two
    /// answers, and no way to SQL, is found.
    package func flip(_ answers: Answers) -> [Flip] {
        let verdict = decide(answers).verdict
        if verdict != .salesQualified, let way = wayToSQL(answers) { return way }
        return smallestChange(answers, from: verdict, reaching: nil, upTo: 2) ?? []
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
        toward grade: EvidenceGrade, of element: Element, _ answers: Answers, active: Set<QuestionKey>
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
        if let answer, answer.isAgainst {
            steps.append(
                Step(question: question.key, change: deniesByValue(answer) ? .answer : .for, gradeSteps: 0))
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

    /// Elements do not depend on each other, so the cheapest set is the required ones at their grade, and
    /// then as many more at their bar as are missing, the cheapest first.
    private func wayToSQL(_ answers: Answers) -> [Flip]? {
        let active = activeQuestions(answers)
        var changes: [Step] = []
        var answers = answers
        func take(_ steps: [Step]) {
            changes += steps
            for step in steps { answers = applying(step.change, to: step.question, in: answers) }
        }
        let before = answers
        while let (question, _) = firedStop(answers, active: active) {
            guard !changes.contains(where: { $0.question == question && $0.change == .answer }) else {
                return nil
            }
            take([Step(question: question, change: .answer, gradeSteps: 0)])
        }
        for element in checklist.elements where element.required > .none {
            guard let steps = steps(toward: element.required, of: element, answers, active: active) else {
                continue
            }
            take(steps)
        }
        while true {
            let states = elementStates(answers, active: active)
            let open = zip(checklist.elements, states).filter {
                $0.counts && $1.state != .inactive && $1.state != .confirmed
            }
            let confirmed = zip(checklist.elements, states).count { $0.counts && $1.state == .confirmed }
            if confirmed >= checklist.decision.confirm { break }
            let next = open.compactMap { steps(toward: $0.0.bar, of: $0.0, answers, active: active) }
                .min { extra($0, beside: changes) < extra($1, beside: changes) }
            guard let next, !next.isEmpty else { break }
            take(next)
        }
        let merged = merge(changes)
        let flips = merged.map { Flip(question: $0.question, change: $0.change, to: .salesQualified) }
        if !flips.isEmpty, decide(applying(flips, to: before)).verdict == .salesQualified { return flips }
        // Conditions can make one answer open or close another question: then only trying tells.
        return smallestChange(before, from: nil, reaching: .salesQualified, upTo: 3)
    }

    private func extra(_ steps: [Step], beside taken: [Step]) -> (Int, Int) {
        (steps.count { step in !taken.contains { $0.question == step.question } }, total(steps))
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
    private func smallestChange(
        _ answers: Answers, from verdict: Verdict?, reaching target: Verdict?, upTo size: Int
    ) -> [Flip]? {
        let candidates = checklist.questions.map { candidateSteps($0.key, answers[$0.key]) }
        for count in 1...size {
            var best: (steps: [Step], verdict: Verdict)?
            visit(candidates[...], count, [], answers) { steps, changed in
                if let best, total(best.steps) <= total(steps) { return }
                let reached = decide(changed).verdict
                if target.map({ $0 == reached }) ?? (reached != verdict) { best = (steps, reached) }
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
