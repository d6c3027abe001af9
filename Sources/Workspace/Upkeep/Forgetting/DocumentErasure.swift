import Qualification

/// Takes a person out of records, feedback and what account executives said.
struct DocumentErasure {
    let workspace: Workspace
    let scan: WorkspaceScan
    let plan: ForgettingPlan
    let terms: IdentityTerms

    /// Goes through all records, all feedback and all that account executives said; `done` is told of each file that was replaced.
    func run(
        _ result: inout ForgettingResult, done: (Forgetting.Step) throws(ForgettingError) -> Void
    ) throws(ForgettingError) {
        var counted = result
        try scan.eachDocument(in: workspace.transcriptsPath, limit: CallRecord.limit) {
            document throws(ForgettingError) in
            guard isOfInterest(document.bytes), let record = scan.record(document) else { return }
            if plan.identity.isMet(id: record.lead.id, email: record.lead.email) {
                var erased = Erasure.all.withoutTexts(record)
                erased.lead = Erasure.anonymous(record.lead, as: plan.pseudonym)
                try replace(document, erased.encoded)
            } else {
                guard try eraseMention(document, record, &counted) else { return }
                counted.mentions += 1
            }
            try done(.record(path: document.path))
        }
        try scan.eachDocument(in: workspace.feedbackPath, limit: Feedback.limit) {
            document throws(ForgettingError) in
            guard isOfInterest(document.bytes), let feedback = scan.feedback(document) else { return }
            var erased: Feedback
            if plan.identity.isMet(id: feedback.leadID, email: feedback.email) {
                erased = Erasure.all.withoutTexts(feedback)
                (erased.leadID, erased.email, erased.company) = (plan.pseudonym, nil, nil)
            } else {
                erased = Erasure.mentions(terms.identifying).erased(feedback)
                if erased == feedback { return }
                counted.mentions += 1
            }
            try replace(document, erased.encoded)
            try done(.feedback(path: document.path))
        }
        try scan.eachDocument(in: workspace.acceptancesPath, limit: Acceptance.limit) {
            document throws(ForgettingError) in
            guard isOfInterest(document.bytes), let acceptance = scan.acceptance(document) else { return }
            var erased: Acceptance
            if plan.identity.isMet(id: acceptance.leadID, email: acceptance.email) {
                erased = Erasure.all.withoutTexts(acceptance)
                (erased.leadID, erased.email, erased.company) = (plan.pseudonym, nil, nil)
            } else {
                erased = Erasure.mentions(terms.identifying).withoutTexts(acceptance)
                if erased == acceptance { return }
                counted.mentions += 1
            }
            try replace(document, erased.encoded)
            try done(.acceptance(path: document.path))
        }
        result = counted
    }

    private func isOfInterest(_ bytes: [UInt8]) -> Bool {
        plan.identity.hasShortID || bytes.withUnsafeBytes { !terms.searched.kinds(in: $0).isEmpty }
    }

    /// Erases a mention in the record of somebody else, whose call must not go on meanwhile: the process that holds it
    /// would write its own copy over this one.
    private func eraseMention(
        _ document: WorkspaceScan.CallDocument, _ record: CallRecord, _ result: inout ForgettingResult
    ) throws(ForgettingError) -> Bool {
        let erasure = Erasure.mentions(terms.identifying)
        guard erasure.erased(record, of: plan.identity) != record else { return false }
        let attempt = try writing { () throws(FileError) in
            try OpenCalls(workspace).acquire(leadID: record.lead.id)
        }
        guard case .acquired(let call) = attempt else {
            result.inUse.append(document.path)
            return false
        }
        defer {
            if call.leftBehind == nil { try? call.release() }
            call.leave()
        }
        // It may have gone on until the lock was ours.
        var latest = document
        latest.bytes = try writing { () throws(FileError) in
            try document.folder.read(document.name, limit: CallRecord.limit)
        }
        guard let latestRecord = scan.record(latest) else { return false }
        try replace(document, erasure.erased(latestRecord, of: plan.identity).encoded)
        return true
    }

    private func replace(_ document: WorkspaceScan.CallDocument, _ bytes: [UInt8]) throws(ForgettingError) {
        try writing { () throws(FileError) in try document.folder.replace(document.name, with: bytes) }
    }
}
