import Dispatch
import Glibc
import Synchronization

/// Pieces of work that are done on all cores and taken in their order.
enum OrderedWork {
    /// How many pieces are under way or waiting to be taken, for each core.
    private static let ahead = 3

    /// Does work on `count` pieces, and hands over what comes of each, in order; no more than a few are ever kept.
    static func run<Value: Sendable>(
        _ count: Int, _ work: @escaping @Sendable (Int) -> Value, taking take: (Value) throws -> Void
    ) throws {
        let queue = DispatchQueue.global()
        var slots: [Slot<Value>] = []
        func start() {
            let (slot, piece) = (Slot<Value>(), slots.count)
            slots.append(slot)
            queue.async {
                let value = work(piece)
                slot.value.withLock { $0 = value }
                slot.isDone.signal()
            }
        }
        let cores = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        while slots.count < min(count, cores * ahead) { start() }
        for index in 0..<count {
            slots[index].isDone.wait()
            let value = slots[index].value.withLock { slot in
                defer { slot = nil }
                return slot
            }
            if slots.count < count { start() }
            if let value { try take(value) }
        }
    }

    private final class Slot<Value: Sendable>: Sendable {
        let isDone = DispatchSemaphore(value: 0)
        let value = Mutex<Value?>(nil)
    }
}
