import ArgumentParser
import Conversation
import Glibc
import LineEditor

/// The `baton` command: alone it shows who to call next and how to start.
struct Baton: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baton",
        abstract: "Qualify a lead while the prospect is on the phone.",
        discussion: """
            EXAMPLES
              baton demo                        a call on a sample lead, nothing to set up
              baton import leads.csv            bring in what marketing handed over
              baton                             who to call next
              baton call jane@acme.example      call a lead; without a name, the next one
              baton show CALL --brief           the hand-off for the account executive
              baton handoff accept CALL         accept an SQL, as the account executive
              baton feedback send               tell marketing what became of its leads
              baton report                      what to change, and every report's answer

            FILES
              A workspace is a folder with checklists/ and transcripts/: --workspace, else
              BATON_WORKSPACE, else the nearest upward, else $XDG_DATA_HOME/baton.
            """,
        version: "0.1.0",
        groupedSubcommands: [
            CommandGroup(
                name: "Call",
                subcommands: [CallCommand.self, LeadsCommand.self, DemoCommand.self]),
            CommandGroup(
                name: "Look-up",
                subcommands: [CallsCommand.self, ShowCommand.self, FindCommand.self]),
            CommandGroup(
                name: "Team",
                subcommands: [
                    ImportCommand.self, HandOffCommand.self, FeedbackCommand.self, SLACommand.self,
                    ReportCommand.self,
                ]),
            CommandGroup(
                name: "Workspace",
                subcommands: [
                    ChecklistCommand.self, DoctorCommand.self, ForgetCommand.self, SchemaCommand.self,
                ]),
        ])

    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        let desk = try Desk(workspace)
        try StandardOutput().write(desk.morning())
    }
}

/// Runs the command line of this process and exits with its status.
package func runBaton() -> Never {
    // First of all: what is written here is a prospect's data.
    umask(0o077)
    CrashGuard.install(message: CrashWording.anywhere)
    signal(SIGPIPE, SIG_IGN)
    // A limit on the size of files is a disk that refuses.
    signal(SIGXFSZ, SIG_IGN)
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
        var command = try Baton.parseAsRoot(arguments)
        try command.run()
    } catch let failure as Failure {
        failure.exit()
    } catch let code as ExitCode {
        // What there was to say has been said.
        failIfCutShort()
        exit(code.rawValue)
    } catch {
        if let failure = ErrorWording.failure(for: error) { failure.exit() }
        let code = Baton.exitCode(for: error)
        if code != .success, let slip = Slip(in: arguments) {
            Failure(.usage, "baton: no command \(slip.typed); did you mean `\(slip.meant)`?").exit()
        }
        if code == .success { Baton.exit(withError: error) }
        // The message quotes what was typed.
        let lines = Baton.fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
        StandardError.write(lines.map { "\($0)" })
        exit(code.rawValue)
    }
    failIfCutShort()
    exit(0)
}

/// A result that did not reach standard output whole is no success.
private func failIfCutShort() {
    guard let code = StandardOutput.failure else { return }
    Failure(.cannotWrite, "baton: standard output cannot be written: \(errorText(code))").exit()
}

/// A word in the place of a subcommand that differs from one by a slip or two.
struct Slip: Equatable {
    var typed: String
    /// The command as it should have been typed.
    var meant: String

    /// Nil where every word in the place of a command is one, or is near none.
    init?(in arguments: [String]) {
        var command: any ParsableCommand.Type = Baton.self
        var path = "baton"
        for word in arguments {
            let subcommands = command.configuration.subcommands
            guard !subcommands.isEmpty, !word.hasPrefix("-") else { return nil }
            if let next = subcommands.first(where: { $0.configuration.commandName == word }) {
                command = next
                path += " " + word
                continue
            }
            let names = subcommands.compactMap { $0.configuration.commandName } + ["help"]
            guard !names.contains(word) else { return nil }
            if path == "baton", let command = Slip.commands(named: word) {
                (typed, meant) = (word, command)
                return
            }
            let near = names.map { (name: $0, distance: editDistance(word, $0)) }.filter { $0.distance <= 2 }
                .min { $0.distance < $1.distance }
            guard let near else { return nil }
            (typed, meant) = (word, "\(path) \(near.name)")
            return
        }
        return nil
    }
}

extension Slip {
    /// The command of a group that somebody types without the group; nil where several groups have one.
    private static func commands(named word: String) -> String? {
        let groups = Baton.configuration.subcommands.compactMap { group -> String? in
            let own = group.configuration.subcommands.contains { $0.configuration.commandName == word }
            return own ? group.configuration.commandName.map { "baton \($0) \(word)" } : nil
        }
        return groups.count == 1 ? groups[0] : nil
    }
}

extension Failure {
    func exit() -> Never {
        StandardError.write(lines)
        Glibc.exit(code.rawValue)
    }
}
