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
}
