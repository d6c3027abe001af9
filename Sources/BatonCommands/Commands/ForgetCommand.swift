import ArgumentParser
import LineEditor
import Qualification
import Workspace

/// `baton forget`: erases a person, and proves that nothing is left.
struct ForgetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Erase a person from leads, records and feedback.",
        discussion: """
            EXAMPLES
              baton forget jane@acme.example
              baton forget jane@acme.example --yes         without asking

            What reports need stays under a pseudonym; names, numbers, addresses and
            everything said are gone. A search of the whole workspace proves it. Whoever
            is forgotten is no longer on the do-not-call list.
            """)

    @Argument(help: "The lead's id or e-mail; on a terminal any unique part of a name or company too.")
    var lead: String

    @Flag(help: "Do not ask; without a terminal nobody is asked.")
    var yes = false

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        let desk = try Desk(workspace)
        let (id, name) = try identify(desk)
        guard yes || confirm(id, name) else { return StandardOutput().write(["Nothing was erased."]) }
        let result = try Forgetting(desk.workspace, secondPlace: desk.secondPlace, random: desk.random)
            .forget([id], at: desk.clock.now().instant, by: Environment.loginName)
        let out = StandardOutput()
        if output.isJSON {
            out.write(String(decoding: ForgettingWording.json(result).encoded(.pretty), as: UTF8.self))
        } else {
            out.write(ForgettingWording.lines(result))
        }
        guard result.foundAnything else {
            throw result.unreadable.isEmpty
                ? Failure(.noInput, "baton: nothing is known of “\(lead)”")
                : Failure(.failure, "baton: nothing was found of “\(lead)”, but not every file could be read")
        }
        if !result.isProven { throw ExitCode(Failure.Code.failure.rawValue) }
    }

    /// The id in the book; what is typed, where the book knows it no longer and only records may.
    ///
    /// Where nobody can be asked, only a whole id or e-mail will do: a part of a name may be somebody else's.
    private func identify(_ desk: Desk) throws -> (id: String, name: String) {
        do {
            let found = try desk.book.theLead(lead)
            let isExact = [found.id, found.email ?? ""].contains { $0.lowercased() == lead.lowercased() }
            guard isExact || (isTerminal(0) && isTerminal(1)) else {
                throw Failure(
                    .usage, "baton: “\(lead)” is \(found.displayName): name the lead by its id, \(found.id)")
            }
            return (found.id, found.displayName)
        } catch let failure as Failure where failure.code == .noInput {
            if try desk.book.matches(lead) > 1 { throw failure }
            return (lead, lead)
        }
    }

    /// Asks whoever sits at a terminal; a script says what it means.
    private func confirm(_ id: String, _ name: String) -> Bool {
        guard isTerminal(0), isTerminal(1),
            let console = try? TerminalConsole(crashMessage: CrashWording.anywhere)
        else { return true }
        defer { console.close() }
        let ask = Ask(
            prompt: "forget> ",
            question:
                "Erase \(name, .strong) (\(id)) for good, with everything said on the calls? Type \("forget", .strong)."
        )
        switch console.hear(ask) {
        case .line(let line): return line.lowercased().split(separator: " ") == ["forget"]
        case .interrupted, .endOfInput: return false
        case .gone(let signal, _):
            console.close()
            ProcessDeath.bySignal(signal)
        }
    }
}
