import Qualification

/// Takes what says who somebody is out of records, feedback and leads.
///
/// With everything erased, a call keeps its times, kinds, grades, verdict and numbers, from which reports are made.
struct Erasure: Sendable {
    /// Whether a text goes.
    let goes: @Sendable (String) -> Bool

    /// Erases all that was typed.
    static let all = Erasure { _ in true }

    /// Erases what holds a term.
    static func mentions(_ terms: TermMatcher) -> Erasure { Erasure { terms.finds(in: $0) } }

    private func text(_ text: String) -> String { goes(text) ? Forgetting.erased : text }
    private func text(_ text: String?) -> String? { text.map { self.text($0) } }

    // MARK: - Leads

    /// The person's own lead: nobody, from the same channel and campaign.
    static func anonymous(_ lead: Lead, as id: String) -> Lead {
        Lead(id: id, channel: lead.channel, campaign: lead.campaign, score: lead.score, mqlAt: lead.mqlAt)
    }

    /// Another lead without what it says of the person; who referred to it is told by the person's ids.
    func erased(_ lead: Lead, of person: Identity) -> Lead {
        var lead = lead
        lead.title = text(lead.title)
        lead.channel = text(lead.channel)
        lead.campaign = text(lead.campaign)
        for (key, value) in lead.extra where goes(value) || person.isReferrer(key, value) {
            lead.extra[key] = Forgetting.erased
        }
        return lead
    }

    // MARK: - Records

    /// The record of another person without what it says of this one.
    func erased(_ record: CallRecord, of person: Identity) -> CallRecord {
        var record = withoutTexts(record)
        record.lead = erased(record.lead, of: person)
        return record
    }

    /// The record without the texts that go; the lead stays.
    func withoutTexts(_ record: CallRecord) -> CallRecord {
        var record = record
        record.draft = record.draft.flatMap { goes($0) ? nil : $0 }
        record.entries = record.entries.map { entry in
            var entry = entry
            entry.kind = erased(entry.kind)
            return entry
        }
        record.outcome = record.outcome.map(erased)
        return record
    }

    private func erased(_ kind: Entry.Kind) -> Entry.Kind {
        switch kind {
        case .answer(let answer): return .answer(erased(answer))
        case .quote(let question, let text): return .quote(question: question, text: self.text(text))
        case .note(let text): return .note(text: self.text(text))
        case .next(let step, let text):
            guard goes(step.what) || goes(text) else { return kind }
            return .next(NextStep(what: Forgetting.erased, on: step.on), text: Forgetting.erased)
        case .mark(let mark):
            guard goes(mark.name) || mark.contact.map(goes) == true else { return kind }
            return .mark(Mark(kind: mark.kind, name: Forgetting.erased))
        case .dodged, .regrade, .undo: return kind
        }
    }

    private func erased(_ answer: Answer) -> Answer {
        let people: [Person]
        switch answer.value {
        case .person(let person): people = [person]
        case .people(let list): people = list
        default: people = []
        }
        let isMeant =
            goes(answer.text) || people.contains { [$0.name, $0.role].contains { $0.map(goes) == true } }
        guard isMeant else { return answer }
        var answer = answer
        answer.text = Forgetting.erased
        switch answer.value {
        case .person, .people: answer.value = nil
        default: break
        }
        return answer
    }

    private func erased(_ outcome: Outcome) -> Outcome {
        var outcome = outcome
        outcome.override = text(outcome.override)
        outcome.reason = outcome.reason.map(erased)
        outcome.attempt = outcome.attempt.map { attempt in
            var attempt = attempt
            (attempt.spokeTo, attempt.note) = (text(attempt.spokeTo), text(attempt.note))
            return attempt
        }
        if let step = outcome.nextStep { outcome.nextStep = NextStep(what: text(step.what), on: step.on) }
        outcome.proof = outcome.proof.map { proof in
            // A knock-out is proved with the answer itself; the other rules are proved with ids and grades.
            let quotes = proof.rule == .stop || proof.text.contains("“")
            return quotes ? Proof(rule: proof.rule, text: text(proof.text)) : proof
        }
        return outcome
    }

    private func erased(_ reason: GivenReason) -> GivenReason {
        var reason = reason
        reason.note = text(reason.note)
        return reason
    }

    // MARK: - Feedback

    /// The message without the texts that go; the lead stays.
    func withoutTexts(_ feedback: Feedback) -> Feedback {
        var feedback = feedback
        feedback.reason = feedback.reason.map(erased)
        feedback.buyerWords = feedback.buyerWords.map { self.text($0) }
        feedback.action.what = text(feedback.action.what)
        return feedback
    }

    /// What an account executive said, without the texts that go; the lead stays.
    func withoutTexts(_ acceptance: Acceptance) -> Acceptance {
        var acceptance = acceptance
        acceptance.word.note = text(acceptance.word.note)
        for index in acceptance.earlier.indices {
            acceptance.earlier[index].note = text(acceptance.earlier[index].note)
        }
        return acceptance
    }

    /// The message about another person without what it says of this one.
    func erased(_ feedback: Feedback) -> Feedback {
        var feedback = withoutTexts(feedback)
        feedback.source.channel = text(feedback.source.channel)
        feedback.source.campaign = text(feedback.source.campaign)
        return feedback
    }
}

extension Identity {
    /// Whether a column of another lead says that this person referred to it.
    fileprivate func isReferrer(_ key: String, _ value: String) -> Bool {
        key == "referredBy" && isMet(id: value, email: nil)
    }
}
