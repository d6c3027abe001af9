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
}
