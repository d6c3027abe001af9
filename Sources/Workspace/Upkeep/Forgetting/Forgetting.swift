import Glibc
package import Qualification

/// Erases a person from a workspace.
///
/// What was said on the person's calls goes, and so does everything they could be recognised by, in their own files and
/// in those of others; what reports need stays, under a pseudonym. First a plan of it is put on disk, last it goes
/// again: a run that finds one, whatever ended the run before, goes on with it. So does the run after one that a disk
/// or an open call kept from a file. Every step replaces or removes one file whole.
package final class Forgetting {
    /// What has just become durable.
    package enum Step: Hashable, Sendable {
        case planned
        case leads(path: String)
        case rejects(path: String)
        case record(path: String)
        case feedback(path: String)
        case outbox
        case acceptance(path: String)
        case openCall
        case secondPlace
        case index
        case noted
        case searched
    }

    /// Stands where something was erased.
    package static let erased = "(erased)"
    /// What the ids of people begin with who were forgotten.
    package static let pseudonymPrefix = "forgotten-"

    private let workspace: Workspace
    private let secondPlace: SecondPlace
    private let random: () -> String
    private let goesOn: (Step) -> Bool

    /// `random` gives eight characters for ids; `goesOn` is asked after each step, and stops the run with false.
    package init(
        _ workspace: Workspace, secondPlace: SecondPlace, random: @escaping () -> String,
        goesOn: @escaping (Step) -> Bool = { _ in true }
    ) {
        self.workspace = workspace
        self.secondPlace = secondPlace
        self.random = random
        self.goesOn = goesOn
    }

    /// Forgets the person that has one of the ids: lead ids as the book has them, or an e-mail address.
    ///
    /// Files that cannot be read do not stop it, and are in the result. Files that cannot be written do: then another
    /// run goes on with it. `by` is who does it, for the note.
    package func forget(
        _ ids: [String], at instant: Instant, by: String
    ) throws(ForgettingError) -> ForgettingResult {
        // Whoever sends holds messages that were read before they are erased.
        guard let outbox = try writing({ () throws(FileError) in try Outbox(workspace).patientLock() }) else {
            throw .sending
        }
        defer { withExtendedLifetime(outbox) {} }
        let scan = WorkspaceScan(workspace)
        let begun = ForgettingPlans(workspace).load(scan)
        var plan = ForgettingPlan(
            name: "\(instant.compact)-\(random())", at: instant, by: by,
            pseudonym: Forgetting.pseudonymPrefix + random(),
            identity: Identity(ids: ids))
        var (merged, calls): ([String], [String: OpenCall]) = ([], [:])
        do {
            while true {
                let known = plan.identity
                for other in begun
                where !merged.contains(other.fileName) && plan.identity.isSame(as: other.identity) {
                    if merged.isEmpty {
                        (plan.name, plan.at, plan.by, plan.pseudonym) = (
                            other.name, other.at, other.by, other.pseudonym
                        )
                    }
                    plan.formUnion(other)
                    merged.append(other.fileName)
                }
                try hold(plan.identity.ids, &calls)
                let unread = scan.unreadable.count
                try collect(&plan, scan)
                let isWhole = scan.unreadable.count == unread
                if isWhole, plan.identity.ids == known.ids, plan.identity.emails == known.emails { break }
            }
        } catch {
            leave(calls)
            throw error
        }
        var result = ForgettingResult(pseudonym: plan.pseudonym, isResumed: !merged.isEmpty)
        do {
            try carryOut(plan, merged, calls, scan, &result)
        } catch {
            for call in calls.values { call.leave() }
            throw error
        }
        return result
    }

    /// What earlier runs began and did not bring to its end.
    package func unfinished() -> [UnfinishedForgetting] {
        ForgettingPlans(workspace).unfinished()
    }

    // MARK: - Who it is

    /// Keeps others from calling the person meanwhile.
    private func hold(_ ids: Set<String>, _ calls: inout [String: OpenCall]) throws(ForgettingError) {
        let openCalls = OpenCalls(workspace)
        for id in ids.subtracting(calls.keys).sorted() {
            switch try writing({ () throws(FileError) in try openCalls.acquire(leadID: id) }) {
            case .held(let info): throw .callOpen(info)
            case .acquired(let call): calls[id] = call
            }
        }
    }

    /// Lets go of the calls, nothing being changed; a file that was not there before goes again.
    private func leave(_ calls: [String: OpenCall]) {
        for call in calls.values {
            if call.leftBehind == nil { try? call.release() }
            call.leave()
        }
    }

    private func collect(_ plan: inout ForgettingPlan, _ scan: WorkspaceScan) throws(ForgettingError) {
        var found = plan
        var matcher = TermMatcher()
        for id in plan.identity.ids { matcher.add(.id, id) }
        for email in plan.identity.emails { matcher.add(.email, email) }
        let hasShortID = plan.identity.hasShortID
        func isOfInterest(_ bytes: UnsafeRawBufferPointer) -> Bool {
            hasShortID || !matcher.kinds(in: bytes).isEmpty
        }

        scan.eachLead(where: isOfInterest) { lead in
            guard found.identity.isMet(id: lead.id, email: lead.email) else { return }
            found.identity.add(lead)
            found.leads.insert(lead.id)
        }
        try scan.eachDocument(in: workspace.transcriptsPath, limit: CallRecord.limit) {
            document throws(ForgettingError) in
            guard document.bytes.withUnsafeBytes(isOfInterest), let record = scan.record(document),
                found.identity.isMet(id: record.lead.id, email: record.lead.email)
            else { return }
            found.identity.add(record.lead)
            found.records.insert(document.id)
        }
        try scan.eachDocument(in: workspace.feedbackPath, limit: Feedback.limit) {
            document throws(ForgettingError) in
            guard document.bytes.withUnsafeBytes(isOfInterest), let feedback = scan.feedback(document),
                found.identity.isMet(id: feedback.leadID, email: feedback.email)
            else { return }
            found.identity.add(feedback)
            found.feedback.insert(document.id)
        }
        try scan.eachDocument(in: workspace.acceptancesPath, limit: Acceptance.limit) {
            document throws(ForgettingError) in
            guard document.bytes.withUnsafeBytes(isOfInterest), let acceptance = scan.acceptance(document),
                found.identity.isMet(id: acceptance.leadID, email: acceptance.email)
            else { return }
            found.identity.add(
                Lead(id: acceptance.leadID, email: acceptance.email, company: acceptance.company))
            found.acceptances.insert(document.id)
        }
        plan = found
    }

    private func terms(of identity: Identity, _ scan: WorkspaceScan) throws(ForgettingError) -> IdentityTerms
    {
        var shared = SharedTerms(identity)
        let matcher = shared
        scan.eachLead(where: matcher.isOfInterest) { shared.add($0) }
        try scan.eachDocument(in: workspace.transcriptsPath, limit: CallRecord.limit) {
            document throws(ForgettingError) in
            guard document.bytes.withUnsafeBytes(matcher.isOfInterest), let record = scan.record(document)
            else {
                return
            }
            shared.add(record.lead)
            shared.add(rep: record.rep)
            if let outcome = record.outcome { shared.add(rep: outcome.decidedBy) }
        }
        return IdentityTerms(identity, shared: shared.shared)
    }

    // MARK: - Erasing

    private func carryOut(
        _ plan: ForgettingPlan, _ merged: [String], _ calls: [String: OpenCall], _ scan: WorkspaceScan,
        _ result: inout ForgettingResult
    ) throws(ForgettingError) {
        let plans = ForgettingPlans(workspace)
        let terms = try terms(of: plan.identity, scan)
        try writing { () throws(FileError) in try plans.save(plan) }
        try step(.planned)
        try eraseLeads(plan, terms, scan, &result)
        let documents = DocumentErasure(workspace: workspace, scan: scan, plan: plan, terms: terms)
        try documents.run(&result) { done throws(ForgettingError) in try step(done) }
        try eraseOutbox(plan, &result)
        for (_, call) in calls.sorted(by: { $0.key < $1.key }) {
            try writing { () throws(FileError) in try call.release() }
            try step(.openCall)
        }
        let rescued = try writing { () throws(FileError) in
            try secondPlace.remove { plan.identity.isMet(id: $0.lead.id, email: $0.lead.email) }
        }
        try step(.secondPlace)
        try writing { () throws(FileError) in try removeLeftovers(scan) }
        try writing { () throws(FileError) in try removeIndex() }
        try step(.index)
        (result.leads, result.records, result.feedback, result.acceptances) = (
            plan.leads.count, plan.records.union(rescued).sorted(), plan.feedback.sorted(),
            plan.acceptances.sorted()
        )
        if result.foundAnything {
            result.note = try writing { () throws(FileError) in
                let folder = try Folder(making: workspace.forgottenPath, in: workspace)
                try folder.replace(plan.fileName, with: plan.note)
                return folder.path(of: plan.fileName)
            }
            try step(.noted)
        }
        let names = Set(merged + [plan.fileName])
        let excluded = Set(names.map { "\(workspace.forgettingPath)/\($0)" })
        result.trace = TraceSearch(workspace: workspace, matcher: terms.searched, excluded: excluded).run()
        result.trace.leftOut = terms.leftOut
        result.unreadable = scan.unreadable.sorted { $0.key < $1.key }.map {
            RecordError(path: $0, problem: $1)
        }
        try step(.searched)
        // Whoever goes on with it could not know what to look for: the files that said so are erased.
        if result.foundAnything, result.isToBeGoneOnWith { return }
        try writing { () throws(FileError) in try plans.remove(names) }
    }

    private func eraseLeads(
        _ plan: ForgettingPlan, _ terms: IdentityTerms, _ scan: WorkspaceScan,
        _ result: inout ForgettingResult
    ) throws(ForgettingError) {
        guard let folder = scan.folder(workspace.leadsPath) else { return }
        let erasure = LeadFileErasure(identity: plan.identity, terms: terms)
        for name in scan.names(in: folder, where: { !$0.hasPrefix(".") }) {
            do throws(FileError) {
                if name.hasSuffix(WorkspaceScan.leadsSuffix) {
                    let erased = try erasure.erase(leads: name, in: folder)
                    result.leadLines += erased.removed
                    result.mentions += erased.changed
                    if erased.isUntouched { continue }
                } else if name.hasSuffix(WorkspaceScan.rejectsSuffix) {
                    let removed = try erasure.erase(rejects: name, in: folder)
                    result.rejectedRows += removed
                    if removed == 0 { continue }
                } else {
                    continue
                }
            } catch {
                guard error.isOfReading else { throw .file(error) }
                scan.note(error)
                continue
            }
            let path = folder.path(of: name)
            try step(name.hasSuffix(WorkspaceScan.leadsSuffix) ? .leads(path: path) : .rejects(path: path))
        }
    }

    /// What became of messages about the person goes; who got one is told, since it has to be erased there too.
    private func eraseOutbox(
        _ plan: ForgettingPlan, _ result: inout ForgettingResult
    ) throws(ForgettingError) {
        let outbox = Outbox(workspace)
        let calls = plan.records.union(plan.feedback).union(plan.acceptances)
        for receiver in try writing({ () throws(FileError) in try outbox.receivers() }) {
            let erased = try writing { () throws(FileError) in
                try outbox.erase(calls: calls, from: receiver)
            }
            if !erased.told.isEmpty { result.told.append(receiver) }
        }
        try step(.outbox)
    }

    /// What processes left that died while they wrote may hold what is to go.
    private func removeLeftovers(_ scan: WorkspaceScan) throws(FileError) {
        var paths = [
            workspace.leadsPath, workspace.statePath, workspace.forgettingPath, workspace.forgottenPath,
            workspace.outboxPath,
        ]
        for parent in [workspace.transcriptsPath, workspace.feedbackPath, workspace.acceptancesPath] {
            guard let folder = scan.folder(parent) else { continue }
            paths += scan.names(in: folder, where: MonthName.isValid).map { folder.path(of: $0) }
        }
        for path in paths {
            guard let folder = scan.folder(path) else { continue }
            try folder.removeLeftovers()
        }
    }

    /// Index and what searches are made of are made anew from the files; free pages in the old ones would keep what has
    /// gone from them.
    private func removeIndex() throws(FileError) {
        guard try FileStatus.of(workspace.statePath) != nil else { return }
        let folder = try Folder(workspace.statePath, in: workspace)
        // As the index itself is locked while it is made.
        _ = flock(folder.descriptor.number, LOCK_EX)
        for kind in [IndexDatabase.Kind.index, .reports] {
            for name in kind.files { try folder.remove(name) }
        }
    }

    private func step(_ step: Step) throws(ForgettingError) {
        if !goesOn(step) { throw .stopped(after: step) }
    }
}

/// Turns what a file could not do into what forgetting could not.
func writing<Value>(_ body: () throws(FileError) -> Value) throws(ForgettingError) -> Value {
    do {
        return try body()
    } catch {
        throw .file(error)
    }
}

extension FileError {
    /// Whether nothing was to be changed when it failed.
    var isOfReading: Bool { [.open, .read, .list, .inspect].contains(operation) }
}
