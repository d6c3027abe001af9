/// A time zone as a table: how far local time is ahead of UTC, from when to when.
package struct Zone: Hashable, Sendable {
    /// From when on another offset holds.
    package struct Change: Hashable, Sendable {
        package var at: Instant
        package var offset: UTCOffset

        package init(at: Instant, offset: UTCOffset) {
            self.at = at
            self.offset = offset
        }
    }

    /// For example `Europe/Berlin`; nil is the machine's own.
    package let name: String?
    /// What holds before the first change.
    package let first: UTCOffset
    /// In order of time; each to another offset than the one before.
    package let changes: [Change]

    package init(name: String? = nil, first: UTCOffset, changes: [Change] = []) {
        self.name = name
        self.first = first
        var kept: [Change] = []
        for change in changes.sorted(by: { $0.at < $1.at })
        where change.offset != (kept.last?.offset ?? first) {
            if kept.last?.at == change.at { kept.removeLast() }
            if change.offset != (kept.last?.offset ?? first) { kept.append(change) }
        }
        self.changes = kept
    }

    package static let utc = Zone(name: "UTC", first: UTCOffset(minutes: 0))

    package func offset(at instant: Instant) -> UTCOffset {
        let count = changesMade(at: instant)
        return count == 0 ? first : changes[count - 1].offset
    }

    /// The local day on which an instant falls.
    package func day(of instant: Instant) -> LocalDay { offset(at: instant).day(of: instant) }

    /// The local wall-clock time of an instant as `14:03`.
    package func clock(of instant: Instant) -> String { offset(at: instant).clock(of: instant) }

    /// How many changes were made by an instant.
    func changesMade(at instant: Instant) -> Int {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].at <= instant { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
