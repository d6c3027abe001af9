import Qualification
import Testing

@Suite("Dates as buyers say them") struct DateTests {
    private func read(_ text: String, today: String = "2026-11-21") -> String? {
        DateReader(today: day(today)).read(text).map { "\($0.on) \($0.precision)" }
    }

    @Test(
        "On Saturday, 21 November 2026",
        arguments: [
            ("2027-03-31", "2027-03-31 day"), ("31.03.2027", "2027-03-31 day"),
            ("3/31/2027", "2027-03-31 day"), ("31/03/2027", "2027-03-31 day"),
            ("31-03-2027", "2027-03-31 day"),
            ("2027/03/31", "2027-03-31 day"), ("1.3.27", "2027-03-01 day"), ("31 March", "2027-03-31 day"),
            ("31st of March 2027", "2027-03-31 day"), ("March 31st 2027", "2027-03-31 day"),
            ("March 31, 2027", "2027-03-31 day"), ("29 Feb", "2028-02-29 day"),
            ("21 November", "2026-11-21 day"), ("20 November", "2027-11-20 day"),

            ("today", "2026-11-21 day"), ("now", "2026-11-21 day"), ("tomorrow", "2026-11-22 day"),
            ("Thursday", "2026-11-26 day"), ("Thu 10:00", "2026-11-26 day"),
            ("this Friday", "2026-11-27 day"),
            ("Saturday", "2026-11-28 day"), ("next Tuesday", "2026-11-24 day"),
            ("Thu 26 Nov", "2026-11-26 day"),

            ("this week", "2026-11-22 week"), ("next week", "2026-11-29 week"), ("EOW", "2026-11-22 week"),
            ("in two weeks", "2026-12-05 week"), ("in a couple of weeks", "2026-12-05 week"),
            ("in 3-4 weeks", "2026-12-19 week"), ("within 6 weeks", "2027-01-02 week"),
            ("in 90 days", "2027-02-19 day"),

            ("March", "2027-03-31 month"), ("November", "2026-11-30 month"), ("2027-01", "2027-01-31 month"),
            ("March 2027", "2027-03-31 month"), ("Sept 2027", "2027-09-30 month"),
            ("in 3 months", "2027-02-21 month"), ("2-3 months", "2027-02-21 month"),
            ("this month", "2026-11-30 month"), ("next month", "2026-12-31 month"),
            ("EOM", "2026-11-30 month"), ("end of next month", "2026-12-31 month"),
            ("early March", "2027-03-10 week"), ("mid March", "2027-03-20 week"),
            ("mid-March", "2027-03-20 week"), ("late March", "2027-03-31 month"),
            ("locked in until end of March", "2027-03-31 month"), ("in May", "2027-05-31 month"),

            ("Q1", "2027-03-31 quarter"), ("end of Q1", "2027-03-31 quarter"), ("Q4", "2026-12-31 quarter"),
            ("Q3", "2027-09-30 quarter"), ("Q1 2027", "2027-03-31 quarter"), ("Q1/27", "2027-03-31 quarter"),
            ("1Q27", "2027-03-31 quarter"), ("EOQ", "2026-12-31 quarter"),
            ("by end of next quarter", "2027-03-31 quarter"), ("early Q2", "2027-04-30 month"),
            ("H2", "2026-12-31 half"), ("H1", "2027-06-30 half"), ("H1 2027", "2027-06-30 half"),

            ("end of the year", "2026-12-31 year"), ("EOY", "2026-12-31 year"),
            ("year-end", "2026-12-31 year"),
            ("next year", "2027-12-31 year"), ("2027", "2027-12-31 year"), ("FY27", "2027-12-31 year"),
            ("early next year", "2027-03-31 quarter"), ("in half a year", "2027-05-21 month"),
        ])
    func onASaturday(typed: String, means: String) {
        #expect(read(typed) == means)
    }

    @Test(
        "No date is read into",
        arguments: [
            "we may decide", "they may", "we march on", "we do it by hand now", "40k", "10:30 suits her",
            "the end", "every month", "per quarter", "last week", "yesterday", "soon", "asap", "Q5", "H3",
            "2027-13-01", "2027-02-30", "30.02.2027", "13/13/2027", "2019", "",
        ])
    func noDate(typed: String) {
        #expect(read(typed) == nil)
    }

