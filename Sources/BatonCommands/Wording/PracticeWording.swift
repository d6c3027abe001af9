import Qualification

/// What frames a walk through a checklist.
enum PracticeWording {
    static func beginning(_ checklist: Checklist) -> [ScreenLine] {
        var lines: [ScreenLine] = [
            "Trying \(checklist.name, .strong) \(checklist.version). Nothing is recorded; /pause or Ctrl-D leaves."
        ]
        if !checklist.stops.isEmpty {
            lines.append(
                ScreenLine("Its knock-outs on the lead are left out: this lead is made up.", .quiet))
        }
        return lines + [""]
    }

    static let end: [ScreenLine] = ["", "Nothing of this was recorded."]
}
