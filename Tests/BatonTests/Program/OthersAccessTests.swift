import Foundation
import Glibc
import TestSupport
import Testing

/// A workspace that is not its owner's alone.
@Suite struct OthersAccessTests {
    private static let words = "other users of this machine can look into"

    @Test func thatOthersCanReadIsSaidOnceAndRepaired() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        #expect(try !workplace.run("leads").errors.contains(Self.words))
        for path in ["", "transcripts", "transcripts/\(workplace.month.lastPathComponent)"] {
            try workplace.open(path, to: 0o755)
        }
        for path in workplace.files(in: "transcripts") { try workplace.open(path, to: 0o644) }
        let first = try workplace.run("leads")
        #expect(first.errors.contains("\(Self.words) \(workplace.month.path)"))
        #expect(first.errors.contains("baton doctor --fix"))
        #expect(first.ending == .exit(0))
        #expect(try !workplace.run("leads").errors.contains(Self.words))
        #expect(try workplace.run("doctor", "--fix").errors.contains("closed to others: "))
        #expect(try workplace.run("doctor").errors.isEmpty)
        #expect(try workplace.mode(of: "") == 0o700)
        #expect(try workplace.mode(of: "transcripts") == 0o700)
        for path in workplace.files(in: "transcripts") { #expect(try workplace.mode(of: path) == 0o600) }
        // Opened again, it is said again.
        for path in ["", "leads"] { try workplace.open(path, to: 0o755) }
        #expect(
            try workplace.run("leads").errors.contains("\(Self.words) \(workplace.url(of: "leads").path)"))
    }

    /// The records that came with a repository are open, as all of it; those made there are not.
    @Test func aCloneIsNotAccusedOfWhatItCameWith() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        try FileManager.default.createDirectory(
            at: workplace.url(of: ".git"), withIntermediateDirectories: true)
        for path in ["", "transcripts", "checklists", "transcripts/\(workplace.month.lastPathComponent)"] {
            try workplace.open(path, to: 0o755)
        }
        #expect(try !workplace.run("leads").errors.contains(Self.words))
    }

    @Test(.enabled(if: geteuid() == 0, "only a superuser can give files away"))
    func whatBelongsToSomebodyElseIsRefused() throws {
        for path in ["", "transcripts", "feedback", "leads", ".baton", ".baton/open"] {
            let workplace = try Workplace(leads: Workplace.janeCSV)
            _ = try workplace.run("call", Workplace.jane, input: ["/end", "not-a-prospect"])
            let full = workplace.url(of: path).path
            try #require(chown(full, 4242, 4242) == 0)
            let program = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
            #expect(program.ending == .exit(78), "\(path)")
            #expect(program.errors.contains("belongs to user 4242, who could read and change it"), "\(path)")
            #expect(try workplace.records().count == 1)
        }
        // What sellers agreed to ask may be anybody's.
        let workplace = try Workplace(leads: Workplace.janeCSV)
        for path in ["checklists", "checklists/bant.yaml"] {
            try #require(chown(workplace.url(of: path).path, 4242, 4242) == 0)
        }
        let program = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        #expect(program.ending == .exit(0), "\(program.errors)")
    }

    @Test(.enabled(if: geteuid() == 0, "only a superuser can give files away"))
    func aForeignRecordIsPassedOver() throws {
        let workplace = try Workplace(leads: Workplace.janeCSV)
        _ = try workplace.run("call", Workplace.jane, input: ["", "we lose pallets !"])
        let path = try #require(workplace.files(in: "transcripts").first)
        try #require(chown(workplace.url(of: path).path, 4242, 4242) == 0)
        let show = try workplace.run("show", String(path.suffix(30).dropLast(5)))
        #expect(show.ending != .exit(0) && !show.output.contains("pallets"))
        #expect(show.errors.contains("belongs to user 4242"))
    }
}

extension Workplace {
    fileprivate func open(_ path: String, to mode: mode_t) throws {
        try #require(chmod(url(of: path).path, mode) == 0)
    }

    fileprivate func mode(of path: String) throws -> mode_t {
        var status = stat()
        try #require(lstat(url(of: path).path, &status) == 0)
        return status.st_mode & 0o777
    }
}
