import Foundation
import Qualification
import Testing
import Workspace

/// Rows of exports, and what imports make of them.
@Suite struct FeedbackTableTests {
    private static let leads = [
        Lead(
            id: "jane@acme.example", name: "Jane Ortiz", email: "Jane@acme.example", company: "Acme, \"Ltd\"",
            channel: "LinkedIn", campaign: "=HYPERLINK(\"x\")", score: 82,
            extra: ["Lead ID": "00Q5e00000AbCdEFGH", "Record ID": "101"]),
        Lead(id: "00Q5e00000AbCdEGGG", name: "-Mei", company: "+River\nParts", channel: "@web", score: -3),
        Lead(
            id: "h-0123456789abcdef", name: "Iris", phone: "+44 555 0144", company: "Harbour",
            channel: "Webinar"),
        Lead(id: "forgotten-rnd10001", channel: "LinkedIn"),
    ]

    private func feedback(
        _ lead: Lead, _ verdict: Verdict, reason: GivenReason?, call: Int, supersedes: String? = nil
    ) -> Feedback {
        Feedback(
            id: "20261121T14032\(call)Z-0000000\(call)",
            at: UpkeepFixture.now.adding(milliseconds: Int64(call) * 1000), rep: "sam", leadID: lead.id,
            email: lead.email, company: lead.company,
            source: .init(
                channel: lead.channel, campaign: lead.campaign, score: lead.score, threshold: 60, mqlAt: nil,
                firstTouchAt: nil, firstTouchInTime: nil, attempts: 2),
            verdict: verdict, reason: reason, buyerWords: ["we are locked in", "until March"], elements: [],
            action: .init(who: "nurture", what: reason == nil ? "demo with Dana" : "wait", on: nil),
            supersedes: supersedes)
    }

    private func acceptance(_ feedback: Feedback, _ word: Acceptance.Word) -> Acceptance {
        Acceptance(
            call: feedback.id, leadID: feedback.leadID, email: feedback.email, company: feedback.company,
            rep: "sam", dueAt: UpkeepFixture.now, word: word)
    }

    private var messages: [MarketingMessage] {
        let leads = Self.leads
        let sql = feedback(leads[0], .salesQualified, reason: nil, call: 2)
        let later = UpkeepFixture.now.adding(hours: 1)
        return [
            .verdict(
                feedback(
                    leads[0], .recycled,
                    reason: GivenReason(
                        code: "timing", sub: "contract-end", note: "=cmd",
                        revisitOn: LocalDay("2027-03-31")), call: 1)),
            .verdict(sql),
            .word(
                acceptance(sql, .init(.rejected, at: later, by: "dana", reason: "no-show", note: "twice")),
                index: 0),
            .verdict(
                feedback(leads[1], .disqualified, reason: GivenReason(code: "no-fit", sub: "size"), call: 3)),
            .verdict(feedback(leads[2], .returned, reason: GivenReason(code: "bad-data"), call: 4)),
            .verdict(feedback(leads[3], .recycled, reason: GivenReason(code: "unreachable"), call: 5)),
        ]
    }

    private func withLeads(_ rows: [FeedbackRow]) -> [FeedbackRow] {
        rows.map { row in
            var row = row
            row.lead = Self.leads.first { $0.id == row.message.leadID }
            return row
        }
    }

    private var latest: [FeedbackRow] { withLeads(FeedbackRow.latest(of: messages)) }

    @Test func aRowForEachLeadHasWhatStands() {
        #expect(latest.map(\.message.leadID).sorted() == Self.leads.map(\.id).sorted())
        let jane = latest.first { $0.message.leadID == "jane@acme.example" }
        #expect(jane?.standing == .rejected)
        #expect(jane?.reason == "no-show")
        #expect(jane?.verdict?.verdict == .salesQualified)
    }

    @Test func aWordOnAnEarlierVerdictChangesNothing() {
        let sql = feedback(Self.leads[0], .salesQualified, reason: nil, call: 1)
        let again = feedback(Self.leads[0], .recycled, reason: GivenReason(code: "timing"), call: 2)
        let word = acceptance(sql, .init(.accepted, at: UpkeepFixture.now.adding(hours: 2), by: "dana"))
        let rows = FeedbackRow.latest(of: [.verdict(sql), .verdict(again), .word(word, index: 0)])
        #expect(rows.map(\.standing) == [.recycled])
    }

