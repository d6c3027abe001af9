import Glibc
package import Qualification

extension Zone {
    /// The machine's own zone, as far as its clock can be asked about the years around now.
    package static var machine: Zone {
        let (start, end, step) = (seconds(2000), seconds(2060), 16 * 86_400)
        var changes: [Change] = []
        var (low, offset) = (start, machineOffset(start))
        while low < end {
            let high = low + step
            let later = machineOffset(high)
            if later != offset {
                changes.append(Change(at: change(from: offset, after: low, until: high), offset: later))
            }
            (low, offset) = (high, later)
        }
        return Zone(first: machineOffset(start), changes: changes)
    }

    private static func seconds(_ year: Int) -> Int {
        (LocalDay(year: year, month: 1, day: 1)?.daysSinceEpoch ?? 0) * 86_400
    }

    private static func machineOffset(_ seconds: Int) -> UTCOffset {
        var local = tm()
        var seconds = time_t(seconds)
        localtime_r(&seconds, &local)
        return UTCOffset(minutes: local.tm_gmtoff / 60)
    }

    /// The first second that has another offset.
    private static func change(from offset: UTCOffset, after low: Int, until high: Int) -> Instant {
        var (low, high) = (low, high)
        while high - low > 1 {
            let middle = (low + high) / 2
            if machineOffset(middle) == offset { low = middle } else { high = middle }
        }
        return Instant(milliseconds: Int64(high) * 1000)
    }
}
