import Qualification
import Testing
import Workspace

@Suite struct SettingsReaderTests {
    private func read(_ text: String) throws -> Settings {
        try SettingsReader.read(Array(text.utf8), path: "baton.yaml")
    }

    @Test(arguments: ["", "# nothing yet\n", "---\n", "{}"])
    func everySettingHasADefault(_ text: String) throws {
        #expect(try read(text) == Settings())
    }

    @Test func noFileIsAllDefaults() throws {
        #expect(try SettingsReader.read(file: "/nonexistent/baton.yaml") == Settings())
    }

    @Test func readsEverySetting() throws {
        let settings = try read(
            """
            rep: sam
            checklist: MEDDIC
            currency: EUR
            mql-threshold: 90
            sla: { first-touch-hours: 1, attempts: 8, gap-hours: 24 }
            """)
        #expect(
            settings
                == Settings(
                    rep: "sam", checklist: "MEDDIC", currency: "EUR", mqlThreshold: 90,
                    serviceLevel: ServiceLevel(firstTouchHours: 1, attempts: 8, gapHours: 24)))
        #expect(try read("sla: { attempts: 3 }").serviceLevel == ServiceLevel(attempts: 3))
        #expect(try read("mql-threshold: none").mqlThreshold == nil)
    }

    @Test func tellsEveryMistakeAtOnce() {
        let text = """
            rep:
            currancy: EUR
            currency: euro
            mql-threshold: 0
            sla: { first-touch-hours: -1, attempts: 2.5, gap-hours: 99999999999999999999 }
            """
        #expect(
            mistakes { try read(text) } == [
                "baton.yaml:1:1: 'rep' is empty; give it a value or take the line out",
                "baton.yaml:2:1: unknown key 'currancy' in the settings file; did you mean 'currency'?",
                "baton.yaml:3:11: 'currency' must be a currency code of three capital letters; for example USD",
                "baton.yaml:4:16: 'mql-threshold' must be a whole number of at least 1, or none",
                "baton.yaml:5:27: 'first-touch-hours' must be a whole number from 1 to 8760",
                "baton.yaml:5:41: 'attempts' must be a whole number from 1 to 1000",
                "baton.yaml:5:57: 'gap-hours' must be a whole number from 1 to 8760",
            ])
    }

    @Test func readsReceiversAndProfiles() throws {
        let settings = try read(
            """
            feedback:
              webhooks:
                - name: marketing
                  url: https://hooks.acme.example/baton
                  secret-file: ~/marketing.secret
                  include: [ email, numbers ]
                  since: 2026-11-01
                - { name: crm, url: "http://127.0.0.1:8080/", secret-file: crm.secret }
              profiles:
                hubspot:
                  lead-status: { recycled: NURTURE }
                  lifecycle-stage: { sql: opportunity }
                  reason-column: SDR reason
            """)
        #expect(
            try settings.feedback
                == FeedbackSettings(
                    webhooks: [
                        Webhook(
                            name: "marketing", url: WebhookURL("https://hooks.acme.example/baton"),
                            secretFile: "~/marketing.secret", include: [.email, .numbers],
                            since: LocalDay("2026-11-01")),
                        Webhook(
                            name: "crm", url: WebhookURL("http://127.0.0.1:8080/"), secretFile: "crm.secret"),
                    ],
                    profiles: [
                        .hubSpot: CRMNames(
                            status: [.recycled: "NURTURE"], stage: [.salesQualified: "opportunity"],
                            reasonColumn: "SDR reason")
                    ]))
    }

    @Test func tellsEveryMistakeInThem() {
        let text = """
            feedback:
              webhooks:
                - name: Marketing
                  url: http://hooks.acme.example/
                  include: [ email, phones ]
                - name: crm
                  url: https://sam:pass@hooks.acme.example/
                  secret-file: crm.secret
                  since: yesterday
                - { name: crm, url: hooks.acme.example, secret-file: a }
              profiles:
                hubspt: {}
                salesforce: { lead-status: { won: Closed } }
            """
        #expect(
            mistakes { try read(text) } == [
                "baton.yaml:3:7: a webhook needs 'secret-file'",
                "baton.yaml:3:13: 'name' must be small letters, digits and hyphens, a letter first; did you mean 'marketing'?",
                "baton.yaml:4:12: 'url' must begin with https://; without it anybody on the way could read it; http:// is for this machine alone",
                "baton.yaml:5:25: 'phones' is no detail; there are: email, names, notes, numbers",
                "baton.yaml:7:12: 'url' has a user name or a password in it; leave it out: what is sent is signed with the secret",
                "baton.yaml:9:14: 'since' must be a day; for example 2026-11-21",
                "baton.yaml:10:15: the name of a webhook 'crm' is taken; first in line 6",
                "baton.yaml:10:25: 'url' is no web address; for example https://hooks.acme.example/baton",
                "baton.yaml:12:5: unknown key 'hubspt' in 'profiles'; did you mean 'hubspot'?",
                "baton.yaml:13:34: unknown key 'won' in 'lead-status'",
            ])
    }

    @Test("Bug: a password in an address, and a secret in place of its file, came onto the screen")
    func whatIsSecretIsNotShown() throws {
        for line in [
            "url: https://sam:hunter2@hooks.acme.example/", "url: https://sam:hunter2#@hooks.acme.example/",
            "url: http://hooks.acme.example/hunter2", "secret-file: whsec_hunter2",
            "secret-file: ./whsec_hunter2",
        ] {
            do {
                _ = try read("feedback:\n  webhooks:\n    - name: crm\n      \(line)\n")
                Issue.record("\(line) was taken")
            } catch let error as ChecklistError {
                let told = error.diagnostics.filter { $0.line == 4 }
                #expect(!told.isEmpty, "\(line)")
                for diagnostic in told {
                    let shown = [diagnostic.message, diagnostic.hint, diagnostic.excerpt?.text]
                    #expect(!shown.compactMap(\.self).joined().contains("hunter2"), "\(line)")
                }
            }
        }
    }

    @Test func readsBusinessHours() throws {
        let settings = try read(
            """
            time-zone: UTC
            business-hours:
              mon-thu: 9:00-12:00, 13:00-17:30
              fri: [ "09:00-15:00" ]
              sun: 22:00 - 24:00
              sat: closed
            holidays: [ 2026-12-25, 2026-12-26 ]
            sla: { speed-to-lead-minutes: 15, attempts-days: 10, status-hours: 24, acceptance-hours: 16 }
            """)
        func span(_ from: Int, _ to: Int) -> BusinessHours.Span { BusinessHours.Span(from: from, to: to) }
        let day = [span(540, 720), span(780, 1050)]
        let week = [day, day, day, day, [span(540, 900)], [], [span(1320, 1440)]]
        let holidays = Set(["2026-12-25", "2026-12-26"].compactMap { LocalDay($0) })
        #expect(settings.time.hours == BusinessHours(week: week, holidays: holidays))
        #expect(settings.zone?.name == "UTC" && settings.time.zone == settings.zone)
        #expect(
            settings.serviceLevel
                == ServiceLevel(
                    speedToLeadMinutes: 15, attemptsDays: 10, statusHours: 24, acceptanceHours: 16))
    }

    @Test("Without a zone the hours are the machine's; without hours the SLA runs around the clock")
    func machineZone() throws {
        let machine = Zone(first: UTCOffset(minutes: 90))
        func read(_ text: String) throws -> Settings {
            try SettingsReader.read(Array(text.utf8), path: "baton.yaml", machineZone: machine)
        }
        #expect(try read("business-hours: { mon: 09:00-17:00 }").time.zone == machine)
        #expect(try read("sla: { attempts: 3 }").time == BusinessTime())
    }

    @Test func tellsMistakesInBusinessHours() {
        let text = """
            time-zone: Europe/Berln
            business-hours:
              mon-fri: 09:00-17:30
              fri: 09:00-12:00
              sunday: 10:00-12:00
              sat: 17:00-09:00
              sun: 9-12
              sat-mon: 10:00-12:00
              tue: { from: 9 }
            holidays: [ 2026-02-30 ]
            """
        #expect(
            mistakes { try read(text) } == [
                "baton.yaml:1:12: there is no time zone 'Europe/Berln' on this machine; did you mean 'Europe/Berlin'?",
                "baton.yaml:4:3: fri has its hours already; first in line 3; name each day once",
                "baton.yaml:5:3: 'sunday' is no day of the week and no span of days; the days are mon, tue, wed, thu, fri, sat, sun; for example mon-fri: 09:00-17:30",
                "baton.yaml:6:8: '17:00-09:00' ends before it begins; a night is two spans: until 24:00, and from 00:00 of the next day",
                "baton.yaml:7:8: '9-12' are no hours of a day; for example mon-fri: 09:00-17:30",
                "baton.yaml:8:3: 'sat-mon' is no day of the week and no span of days; the days are mon, tue, wed, thu, fri, sat, sun; for example mon-fri: 09:00-17:30",
                "baton.yaml:9:8: '' are no hours of a day; for example mon-fri: 09:00-17:30",
                "baton.yaml:10:13: an item of 'holidays' must be a day that exists; for example 2026-12-25",
            ])
        #expect(
            mistakes { try read("holidays: [ 2026-12-25 ]") } == [
                "baton.yaml:1:1: 'holidays' is for a team with 'business-hours'; without these the SLA runs around the clock, on holidays too"
            ])
        #expect(
            mistakes { try read("business-hours: { mon: closed }") } == [
                "baton.yaml:1:17: 'business-hours' has no open hours; for example mon-fri: 09:00-17:30"
            ])
        #expect(
            mistakes { try read("business-hours: { mon: \"13:00-17:00, 09:00-12:00\" }") } == [
                "baton.yaml:1:24: '09:00-12:00' begins before the hours in front of it end; write the hours of a day in order, none over another"
            ])
    }
}
