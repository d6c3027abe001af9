import ArgumentParser

/// `baton checklist`: the checklists of a workspace.
struct ChecklistCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checklist",
        abstract: "Look after the checklists.",
        discussion: """
            EXAMPLES
              baton checklist lint                        what is wrong in the workspace's files
              baton checklist lint checklists/team.yaml
            """,
        subcommands: [LintCommand.self])
}
