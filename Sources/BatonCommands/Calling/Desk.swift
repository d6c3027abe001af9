import Conversation
import Glibc
import Qualification
import Workspace

/// What every command works with: the workspace and its parts, the clock, chance and the machine's names.
///
/// This is where the program is put together; everything below it is handed what it needs.
final class Desk {
    let workspace: Workspace
    let settings: Settings
    let library: ChecklistLibrary
    let transcripts: TranscriptStore
    let acceptances: AcceptanceStore
    let openCalls: OpenCalls
    let book: Book
    let clock = Clock.system

    convenience init(_ options: WorkspaceOptions, toleratingSettings isTolerant: Bool = false) throws {
        let location = try WorkspaceLocation.find(
            option: options.folder, environment: Environment.all, currentFolder: Environment.currentFolder)
        try self.init(location, toleratingSettings: isTolerant)
    }

    /// Whoever looks for mistakes tolerates those in the settings, and works with the defaults.
    init(_ location: WorkspaceLocation, toleratingSettings isTolerant: Bool = false) throws {
        workspace = try Workspace(opening: location, checklists: BuiltInChecklists.texts)
        let access = OthersAccess(workspace)
        if let path = access.openFolder(), access.isToBeSaid() {
            StandardError.write(CheckupWording.openToOthers(path))
        }
        do {
            settings = try SettingsReader.read(file: workspace.settingsPath)
        } catch {
            guard isTolerant else { throw error }
            settings = Settings()
        }
        library = ChecklistLibrary(folder: workspace.checklistsPath)
        transcripts = TranscriptStore(workspace)
        acceptances = AcceptanceStore(workspace)
        openCalls = OpenCalls(workspace)
        book = try Book(workspace, settings: settings, clock: clock)
    }

    /// The zone of the workspace's days and weeks.
    private(set) lazy var zone = settings.zone ?? .machine

    var processID: Int32 { getpid() }

    /// Where a record goes that the workspace cannot take.
    var secondPlace: SecondPlace { SecondPlace(Environment.all["TMPDIR"] ?? "/tmp") }

    /// Eight random characters, for ids.
    func random() -> String {
        let alphabet = Array("0123456789abcdefghijklmnopqrstuvwxyz")
        return String((0..<8).map { _ in alphabet[Int.random(in: alphabet.indices)] })
    }

    // MARK: Checklists

    /// A checklist by name with the reasons; the settings' one without a name.
    func checklist(named name: String?) throws -> (LoadedChecklist, Rulebook) {
        let reasons = try library.reasons()
        let loaded = try library.checklist(named: name ?? settings.checklist, reasons: reasons)
        return (loaded, Rulebook(checklist: loaded.checklist, reasons: reasons, currency: settings.currency))
    }

    /// The rules that a record was made under; nil where their text is not kept or no longer reads.
    func rulebook(keptFor record: CallRecord) throws -> Rulebook? {
        guard let checklist = checklist(keptFor: record) else { return nil }
        return Rulebook(
            checklist: checklist, reasons: try library.reasons(), currency: settings.currency)
    }

    /// The rules that stand in where the text that a record was made under is lost: today's of the same name, else the
    /// usual ones.
    func rulebook(insteadFor record: CallRecord) throws -> Rulebook {
        if let today = try? checklist(named: record.checklist.name) { return today.1 }
        return try checklist(named: nil).1
    }

    /// The checklist that a record was made under, whatever became of it and of its reasons since; nil where its
    /// text is not kept or no longer reads.
    func checklist(keptFor record: CallRecord) -> Checklist? {
        if case .kept(let checklist) = version(of: record) { checklist } else { nil }
    }

    /// What is left of the text that a record was made under.
    func version(of record: CallRecord) -> ChecklistVersion {
        var version = ChecklistVersion.missing
        if let bytes = try? transcripts.keptChecklist(record.checklist.sha256) {
            version = .altered
            if let kept = try? LoadedChecklist(bytes: bytes, path: nil, reasons: nil),
                kept.sha256 == record.checklist.sha256
            {
                return .kept(kept.checklist)
            }
        }
        // Records that came with the workspace may be older than its kept texts.
        guard let named = try? library.checklist(named: record.checklist.name, reasons: nil),
            named.sha256 == record.checklist.sha256
        else { return version }
        return .kept(named.checklist)
    }

    /// What the checklist of a record has become.
    func today(of record: CallRecord) -> ChecklistToday {
        do {
            let text = try library.text(named: record.checklist.name)
            let today = try LoadedChecklist(text, reasons: nil)
            if today.sha256 == record.checklist.sha256 { return .same }
            return .other(version: today.checklist.version)
        } catch ChecklistError.noSuchChecklist {
            return .gone
        } catch {
            return .unreadable
        }
    }

    // MARK: What a finished call is owed

