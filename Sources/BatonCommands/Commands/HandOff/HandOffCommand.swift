import ArgumentParser

/// `baton handoff`: SQLs on their way to the account executive; alone it lists those that wait.
struct HandOffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handoff",
        abstract: "Accept or hand back what a rep made an SQL.",
        discussion: """
            EXAMPLES
              baton handoff                              what waits for an answer
              baton handoff list --all                   what became of the others as well
              baton handoff accept 7f3a9c2e --by dana
              baton handoff reject acme --reason no-show --note "not there at ten"
              baton show 7f3a9c2e --brief                what the rep found out

            Nobody has to accept: silence does, once the SLA's time is over. What is
            handed back is in the rep's queue again, with the reason.
            """,
        subcommands: [HandOffListCommand.self, HandOffAcceptCommand.self, HandOffRejectCommand.self],
        defaultSubcommand: HandOffListCommand.self)
}
