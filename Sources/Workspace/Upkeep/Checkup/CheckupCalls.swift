import Qualification

/// Reads all records and all feedback, one file at a time, and what is left of open calls.
struct CheckupCalls {
    let workspace: Workspace
    let now: Instant
    let utcOffset: UTCOffset

    /// The hashes of checklists that records name, each with how many do, and the path of one.
    private(set) var checklists: [String: (records: Int, path: String)] = [:]
    /// The calls that something is left of among the open ones.
    private var open: Set<String> = []
    private var owing: [String] = []

    init(workspace: Workspace, now: Instant, utcOffset: UTCOffset) {
        self.workspace = workspace
        self.now = now
        self.utcOffset = utcOffset
    }

    private var store: TranscriptStore { TranscriptStore(workspace) }

    mutating func look(into report: inout CheckupReport) {
        lookIntoOpenCalls(&report)
        eachFile(in: workspace.transcriptsPath, &report) { check, path, id, folder, report in
            check.lookIntoRecord(path, id, folder, &report)
        }
        if let first = owing.first, let path = store.path(of: first) {
            report.add(.feedbackMissing(calls: owing.sorted()), path)
        }
        eachFile(in: workspace.feedbackPath, &report) { check, path, id, folder, report in
            check.lookIntoFeedback(path, id, folder, &report)
        }
        eachFile(in: workspace.acceptancesPath, &report) { check, path, id, folder, report in
            check.lookIntoAcceptance(path, id, folder, &report)
        }
    }

    private mutating func eachFile(
        in parent: String, _ report: inout CheckupReport,
        _ look: (inout CheckupCalls, String, String, Folder, inout CheckupReport) -> Void
    ) {
        do throws(FileError) {
            let top = try Folder(parent)
            for month in try top.entries().map(\.name).filter(MonthName.isValid).sorted() {
                let path = top.path(of: month)
                guard try FileStatus.of(path, followingLinks: false)?.kind == .folder else { continue }
                let folder = try Folder(path)
                for id in try folder.entries().map(\.name).compactMap(CallID.ofFile(named:)).sorted() {
                    look(&self, folder.path(of: "\(id).json"), id, folder, &report)
                }
            }
        } catch {
            report.add(error)
        }
    }

    // MARK: - Open calls

    private mutating func lookIntoOpenCalls(_ report: inout CheckupReport) {
        do throws(FileError) {
            for info in try OpenCalls(workspace).unfinished() {
                open.insert(info.callID)
                report.add(
                    .openCall(info, state(of: info)),
                    "\(workspace.openCallsPath)/\(OpenCalls.name(for: info.leadID))")
            }
        } catch {
            report.add(error)
        }
    }

    private func state(of info: OpenCallInfo) -> CheckupFinding.OpenCallState {
        do throws(RecordError) {
            let record = try store.load(info.callID)
            if record.outcome != nil { return .crashedWithVerdict }
            let isToday = record.utcOffset.day(of: record.startedAt) == utcOffset.day(of: now)
            return isToday ? .pausedToday : .leftFromEarlierDay
        } catch {
            return error.isMissing ? .withoutRecord : .unreadable
        }
    }

    // MARK: - Records and feedback

    private mutating func lookIntoRecord(
        _ path: String, _ id: String, _ folder: Folder, _ report: inout CheckupReport
    ) {
        let record: CallRecord
        do throws(RecordError) {
            record = try CallRecord.decoded(try bytes(id, in: folder, limit: CallRecord.limit), path: path)
        } catch {
            if !error.isMissing { report.add(.brokenRecord(error), path) }
            return
        }
        checklists[record.checklist.sha256, default: (0, path)].records += 1
        if let place = store.path(of: record.id), place != path {
            report.add(.misplaced(belongsAt: place), path)
            return
        }
        guard let outcome = record.outcome else {
            // The call of a person who was forgotten is not gone on with.
            if !open.contains(id), !record.lead.id.hasPrefix(Forgetting.pseudonymPrefix), !isHeld(record) {
                report.add(.unfinished(call: id), path)
            }
            return
        }
        if outcome.verdict.isDecisive, (try? store.hasFeedback(id)) == false, !isHeld(record) {
            owing.append(id)
        }
    }

    /// Whether somebody has a call with the lead open: then nothing is missing yet.
    private func isHeld(_ record: CallRecord) -> Bool {
        ((try? OpenCalls(workspace).holder(ofLead: record.lead.id)) ?? nil) != nil
    }

    private func lookIntoFeedback(
        _ path: String, _ id: String, _ folder: Folder, _ report: inout CheckupReport
    ) {
        let feedback: Feedback
        do throws(RecordError) {
            feedback = try Feedback.decoded(try bytes(id, in: folder, limit: Feedback.limit), path: path)
        } catch {
            if !error.isMissing { report.add(.brokenFeedback(error), path) }
            return
        }
        guard let place = store.feedbackPath(of: feedback.id) else {
            report.add(
                .brokenFeedback(RecordError(path: path, problem: .otherCall(found: feedback.id))), path)
            return
        }
        if place != path {
            report.add(.misplaced(belongsAt: place), path)
        } else if let record = store.path(of: id),
            ((try? FileStatus.of(record, followingLinks: false)) ?? nil)?.kind != .file
        {
            report.add(.feedbackWithoutRecord(call: id), path)
        }
    }

    private func lookIntoAcceptance(
        _ path: String, _ id: String, _ folder: Folder, _ report: inout CheckupReport
    ) {
        let acceptance: Acceptance
        do throws(RecordError) {
            let bytes = try bytes(id, in: folder, limit: Acceptance.limit)
            acceptance = try Acceptance.decoded(bytes, path: path)
        } catch {
            if !error.isMissing { report.add(.brokenAcceptance(error), path) }
            return
        }
        guard let place = AcceptanceStore(workspace).path(of: acceptance.call), acceptance.call == id else {
            let problem = RecordError.Problem.otherCall(found: acceptance.call)
            report.add(.brokenAcceptance(RecordError(path: path, problem: problem)), path)
            return
        }
        if place != path {
            report.add(.misplaced(belongsAt: place), path)
            return
        }
        do throws(RecordError) {
            let record = try store.load(id)
            if record.outcome?.verdict != .salesQualified { report.add(.acceptanceOfNothing(call: id), path) }
        } catch {
            // A record that is broken has been named itself.
            if error.isMissing { report.add(.acceptanceOfNothing(call: id), path) }
        }
    }

    private func bytes(_ id: String, in folder: Folder, limit: Int) throws(RecordError) -> [UInt8] {
        do {
            return try folder.read("\(id).json", limit: limit)
        } catch {
            throw RecordError(path: error.path, problem: .file(error))
        }
    }
}
