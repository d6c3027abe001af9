import ArgumentParser
import Reporting
import Workspace

/// `baton report html`: all reports as one page.
struct PageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "html",
        abstract: "All reports on one page, for a browser or for paper.",
        discussion: """
            EXAMPLES
              baton report html --output report.html
              baton report html --since 2026-07-01 --until 2026-09-30 --output q3.html
              baton report html --checklist bant > bant.html

            The page begins with what could be changed, and needs nothing but itself: no
            script, no network. It holds the buyers' words and the names of reps: --output
            makes a file that only you can read, and replaces none.
            """)

    @OptionGroup var scope: ReportScopeOptions
    @OptionGroup var file: PageFileOptions
    @OptionGroup var workspace: WorkspaceOptions

    func run() throws {
        try file.check()
        let desk = try ReportDesk(workspace)
        let (digest, reports) = try desk.digest(scope)
        let page = ReportPage(
            title: PageWording.title, subtitle: PageWording.subtitle(scope, digest.scope.period),
            findings: digest.findings, reports: reports, made: PageWording.made(on: desk.today))
        try file.write(page)
    }
}
