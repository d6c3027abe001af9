import Foundation

/// Says what of the changes that are not safe made it to disk; 0 is always "all of it".
protocol CutChooser {
    mutating func choose(_ options: Int) -> Int
    /// Where a write is torn.
    mutating func length(below count: Int) -> Int
}

/// Goes through all combinations of choices, like the digits of a counter.
private struct Odometer: CutChooser {
    private var digits: [(value: Int, base: Int)] = []
    private var position = 0

    mutating func choose(_ options: Int) -> Int {
        if position == digits.count { digits.append((0, options)) }
        defer { position += 1 }
        return digits[position].value
    }

    mutating func length(below count: Int) -> Int {
        // The ends, the middle, and the edges of a disk's sector.
        let places = [0, 1, count / 2, count - 1, 511, 512].filter { $0 >= 0 && $0 < count }
        return places.isEmpty ? 0 : places[choose(places.count)]
    }

    /// The next combination; false after the last.
    mutating func advance() -> Bool {
        digits.removeSubrange(position...)
        position = 0
        while let last = digits.popLast() {
            if last.value + 1 < last.base {
                digits.append((last.value + 1, last.base))
                return true
            }
        }
        return false
    }
}

/// Throws dice, the same in every run.
private struct Dice: CutChooser {
    var state: UInt64

    mutating func choose(_ options: Int) -> Int {
        // SplitMix64.
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(options))
    }

    mutating func length(below count: Int) -> Int { count > 0 ? choose(count) : 0 }
}

/// A tree that a power cut may leave, and what had been promised by then.
package struct CrashState: Hashable, Sendable {
    package var disk: DiskState
    /// The number of the last promise; 0 where there was none.
    package var promised: Int
}

extension DiskModel {
    /// Every distinct state that a cut may leave, before, between and after the calls.
    ///
    /// At each point all combinations are gone through up to `limit`; where there are more, `limit` thrown ones come
    /// beside the first.
    package static func crashStates(
        of calls: [FileCall], on model: DiskModel, limit: Int = 400
    ) -> Set<CrashState> {
        var model = model
        var promised = 0
        var found: Set<CrashState> = []
        var dice = Dice(state: 1)
        func cut() {
            var odometer = Odometer()
            for _ in 0..<limit {
                found.insert(CrashState(disk: model.state(&odometer), promised: promised))
                guard odometer.advance() else { return }
            }
            for _ in 0..<limit {
                found.insert(CrashState(disk: model.state(&dice), promised: promised))
            }
        }
        cut()
        for call in calls {
            model.apply(call)
            if case .promise(let number) = call { promised = number }
            cut()
        }
        return found
    }
}
