import ArgumentParser

/// `baton checklist`: the checklists that calls are made under; alone it lists them.
struct ChecklistCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checklist",
        abstract: "See, try and change the checklists that calls are made under.",
        discussion: """
            EXAMPLES
              baton checklist                    what there is
              baton checklist show bant          as a rep reads it
              baton checklist try bant           as a call that is not recorded
              baton checklist new team           one of your own
              baton checklist diff bant team     what differs by meaning
              baton checklist whatif team        how past calls would have ended under it
              baton checklist lint               every mistake, at its line and column

            A checklist is a file in the workspace's checklists folder. Where a command
            takes one, it takes its name, or the path of a file.
            """,
        subcommands: [
            ChecklistListCommand.self,
            ChecklistShowCommand.self,
            ChecklistTryCommand.self,
            ChecklistNewCommand.self,
            ChecklistDiffCommand.self,
            LintCommand.self,
            WhatIfCommand.self,
        ],
        defaultSubcommand: ChecklistListCommand.self)
}
