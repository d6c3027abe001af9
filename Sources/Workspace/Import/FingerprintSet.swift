/// Which ids a file has had, in 17 to 32 bytes each: their 128-bit hashes under a key that differs with each process.
///
/// That two ids share a hash is less likely than that a disk misreads; nobody can bring it about without the key.
struct FingerprintSet {
    private struct Shard {
        var slots: [(UInt64, UInt64)] = []
        var count = 0
    }

    /// Shards grow one at a time, so that growing never takes the room of two tables.
    private var shards = Array(repeating: Shard(), count: 32)

    /// Returns false where the id was there already.
    mutating func insert(_ id: String) -> Bool {
        var id = id
        let (first, second) = id.withUTF8 { bytes in
            (FingerprintSet.hash(bytes, 1), FingerprintSet.hash(bytes, 2))
        }
        // Zero marks a free slot.
        let print = (first == 0 ? 1 : first, second)
        let shard = Int(second & 31)
        if shards[shard].count * 5 >= shards[shard].slots.count * 4 { grow(shard) }
        return FingerprintSet.put(print, into: &shards[shard])
    }

    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ which: UInt8) -> UInt64 {
        var hasher = Hasher()
        hasher.combine(which)
        hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
        return UInt64(bitPattern: Int64(hasher.finalize()))
    }

    private mutating func grow(_ shard: Int) {
        let old = shards[shard].slots
        shards[shard] = Shard(slots: Array(repeating: (0, 0), count: max(16, old.count * 3 / 2)))
        for print in old where print.0 != 0 { _ = FingerprintSet.put(print, into: &shards[shard]) }
    }

    private static func put(_ print: (UInt64, UInt64), into shard: inout Shard) -> Bool {
        var index = Int(print.0.multipliedFullWidth(by: UInt64(shard.slots.count)).high)
        while shard.slots[index].0 != 0 {
            if shard.slots[index] == print { return false }
            index = index + 1 == shard.slots.count ? 0 : index + 1
        }
        shard.slots[index] = print
        shard.count += 1
        return true
    }
}
