internal import Qualification

extension Fields {
    /// A zone of the system's database.
    func zone(_ key: String) -> Zone? {
        guard let node = node(key) else { return nil }
        guard case .text(let name) = node.content else {
            findings.report(
                node.position, .wrongValue, "'\(key)' must be the name of a time zone",
                hint: "for example Europe/Berlin")
            return nil
        }
        if let zone = ZoneFile.zone(named: name) { return zone }
        // The same part of the world comes nearest; of hundreds none is asked about in vain.
        let area = name.lowercased().prefix(3)
        let all = ZoneFile.names()
        let names = Array(all.filter { $0.lowercased().hasPrefix(area) }.prefix(200))
        findings.report(
            node.position, .unknownWord, "there is no time zone '\(name)' on this machine",
            hint: all.isEmpty
                ? "its database of time zones is missing: install tzdata"
                : name.nearest(in: names).map { "did you mean '\($0)'?" } ?? "for example Europe/Berlin")
        return nil
    }

    /// Spans by the days of the week, and the days on which they do not hold.
    func businessHours(_ key: String, holidays: String) -> BusinessHours? {
        let days = self.days(holidays)
        if has(holidays), !has(key), !misspells([key]) {
            findings.report(
                position(of: holidays), .misplacedKey, "'\(holidays)' is for a team with '\(key)'",
                hint: "without these the SLA runs around the clock, on holidays too")
        }
        guard let node = node(key) else { return nil }
        guard case .mapping(let pairs) = node.content else {
            findings.report(
                node.position, .wrongShape, "'\(key)' is written as 'days: hours' lines",
                hint: Fields.hoursExample)
            return nil
        }
        var week = Array(repeating: [BusinessHours.Span](), count: 7)
        var taken: [Int: YAMLNode.Position] = [:]
        var isWhole = true
        for pair in pairs {
            guard let named = weekdays(pair), let spans = spans(pair) else {
                isWhole = false
                continue
            }
            for day in named {
                if let first = taken.updateValue(pair.position, forKey: day) {
                    findings.report(
                        pair.position, .repeatedKey, "\(Fields.weekdayNames[day]) has its hours already",
                        hint: "first in line \(first.line); name each day once")
                    isWhole = false
                }
                week[day] = spans
            }
        }
        guard isWhole else { return nil }
        guard let hours = BusinessHours(week: week, holidays: Set(days)) else {
            findings.report(
                node.position, .emptyValue, "'\(key)' has no open hours", hint: Fields.hoursExample)
            return nil
        }
        return hours
    }

    private static let hoursExample = "for example mon-fri: 09:00-17:30"
    private static let weekdayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

    private func days(_ key: String) -> [LocalDay] {
        guard has(key) else { return [] }
        return items(key).compactMap { node in
            if case .text(let text) = node.content, let day = LocalDay(text) { return day }
            findings.report(
                node.position, .wrongValue, "an item of '\(key)' must be a day that exists",
                hint: "for example 2026-12-25")
            return nil
        }
    }

    /// The places in the week of `mon` or `mon-fri`.
    private func weekdays(_ pair: YAMLNode.Pair) -> ClosedRange<Int>? {
        let parts = pair.key.lowercased().split(separator: "-", omittingEmptySubsequences: false).map(
            String.init)
        let places = parts.compactMap { Fields.weekdayNames.firstIndex(of: $0) }
        if places.count == parts.count, let first = places.first, let last = places.last, parts.count <= 2,
            first <= last
        {
            return first...last
        }
        findings.report(
            pair.position, .unknownKey, "'\(pair.key)' is no day of the week and no span of days",
            hint: "the days are \(Fields.weekdayNames.joined(separator: ", ")); \(Fields.hoursExample)")
        return nil
    }

    /// `09:00-17:30`, several with commas between them, or `closed`.
    private func spans(_ pair: YAMLNode.Pair) -> [BusinessHours.Span]? {
        let texts: [(String, YAMLNode.Position)]
        switch pair.value.content {
        case .text("closed"): return []
        case .text(let text):
            texts = text.split(separator: ",", omittingEmptySubsequences: false).map {
                (String($0).trimmed, pair.value.position)
            }
        case .list(let items) where !items.isEmpty:
            texts = items.map { item in
                if case .text(let text) = item.content { (text, item.position) } else { ("", item.position) }
            }
        case .list, .empty, .mapping: texts = [("", pair.value.position)]
        }
        var spans: [BusinessHours.Span] = []
        for (text, position) in texts {
            guard let span = span(text, position) else { return nil }
            if let last = spans.last, span.from < last.to {
                findings.report(
                    position, .wrongValue, "'\(text)' begins before the hours in front of it end",
                    hint: "write the hours of a day in order, none over another")
                return nil
            }
            spans.append(span)
        }
        return spans
    }

    private func span(_ text: String, _ position: YAMLNode.Position) -> BusinessHours.Span? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { String($0).trimmed }
        let minutes = ends.compactMap(Fields.minuteOfDay)
        guard ends.count == 2, minutes.count == 2 else {
            findings.report(
                position, .wrongValue, "'\(text)' are no hours of a day", hint: Fields.hoursExample)
            return nil
        }
        guard minutes[0] < minutes[1] else {
            findings.report(
                position, .wrongValue, "'\(text)' ends before it begins",
                hint: "a night is two spans: until 24:00, and from 00:00 of the next day")
            return nil
        }
        return BusinessHours.Span(from: minutes[0], to: minutes[1])
    }

    /// `09:00` to `24:00`.
    private static func minuteOfDay(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count), parts[1].utf8.count == 2,
            parts.joined().utf8.allSatisfy({ (0x30...0x39).contains($0) }), let hour = Int(parts[0]),
            let minute = Int(parts[1]), minute < 60, hour * 60 + minute <= 1440
        else { return nil }
        return hour * 60 + minute
    }
}
