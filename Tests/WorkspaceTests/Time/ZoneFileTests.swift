import Foundation
import Qualification
import Testing

@testable import Workspace

@Suite struct ZoneFileTests {
    /// A file as the compiler of the time zone database makes it.
    private func file(_ changes: [(Int64, UInt8)], _ types: [Int32], footer: String, version: UInt8 = 0x32)
        -> [UInt8]
    {
        func block(_ size: Int, _ changes: [(Int64, UInt8)]) -> [UInt8] {
            func bytes(_ value: Int64, _ count: Int) -> [UInt8] {
                (0..<count).reversed().map { UInt8(truncatingIfNeeded: value >> Int64($0 * 8)) }
            }
            var block = Array("TZif".utf8) + [version] + Array(repeating: UInt8(0), count: 15)
            for count in [0, 0, 0, changes.count, types.count, 4] { block += bytes(Int64(count), 4) }
            block += changes.flatMap { bytes($0.0, size) } + changes.map(\.1)
            for type in types { block += bytes(Int64(type), 4) + [0, 0] }
            return block + Array("XYZ\0".utf8)
        }
        return block(4, []) + block(8, changes) + Array("\n\(footer)\n".utf8)
    }

    private func offsets(_ zone: Zone, _ instants: [String]) -> [Int] {
        instants.map { zone.offset(at: Instant(rfc3339: $0) ?? Instant(milliseconds: 0)).minutes }
    }

    @Test func readsTheChangesAndTheRuleForTheYearsAfterThem() throws {
        let bytes = file([(1_774_746_000, 1)], [3600, 7200], footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        let zone = try #require(ZoneFile.zone(bytes, name: "Europe/Berlin"))
        #expect(
            offsets(
                zone,
                [
                    "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z", "2026-10-25T00:59:59Z",
                    "2026-10-25T01:00:00Z", "2027-03-28T01:00:00Z", "2027-10-31T01:00:00Z",
                    "2099-07-01T00:00:00Z",
                ]) == [60, 120, 120, 60, 120, 60, 120])
        #expect(zone.name == "Europe/Berlin")
    }

    @Test(
        "Rules of all forms",
        arguments: [
            ("<+0545>-5:45", "2026-07-01T00:00:00Z", 345),
            ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T06:59:59Z", -300),
            ("EST5EDT,M3.2.0,M11.1.0", "2026-03-08T07:00:00Z", -240),
            ("EST5EDT,M3.2.0,M11.1.0", "2026-11-01T06:00:00Z", -300),
            // Summer over the turn of the year.
            ("NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-01-01T00:00:00Z", 780),
            ("NZST-12NZDT,M9.5.0,M4.1.0/3", "2026-06-01T00:00:00Z", 720),
            // On Saturday at the 24th hour less one, and before midnight.
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -60),
            ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -120),
            ("XXX3YYY,J60/0,J300/0", "2028-03-01T03:00:00Z", -120),
            ("XXX3YYY,J60/0,J300/0", "2028-03-01T02:59:59Z", -180),
            ("XXX3YYY,59/0,300/0", "2028-02-29T03:00:00Z", -120),
        ])
    func rules(rule: String, at instant: String, minutes: Int) throws {
        let zone = try #require(ZoneFile.zone(file([], [0], footer: rule), name: "x"))
        #expect(offsets(zone, [instant]) == [minutes])
    }

    @Test(arguments: [
        "", "C", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x", "CET",
    ])
    func whatIsNoRuleIsNone(text: String) { #expect(ZoneRule(text) == nil) }

    @Test func filesThatAreBrokenAreNoZone() {
        let bytes = file([(1_774_746_000, 1)], [3600, 7200], footer: "CET-1")
        for count in 0..<bytes.count - 7 {
            #expect(ZoneFile.zone(Array(bytes.prefix(count)), name: "x") == nil, "\(count) bytes")
        }
        #expect(ZoneFile.zone(file([(0, 7)], [3600], footer: "CET-1"), name: "x") == nil)
        for name in ["", "../etc/passwd", "/etc/localtime", "Europe/../../x", "Europe//Berlin", "."] {
            #expect(ZoneFile.zone(named: name) == nil, "\(name)")
        }
    }

    @Test("The machine's database and its clock agree with the calendar of the system")
    func asTheSystem() throws {
        for name in [
            "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca",
        ] {
            guard FileManager.default.fileExists(atPath: "\(ZoneFile.folder)/\(name)") else { continue }
            let zone = try #require(ZoneFile.zone(named: name))
            let system = try #require(TimeZone(identifier: name))
            for day in stride(from: 0, to: 4000, by: 3) {
                let seconds = 1_767_225_600 + day * 86_400
                let expected = system.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds))) / 60
                let instant = Instant(milliseconds: Int64(seconds) * 1000)
                #expect(zone.offset(at: instant).minutes == expected, "\(name) \(instant.rfc3339)")
            }
        }
    }

    @Test func theMachinesOwnZoneIsWhatItsClockShows() {
        let zone = Zone.machine
        for day in stride(from: 0, to: 4000, by: 5) {
            var (seconds, local) = (time_t(1_767_225_600 + day * 86_400), tm())
            localtime_r(&seconds, &local)
            let instant = Instant(milliseconds: Int64(seconds) * 1000)
            #expect(zone.offset(at: instant).minutes == local.tm_gmtoff / 60)
        }
    }
}