    @Test func silenceAcceptsAfterTheTimeThatTheSLAGives() throws {
        let sql = feedback(Self.leads[0], .salesQualified, reason: nil, call: 1)
        let settings = Settings()
        let word = Acceptance.Word(.rejected, at: sql.at, by: "dana", reason: "no-show")
        func handOff(_ word: Acceptance.Word? = nil) -> HandOff {
            HandOff(
                call: sql.id, leadID: sql.leadID, rep: "sam", decidedAt: sql.at,
                answer: word.map { HandOff.Answer(acceptance(sql, $0)) }, settings: settings)
        }
        func silence(after hours: Int, _ handOff: HandOff) -> MarketingMessage? {
            SilentAcceptance(handOff, email: sql.email, company: nil, at: sql.at.adding(hours: hours))
                .map(MarketingMessage.silence)
        }
        let hours = settings.serviceLevel.acceptanceHours
        #expect(silence(after: hours - 1, handOff()) == nil)
        #expect(silence(after: hours, handOff(word)) == nil, "somebody said something")
        let message = try #require(silence(after: hours + 5, handOff()))
        #expect(message.id == "\(sql.id).accepted-by-silence")
        #expect(message.webhookID == "msg_\(sql.id)_accepted-by-silence")
        #expect(message.type == "lead.accepted" && message.at == sql.at.adding(hours: hours))
        let rows = FeedbackRow.latest(of: [message, .verdict(sql)])
        #expect(rows.map(\.standing) == [.accepted] && rows.map(\.answer) == ["accepted-by-silence"])
        let each = FeedbackRow.each([.verdict(sql), message]) { _ in nil }
        #expect(each.map(\.standing) == [.salesQualified, .accepted])
    }

    @Test("Bug: an answer was left out where its verdict was of the period before")
    func anAnswerToAVerdictOfThePeriodBefore() {
        let sql = feedback(Self.leads[0], .salesQualified, reason: nil, call: 1)
        let later = UpkeepFixture.now.adding(hours: 30)
        let word = acceptance(sql, .init(.rejected, at: later, by: "dana", reason: "no-show"))
        let rows = FeedbackRow.latest(of: [.word(word, index: 0)]) { $0 == sql.id ? sql : nil }
        #expect(rows.map(\.standing) == [.rejected])
        #expect(rows.first?.verdict == sql)
    }

