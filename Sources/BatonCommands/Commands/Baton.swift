import ArgumentParser
import Conversation
import Glibc

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

            FILES
              A workspace is a folder with checklists/ and transcripts/: --workspace, else
              BATON_WORKSPACE, else the nearest upward, else $XDG_DATA_HOME/baton.
            """,
        version: "0.1.0",
        subcommands: [
            CallCommand.self, LeadsCommand.self, ImportCommand.self, CallsCommand.self, ShowCommand.self,
            FindCommand.self, HandOffCommand.self, SLACommand.self, ReportCommand.self, ChecklistCommand.self,
            SchemaCommand.self, DoctorCommand.self, ForgetCommand.self, DemoCommand.self,
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
    signal(SIGPIPE, SIG_IGN)
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
            let near = names.map { (name: $0, distance: editDistance(word, $0)) }.filter { $0.distance <= 2 }
                .min { $0.distance < $1.distance }
            guard let near else { return nil }
            (typed, meant) = (word, "\(path) \(near.name)")
            return
        }
        return nil
    }
}

extension Failure {
    func exit() -> Never {
        StandardError.write(lines)
        Glibc.exit(code.rawValue)
    }
}
