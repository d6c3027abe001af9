import Glibc
package import Qualification

/// A time zone out of the system's database of them, in the TZif format (RFC 9636).
package enum ZoneFile {
    /// Where the system keeps them.
    package static let folder = "/usr/share/zoneinfo"

    /// How far a rule for the years to come is written out.
    static let lastYear = 2100

    /// The zone of a name such as `Europe/Berlin`; nil where there is none.
    package static func zone(named name: String, folder: String = folder) -> Zone? {
        let isSafe = name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.utf8.first, first != UInt8(ascii: ".") else { return false }
            return part.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || "_+-".utf8.contains($0)
            }
        }
        // The names of the database are paths in its folder; some of these are links.
        guard isSafe, let bytes = bytes(atPath: "\(folder)/\(name)") else { return nil }
        return zone(bytes, name: name)
    }

    private static func bytes(atPath path: String) -> [UInt8]? {
        guard let file = try? Descriptor(opening: path, flags: O_RDONLY | O_NONBLOCK, path: path),
            let status = try? file.status(), status.kind == .file, status.bytes < 4 << 20
        else { return nil }
        return try? file.read(count: Int(status.bytes), at: 0)
    }

    /// The names that there are, for a hint; empty where the database does not list them.
    static func names(folder: String = folder) -> [String] {
        guard let bytes = bytes(atPath: "\(folder)/tzdata.zi") else { return [] }
        return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            let words = line.split(separator: UInt8(ascii: " "))
            switch words.first.map({ String(decoding: $0, as: UTF8.self) }) {
            case "Z" where words.count > 1: return String(decoding: words[1], as: UTF8.self)
            case "L" where words.count > 2: return String(decoding: words[2], as: UTF8.self)
            default: return nil
            }
        }
    }

    /// Reads the content of a file; nil for any other format.
    static func zone(_ bytes: [UInt8], name: String) -> Zone? {
        guard let first = Block(bytes, at: 0, timeSize: 4) else { return nil }
        guard first.version >= UInt8(ascii: "2") else { return first.zone(name, footer: nil) }
        guard let second = Block(bytes, at: first.end, timeSize: 8) else { return nil }
        let footer = bytes[second.end...].split(
            separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: true
        ).first
        return second.zone(name, footer: footer.flatMap { ZoneRule(String(decoding: $0, as: UTF8.self)) })
    }

    /// One of the two parts of a file: the old one with times of 32 bits, and the one with 64.
    private struct Block {
        let version: UInt8
        let end: Int
        private let changes: [Zone.Change]
        private let first: UTCOffset

        init?(_ bytes: [UInt8], at start: Int, timeSize: Int) {
            func number(_ at: Int, _ size: Int) -> Int64 {
                var value = bytes[at] & 0x80 == 0 ? Int64(0) : -1
                for byte in bytes[at..<at + size] { value = value << 8 | Int64(byte) }
                return value
            }
            guard bytes.count >= start + 44, bytes[start..<start + 4].elementsEqual("TZif".utf8) else {
                return nil
            }
            version = bytes[start + 4]
            let counts = (0..<6).map { Int(number(start + 20 + 4 * $0, 4)) }
            guard counts.allSatisfy({ (0...1 << 16).contains($0) }), counts[4] > 0 else { return nil }
            let (times, types) = (start + 44, start + 44 + counts[3] * timeSize)
            let offsets = types + counts[3]
            end = offsets + counts[4] * 6 + counts[5] + counts[2] * (timeSize + 4) + counts[1] + counts[0]
            guard bytes.count >= end else { return nil }
            func offset(_ type: Int) -> UTCOffset {
                // Of mean times of long ago the seconds are cut off.
                UTCOffset(minutes: Int(number(offsets + type * 6, 4)) / 60)
            }
            var changes: [Zone.Change] = []
            for index in 0..<counts[3] {
                let type = Int(bytes[types + index])
                let seconds = number(times + index * timeSize, timeSize)
                guard type < counts[4] else { return nil }
                // Times of long ago may stand for the beginning of all.
                guard abs(seconds) < 1 << 40 else { continue }
                changes.append(Zone.Change(at: Instant(milliseconds: seconds * 1000), offset: offset(type)))
            }
            self.changes = changes
            first = offset(0)
        }

        /// `footer` is the rule for all that comes after the last change.
        func zone(_ name: String, footer: ZoneRule?) -> Zone {
            guard let footer else { return Zone(name: name, first: first, changes: changes) }
            guard let last = changes.last else {
                let all = (1970...lastYear).flatMap { footer.changes(in: $0) }
                return Zone(name: name, first: footer.standard, changes: all)
            }
            let year = UTCOffset(minutes: 0).day(of: last.at).year
            let later = (min(year, lastYear)...lastYear).flatMap { footer.changes(in: $0) }
            return Zone(name: name, first: first, changes: changes + later.filter { $0.at > last.at })
        }
    }
}