    /// Writes the feedback of a finished call and the leads it referred to; doing it again changes nothing.
    func finish(_ record: CallRecord) throws {
        try transcripts.bringToDisk(record.id)
        let rules = try rulebook(keptFor: record) ?? rulebook(insteadFor: record)
        let history = try book.history(of: record.lead, before: record)
        if let feedback = Feedback(call: record, rulebook: rules, history: history, settings: settings),
            try !transcripts.hasFeedback(record.id)
        {
            try transcripts.save(feedback)
        }
        try addReferrals(of: record)
        book.note(record)
    }

    /// Makes leads of the people that a prospect referred to, at the same company, once.
    func addReferrals(of record: CallRecord) throws {
        let leads = record.standing.marks.filter { $0.kind == .referral && $0.name != Forgetting.erased }.map
        { mark in
            let isEmail = mark.contact?.contains("@") ?? false
            let email = isEmail ? mark.contact : nil
            let phone = isEmail ? nil : mark.contact
            return Lead(
                id: Lead.id(email: email, phone: phone, name: mark.name, company: record.lead.company),
                name: mark.name, email: email, phone: phone, company: record.lead.company,
                channel: "Referral",
                campaign: record.lead.campaign,
                extra: [
                    "referredBy": record.lead.id, "referredByName": record.lead.displayName,
                    "referredInCall": record.id,
                ])
        }
        var seen: Set<String> = []
        let unknown = try leads.filter { try seen.insert($0.id).inserted && book.lead(id: $0.id) == nil }
        if !unknown.isEmpty { try book.add(unknown, as: importID()) }
    }

    /// Of two imports in one second the later sorts behind: the characters begin with the milliseconds.
    func importID() -> ImportID {
        let now = clock.now().instant
        let milliseconds = String(now.milliseconds % 1000, radix: 36)
        let prefix = milliseconds.count < 2 ? "0" + milliseconds : milliseconds
        return ImportID(instant: now, random: prefix + random().prefix(6))
    }

    // MARK: After a crash

    /// Removes what a process that died on one of these calls left half written; nothing in it was acknowledged.
    ///
    /// Each folder is looked through once, however many calls were left: all of it delays the first prompt.
    func clearLeftovers(of calls: [String]) {
        guard !calls.isEmpty else { return }
        let months = Set(calls.compactMap(CallID.month)).sorted().flatMap { month in
            [workspace.transcriptsPath, workspace.feedbackPath, workspace.acceptancesPath].map {
                "\($0)/\(month)"
            }
        }
        let shared = [workspace.leadsPath, workspace.usedChecklistsPath, workspace.statePath]
        for path in months + shared { _ = try? Folder(path, in: workspace).removeLeftovers() }
    }

    /// Completes what a crash left missing: calls that have their verdict and lack their feedback.
    func completeUnfinished() throws {
        let unfinished = try openCalls.unfinished()
        clearLeftovers(of: unfinished.map(\.callID))
        for left in unfinished {
            let record: CallRecord
            do {
                record = try transcripts.load(left.callID)
            } catch {
                // Where there is none, nothing was entered before the process ended.
                if !error.isMissing { StandardError.write([CallsWording.unreadable(left)]) }
                continue
            }
            guard record.outcome != nil, case .acquired(let open) = try openCalls.acquire(leadID: left.leadID)
            else { continue }
            try finish(record)
            try open.release()
        }
    }
}

/// What is left of the text that a record was made under.
enum ChecklistVersion {
    case kept(Checklist)
    case missing
    /// There is a file, but it is not what the record was made under, or no longer reads.
    case altered
}

/// What the checklist that a record was made under has become.
enum ChecklistToday: Equatable {
    case same
    /// Its text is another one.
    case other(version: String)
    case gone
    case unreadable
}

extension Clock {
    /// What a clock says that is off by thousands of years: no record can be named after a year of five digits.
    private static let latest = Instant(milliseconds: 221_845_392_000_000)  // 9000-01-01

    /// The system's clock, with the local time zone as it is at each moment.
    static var system: Clock {
        Clock {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            var local = tm()
            var seconds = time.tv_sec
            localtime_r(&seconds, &local)
            let now = Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
            return Moment(
                instant: min(max(now, Instant(milliseconds: 0)), latest),
                offset: UTCOffset(minutes: local.tm_gmtoff / 60))
        }
    }
}

/// The environment of the process.
enum Environment {
    static var all: [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let variable = entry.pointee {
            let text = String(cString: variable)
            if let equals = text.firstIndex(of: "=") {
                variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            entry += 1
        }
        return variables
    }

    static var currentFolder: String {
        guard let path = getcwd(nil, 0) else { return "." }
        defer { free(path) }
        return String(cString: path)
    }

    /// The name somebody is logged in under.
    static var loginName: String {
        if let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name { return String(cString: name) }
        return all["USER"] ?? "rep"
    }
}

extension BuiltInChecklists {
    /// The built-in files by name, for a workspace that has none yet.
    static var texts: [String: String] {
        Dictionary(
            fileNames.compactMap { name in bytes(of: name).map { (name, String(decoding: $0, as: UTF8.self)) }
            }
        ) { first, _ in first }
    }
}
