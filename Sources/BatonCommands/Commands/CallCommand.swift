import ArgumentParser
import Conversation
import LineEditor
import Qualification
import Workspace

/// `baton call`: a call with a lead, on the terminal or out of a script.
struct CallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "call",
        abstract: "Call a lead, or the next one in the queue.",
        discussion: """
            EXAMPLES
              baton call                                the next lead in the queue
              baton call jane@acme.example              a lead by id or e-mail
              baton call 0100                           by the last digits of a phone
              baton call acme                           by part of a name or company
              baton call --name "Jane Ortiz" --company Acme --phone "+1 555 0100"
              baton call jane@acme.example < answers.txt

            On the call, /help shows the language, and Tab completes.
            """)

    @Argument(help: "Lead id, e-mail, last digits of the phone, or part of a name or company.")
    var lead: String?

    @Option(help: "The checklist (default: the settings' one, else BANT).")
    var checklist: String?

    @Option(help: "The rep's name in the record (default: the settings' one, else the login name).")
    var rep: String?

    @Flag(help: "Call although the lead asked not to be called.")
    var acknowledge = false

    @Option(help: "A lead that is not in the book: its name.") var name: String?
    @Option(help: "Its company.") var company: String?
    @Option(help: "Its e-mail.") var email: String?
    @Option(help: "Its phone number.") var phone: String?
    @Option(help: "The channel it came through.") var channel: String?
    @Option(help: "The campaign it answered.") var campaign: String?

    @OptionGroup var workspace: WorkspaceOptions

    func validate() throws {
        if lead != nil, isNewLead {
            throw ValidationError("Name a lead of the book, or describe a new one; not both.")
        }
    }

    private var isNewLead: Bool {
        [name, company, email, phone, channel, campaign].contains { $0 != nil }
    }

    func run() throws {
        try CallRun(desk: Desk(workspace), checklist: checklist, rep: rep, isAcknowledged: acknowledge)
            .start { desk in try pick(desk) }
    }

    private func pick(_ desk: Desk) throws -> Lead {
        if isNewLead { return try introduce(desk) }
        if let lead { return try desk.book.theLead(lead) }
        return try desk.nextLead()
    }

    /// A lead that is not in the book yet, as an import of one.
    private func introduce(_ desk: Desk) throws -> Lead {
        let lead = Lead(
            introducing: name, email: email, phone: phone, company: company, channel: channel,
            campaign: campaign)
        guard lead.name != nil || lead.company != nil || lead.email != nil || lead.phone != nil else {
            throw Failure(.usage, "baton: who is it? Give --name, --company, --email or --phone.")
        }
        guard email == nil || lead.email != nil else {
            throw Failure(.usage, "baton: --email “\(email ?? "")” is no e-mail address")
        }
        if let known = try desk.book.lead(id: lead.id) { return known }
        try desk.book.add([lead], as: desk.importID())
        return lead
    }
}

/// A sitting at the desk: one call, and on a terminal the next one when the rep types `next`.
struct CallRun {
    var desk: Desk
    var checklist: String?
    var rep: String?
    var isAcknowledged: Bool

    func start(picking pick: (Desk) throws -> Lead) throws {
        let (loaded, rulebook) = try desk.checklist(named: checklist)
        try desk.completeUnfinished()
        let lead = try pick(desk)
        let terminal = isTerminal(0) && isTerminal(1) ? try TerminalConsole() : nil
        let console: any Console = terminal ?? PipeConsole()
        defer { terminal?.close() }
        let calls = CallDesk(
            desk: desk, console: console, loaded: loaded, rulebook: rulebook,
            rep: rep.flatMap { $0.isEmpty ? nil : $0 } ?? desk.settings.rep ?? Environment.loginName)
        do {
            try sit(calls, with: lead)
        } catch let failure {
            terminal?.close()
            throw failure
        }
    }

    private func sit(_ calls: CallDesk, with first: Lead) throws {
        var lead = first
        while true {
            (calls.console as? TerminalConsole)?.forgetLines()
            switch try calls.hold(lead, isAcknowledged: isAcknowledged) {
            case .paused, .declined:
                return
            case .gone(let signal):
                (calls.console as? TerminalConsole)?.close()
                ProcessDeath.bySignal(signal)
            case .ended:
                guard calls.console.isInteractive, let next = try offerNext(calls.console, after: lead) else {
                    return
                }
                lead = next
            }
        }
    }

    /// Shows who is next; only the word opens the call, so that no stray Enter does.
    private func offerNext(_ console: any Console, after lead: Lead) throws -> Lead? {
        guard let row = try desk.book.next(after: lead.id), let next = try desk.book.lead(id: row.lead.id)
        else {
            console.show(["  Nobody else is due."])
            return nil
        }
        console.show([
            "", "  Next:  " + LeadsWording(now: desk.clock.now(), time: desk.settings.time).line(row),
        ])
        while true {
            console.discardTypeAhead()
            let ask = Ask(
                prompt: "next or Enter> ", question: ScreenLine("  next opens the call, Enter leaves", .quiet)
            )
            switch console.hear(ask) {
            case .line(let line):
                switch line.lowercased().split(separator: " ").joined() {
                case "next", "/next": return next
                case "": return nil
                default: continue
                }
            case .interrupted: continue
            case .endOfInput: return nil
            case .gone(let signal, _):
                (console as? TerminalConsole)?.close()
                ProcessDeath.bySignal(signal)
            }
        }
    }
}
