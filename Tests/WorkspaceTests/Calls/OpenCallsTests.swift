import Glibc
import Qualification
import Synchronization
import Testing
import Workspace

/// The lock belongs to an open file, so that two stores in one process are to each other as two processes.
@Suite struct OpenCallsTests {
    let test: TestWorkspace
    let (ours, theirs): (OpenCalls, OpenCalls)

    init() throws {
        test = try TestWorkspace()
        (ours, theirs) = (OpenCalls(test.workspace), OpenCalls(test.workspace))
    }

    private func info(_ lead: String, call: String = "20261121T140322Z-7f3a9c2e") -> OpenCallInfo {
        OpenCallInfo(callID: call, leadID: lead, rep: "sam", pid: getpid(), startedAt: at("14:03"))
    }

    private func acquired(_ calls: OpenCalls, _ lead: String) throws -> OpenCall? {
        if case .acquired(let call) = try calls.acquire(leadID: lead) { call } else { nil }
    }

    private func holder(_ calls: OpenCalls, _ lead: String) throws -> OpenCallInfo?? {
        if case .held(let info) = try calls.acquire(leadID: lead) { .some(info) } else { nil }
    }

    @Test func aSecondCallWithTheLeadHasToWait() throws {
        let call = try #require(try acquired(ours, "jane@acme.example"))
        #expect(try holder(theirs, "jane@acme.example") == .some(nil), "nothing is said yet")
        try call.note(info("jane@acme.example"))
        #expect(try holder(theirs, "jane@acme.example") == info("jane@acme.example"))
        #expect(try holder(ours, "jane@acme.example") == info("jane@acme.example"))
        #expect(try theirs.holder(ofLead: "jane@acme.example") == info("jane@acme.example"))
        #expect(try acquired(theirs, "joe@acme.example") != nil, "another lead is free")
        try call.release()
        #expect(test.names(".baton/open").count == 1)
        let next = try #require(try acquired(theirs, "jane@acme.example"))
        #expect(next.leftBehind == nil)
        #expect(try holder(ours, "jane@acme.example") != nil)
    }

    @Test func aPausedCallIsFoundAndResumed() throws {
        let call = try #require(try acquired(ours, "jane"))
        try call.note(info("jane"))
        #expect(try theirs.unfinished() == [], "it is open")
        call.leave()
        #expect(try theirs.unfinished() == [info("jane")])
        #expect(try theirs.holder(ofLead: "jane") == nil)
        let resumed = try #require(try acquired(theirs, "jane"))
        #expect(resumed.leftBehind == info("jane"))
        #expect(try ours.unfinished() == [])
        try resumed.release()
        #expect(try ours.unfinished() == [])
        #expect(test.names(".baton/open") == [])
    }

    @Test func whatADeadProcessLeftIsFound() throws {
        // The lock goes with the open file, as it does when a process dies.
        var call: OpenCall? = try acquired(ours, "jane")
        try call?.note(info("jane"))
        call = nil
        #expect(try theirs.unfinished() == [info("jane")])
    }

    @Test func noteReplacesWhatWasSaidBefore() throws {
        let call = try #require(try acquired(ours, "jane"))
        try call.note(info("jane", call: "20261121T140322Z-" + String(repeating: "7", count: 8)))
        var short = info("jane")
        short.rep = ""
        try call.note(short)
        #expect(try theirs.holder(ofLead: "jane") == short)
    }

    @Test func aFileThatSaysNothingIsClearedAway() throws {
        let call = try #require(try acquired(ours, "jane"))
        #expect(try theirs.unfinished() == [])
        #expect(test.names(".baton/open").count == 1, "it is locked")
        call.leave()
        #expect(try theirs.unfinished() == [])
        #expect(test.names(".baton/open") == [])
    }

    @Test func aFileRemovedUnderTheLockDoesNotHoldTheLead() throws {
        let call = try #require(try acquired(ours, "jane"))
        try test.remove(".baton/open/\(test.names(".baton/open")[0])")
        let other = try #require(try acquired(theirs, "jane"))
        try other.note(info("jane"))
        call.leave()
        #expect(try ours.holder(ofLead: "jane") == info("jane"))
    }

    @Test(arguments: [
        "", "../../etc/passwd", "a/b", "e\u{301}@x", "é@x", "\u{0}", String(repeating: "long", count: 1000),
        "-rf",
    ])
    func anyIdMayBeOpened(_ lead: String) throws {
        let call = try #require(try acquired(ours, lead))
        try call.note(info(lead))
        #expect(try theirs.holder(ofLead: lead) == info(lead))
        #expect(test.names(".baton/open").allSatisfy { $0.count == 64 })
    }

    @Test func aLinkPlantedInThePlaceIsRefused() throws {
        let call = try #require(try acquired(ours, "jane"))
        let name = test.names(".baton/open")[0]
        try call.release()
        symlink("/etc/hosts", "\(test.workspace.openCallsPath)/\(name)")
        #expect(throws: FileError.self) { try ours.acquire(leadID: "jane") }
        #expect(try ours.unfinished() == [])
    }

    @Test func manyWantTheSameLeadAndOneAtATimeHasIt() async throws {
        let workspace = test.workspace
        let turns = Turns()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<200 {
                group.addTask {
                    guard case .acquired(let call)? = try? OpenCalls(workspace).acquire(leadID: "x") else {
                        return
                    }
                    turns.begin()
                    usleep(200)
                    turns.end()
                    try? call.release()
                }
            }
        }
        #expect(turns.mostAtOnce == 1)
        #expect(turns.count > 1)
        #expect(test.names(".baton/open") == [])
    }
}

private final class Turns: Sendable {
    private let state = Mutex((now: 0, most: 0, count: 0))

    func begin() {
        state.withLock {
            $0.now += 1
            $0.most = max($0.most, $0.now)
            $0.count += 1
        }
    }

    func end() { state.withLock { $0.now -= 1 } }

    var mostAtOnce: Int { state.withLock { $0.most } }
    var count: Int { state.withLock { $0.count } }
}
