import Qualification

/// What a call has to do with today's checklist of that name.
struct VersionWording {
    private let used: CallRecord.ChecklistStamp
    private let version: ChecklistVersion
    private let today: ChecklistToday
    private let verb: String

    init(
        of used: CallRecord.ChecklistStamp, version: ChecklistVersion, today: ChecklistToday, isDecided: Bool
    ) {
        self.used = used
        self.version = version
        self.today = today
        verb = isDecided ? "decided" : "held"
    }

    var lines: [ScreenLine] {
        var lines: [ScreenLine] = []
        if let since { lines.append(ScreenLine(since, .quiet)) }
        switch version {
        case .kept: break
        case .missing:
            lines.append(
                ScreenLine("its text is not kept any more, so questions show by their keys: \(file)", .weak))
        case .altered:
            lines.append(
                ScreenLine("its kept text was changed, so questions show by their keys: \(file)", .weak))
        }
        return lines
    }

    private var since: String? {
        switch today {
        case .same: nil
        case .other(let version) where version == used.version:
            "\(verb) under \(label); today's \(used.version) has another text" + comparison
        case .other(let version):
            "\(verb) under \(label); today it is \(version)" + comparison
        case .gone:
            "\(verb) under \(label), which is no longer among the checklists"
                + (isKept ? ": baton checklist show \(hash)" : "")
        case .unreadable:
            "\(verb) under \(label); today's does not read: baton checklist lint \(name)"
        }
    }

    private var comparison: String { isKept ? ": baton checklist diff \(hash) \(name)" : "" }

    private var label: String { "\(used.name) \(used.version)" }
    private var hash: String { String(used.sha256.prefix(12)) }
    private var file: String { "checklists/used/\(hash)….yaml" }
    /// The name as a shell takes it.
    private var name: String {
        let isBare = used.name.unicodeScalars.allSatisfy { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "-_.".unicodeScalars.contains(scalar)
        }
        if isBare { return used.name }
        return "'" + used.name.replacing("'", with: "'\\''") + "'"
    }

    private var isKept: Bool {
        if case .kept = version { true } else { false }
    }
}