    @Test(
        "Relative to other days",
        arguments: [
            ("2026-12-31", "tomorrow", "2027-01-01 day"), ("2026-12-31", "Q4", "2026-12-31 quarter"),
            ("2026-12-31", "end of Q1", "2027-03-31 quarter"), ("2026-12-31", "EOY", "2026-12-31 year"),
            ("2026-12-31", "in 3 months", "2027-03-31 month"), ("2026-12-31", "December", "2026-12-31 month"),
            ("2026-12-31", "Thursday", "2027-01-07 day"), ("2026-12-31", "next week", "2027-01-10 week"),
            ("2026-12-31", "next quarter", "2027-03-31 quarter"), ("2026-12-31", "29 Feb", "2028-02-29 day"),
            ("2026-12-31", "H1", "2027-06-30 half"), ("2026-12-31", "1 January", "2027-01-01 day"),

            ("2028-02-29", "in a year", "2029-02-28 year"), ("2028-02-29", "29 Feb", "2028-02-29 day"),
            ("2028-02-29", "February", "2028-02-29 month"),
            ("2028-02-29", "end of month", "2028-02-29 month"),
            ("2028-02-29", "tomorrow", "2028-03-01 day"), ("2028-02-29", "next Thursday", "2028-03-09 day"),
            ("2028-02-29", "this week", "2028-03-05 week"), ("2028-02-29", "January", "2029-01-31 month"),

            ("2027-01-31", "in a month", "2027-02-28 month"),
            ("2027-01-31", "next month", "2027-02-28 month"),
            ("2027-01-31", "this week", "2027-01-31 week"),
            ("2027-01-31", "next January", "2028-01-31 month"),
            ("2027-01-01", "Q4", "2027-12-31 quarter"), ("2027-01-01", "March", "2027-03-31 month"),
        ])
    func relative(today: String, typed: String, means: String) {
        #expect(read(typed, today: today) == means)
    }

    @Test(
        "A next step is what, on which day, at what time",
        arguments: [
            ("demo Thu 10:00 with Dana", "demo 10:00 with Dana", "2026-11-26", 600),
            ("demo with Dana on Thursday at 10:00", "demo with Dana at 10:00", "2026-11-26", 600),
            ("call back tomorrow 3pm", "call back 3pm", "2026-11-22", 900),
            ("send the deck by Friday", "send the deck", "2026-11-27", nil),
            ("demo Thu 26 Nov 10:00", "demo 10:00", "2026-11-26", 600),
            ("demo next Tuesday at 15h with Tom", "demo at 15h with Tom", "2026-11-24", 900),
            ("demo Dec 3, 14:00", "demo, 14:00", "2026-12-03", 840),
            ("review on 2027-01-15 at 9am", "review at 9am", "2027-01-15", 540),
            ("call back tomorrow at 9", "call back at 9", "2026-11-22", 540),
            ("call in 2 weeks", "call", "2026-12-05", nil),
        ] as [(String, String, String, Int?)])
    func nextStep(typed: String, what: String, on: String, minute: Int?) throws {
        let split = try #require(DateReader(today: saturday).split(typed))
        #expect(split.text == what)
        #expect(split.date.on == day(on))
        #expect(split.minuteOfDay == minute)
    }

    @Test("Any line can be read on any day, and a date in years with four digits comes out")
    func neverOutOfRange() {
        var generator = SeededGenerator(seed: 2)
        let words = [
            "in", "9999", "31", "29", "2027", "-", ".", "/", "months", "years", "weeks", "end", "of", "Q1",
            "H2", "next", "March", "May", "Feb", "mid", "Thu", "a", "half", "FY", "27", ",", "10:00", "’",
            "é",
            "early", "the", "0", "year", "x",
        ]
        for _ in 0..<3000 {
            let count = Int.random(in: 1...6, using: &generator)
            let line = (0..<count).compactMap { _ in words.randomElement(using: &generator) }
                .joined(separator: Bool.random(using: &generator) ? " " : "")
            let today = LocalDay(daysSinceEpoch: Int.random(in: 0...40_000, using: &generator))
            let reader = DateReader(today: today)
            for date in [reader.read(line), reader.readOpening(line), reader.split(line)?.date].compactMap(
                \.self)
            {
                #expect(LocalDay(date.on.description) == date.on, "“\(line)” on \(today)")
            }
            let money = MoneyReader(currency: "USD").read(line)
            #expect(money?.amount.isFinite ?? true)
            _ = PersonReader().readAll(line)
        }
    }

    // MARK: Bugs that were

    @Test("Bug: “in 9999 years” gave a year of five digits, which a record cannot be read back with")
    func yearBeyondTheCalendar() {
        #expect(read("in 9999 years") == nil)
    }

    @Test(
        "Bug: “3 months ago” and “last March” lay ahead",
        arguments: ["3 months ago", "2 years ago", "last March"])
    func past(typed: String) {
        #expect(read(typed) == nil)
    }

    @Test(
        "Bug: “we sat with the CFO” named a Saturday",
        arguments: ["we sat with the CFO", "the sun is out", "sat down"])
    func sittingAndSun(typed: String) {
        #expect(read(typed) == nil)
        #expect(read("sat") == "2026-11-28 day")
        #expect(read("demo on sat") == "2026-11-28 day")
        #expect(read("demo sat 10:00") == "2026-11-28 day")
    }

    @Test("Bug: “mid-2027” was no date")
    func middleOfAYear() {
        #expect(read("mid-2027") == "2027-08-31 quarter")
    }

    @Test("Bug: between two dates and a comma the words were lost")
    func wordsBetweenTwoDates() {
        #expect(
            DateReader(today: saturday).split("Thursday, send deck, demo 26 Nov")?.text
                == "Thursday, send deck, demo")
    }

    @Test("Bug: “Thursday at 9.30” had no time")
    func timeWithAPoint() {
        #expect(DateReader(today: saturday).split("demo Thursday at 9.30")?.minuteOfDay == 570)
    }
}