    @Test func hubSpotGetsItsOwnWords() {
        let table = FeedbackTable(latest, for: .hubSpot, names: CRMNames())
        #expect(
            table.header == [
                "Record ID", "Email", "Lifecycle Stage", "Lead Status", "Disqualification Reason",
                "Disqualification Detail", "Revisit Date",
            ])
        #expect(
            table.rows == [
                ["101", "Jane@acme.example", "marketingqualifiedlead", "OPEN", "no-show", "", ""]
            ])
        #expect(table.unknowable == 3, "no e-mail address, no id of HubSpot's, and somebody forgotten")
    }

    @Test func salesforceAndMarketoGetTheirs() {
        let salesforce = FeedbackTable(latest, for: .salesforce, names: CRMNames())
        #expect(
            salesforce.rows == [
                ["00Q5e00000AbCdEGGG", "", "Unqualified", "no-fit", "size", ""],
                ["00Q5e00000AbCdEFGH", "Jane@acme.example", "Working", "no-show", "", ""],
            ])
        let marketo = FeedbackTable(latest, for: .marketo, names: CRMNames())
        #expect(marketo.rows == [["Jane@acme.example", "Working", "MQL", "no-show", "", ""]])
    }

    /// What each system comes with; a team that renamed them says so in its settings.
    @Test func everyStandingHasAWordThatTheSystemKnows() {
        let statuses: [CRMProfile: Set<String>] = [
            .hubSpot: [
                "NEW", "OPEN", "IN_PROGRESS", "OPEN_DEAL", "UNQUALIFIED", "ATTEMPTED_TO_CONTACT", "CONNECTED",
                "BAD_TIMING",
            ],
            .salesforce: ["New", "Working", "Nurturing", "Qualified", "Unqualified"],
            .marketo: ["New", "Working", "Nurturing", "Qualified", "Unqualified"],
        ]
        let stages: Set = [
            "", "subscriber", "lead", "marketingqualifiedlead", "salesqualifiedlead", "opportunity",
            "customer", "evangelist", "other",
        ]
        for profile in CRMProfile.allCases {
            for message in messages {
                let row = withLeads(FeedbackRow.each([message]) { _ in nil })
                let table = FeedbackTable(row, for: profile, names: CRMNames())
                guard let cells = table.rows.first else { continue }
                let status = table.header.firstIndex(of: "Lead Status").map { cells[$0] } ?? ""
                #expect(statuses[profile]?.contains(status) == true, "\(profile): \(status)")
                if profile == .hubSpot { #expect(stages.contains(cells[2])) }
            }
        }
    }

    @Test func aTeamMayHaveRenamedThem() {
        let names = CRMNames(
            status: [.rejected: "Back to SDR"], stage: [.rejected: "lead"], reasonColumn: "SDR reason")
        let table = FeedbackTable(latest, for: .hubSpot, names: names)
        #expect(table.header[4] == "SDR reason")
        #expect(table.rows.map { Array($0[2...3]) } == [["lead", "Back to SDR"]])
    }

    @Test func namesNotesAndNumbersComeWhenAskedFor() throws {
        let thin = FeedbackTable(withLeads(FeedbackRow.each(messages) { _ in nil }), including: [])
        let text = String(decoding: thin.csv, as: UTF8.self)
        for secret in ["Ortiz", "Acme,", "locked in", "=cmd", "twice", "demo with", ",82,", "sam"] {
            #expect(!text.contains(secret), "\(secret)")
        }
        let full = FeedbackTable(
            withLeads(FeedbackRow.each(messages) { _ in nil }), including: [.names, .notes, .numbers])
        let all = String(decoding: full.csv, as: UTF8.self)
        for wanted in ["Jane Ortiz", "locked in", "twice", ",82,", "sam"] { #expect(all.contains(wanted)) }
    }

    /// What an import into an empty workspace makes of an export: the same leads, with what was exported of them.
    @Test func anExportReadsBackAsTheSameLeads() throws {
        let rows = withLeads(FeedbackRow.latest(of: messages).filter { !$0.message.isForgotten })
        let table = FeedbackTable(rows, including: [.names, .notes, .numbers])
        let imported = try Imported(table.csv)
        #expect(imported.plan.profile == .plain)
        #expect(imported.rejected == [])
        for lead in Self.leads.prefix(3) {
            let back = try #require(imported.leads.first { $0.id == lead.id }, "\(lead.id)")
            #expect(back.name == lead.name)
            #expect(back.email == lead.email)
            #expect(back.company == lead.company)
            #expect(back.channel == lead.channel)
            #expect(back.campaign == lead.campaign)
            #expect(back.score == lead.score)
        }
    }

    @Test(arguments: [
        (CRMProfile.hubSpot, HeaderProfile.hubSpot), (.salesforce, .salesforce), (.marketo, .marketo),
    ])
    func anExportForACRMIsKnownByItsHeaders(profile: CRMProfile, known: HeaderProfile) throws {
        let table = FeedbackTable(latest, for: profile, names: CRMNames())
        let imported = try Imported(table.csv)
        #expect(imported.plan.profile == known)
        let ids = latest.map(\.message.leadID).filter { id in imported.leads.contains { $0.id == id } }
        #expect(ids.count == table.rows.count, "\(imported.leads.map(\.id))")
    }

    @Test func noCellIsAFormula() throws {
        let table = FeedbackTable(
            withLeads(FeedbackRow.each(messages) { _ in nil }), including: [.names, .notes, .numbers])
        let text = String(decoding: table.csv, as: UTF8.self)
        for cell in ["=HYPERLINK", "=cmd", "-Mei", "+River", "@web", "-3"] {
            for before in [",", "\n", ",\""] { #expect(!text.contains(before + cell), "\(cell)") }
        }
    }
}
