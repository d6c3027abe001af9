import Qualification
import Testing

/// One row: what the rep typed, and the amount it means.
struct MoneyRow: Sendable, CustomTestStringConvertible {
    var typed: String
    var amount: Double?
    var upTo: Double?
    var currency: String

    init(_ typed: String, _ amount: Double?, upTo: Double? = nil, _ currency: String = "USD") {
        (self.typed, self.amount, self.upTo, self.currency) = (typed, amount, upTo, currency)
    }

    var testDescription: String { String(typed.prefix(40)) }
}

@Suite("Money as reps type it") struct MoneyTests {
    private func read(_ text: String, currency: String = "USD") -> Money? {
        let reader = AnswerReader(today: saturday, currency: currency)
        guard case .money(let money)? = reader.read(text, for: question("budget.amount", .money)).value else {
            return nil
        }
        return money
    }

    @Test(
        "One amount",
        arguments: [
            MoneyRow("40k", 40_000), MoneyRow("40K", 40_000), MoneyRow("40 k", 40_000),
            MoneyRow("1.5k", 1500), MoneyRow("1.2m", 1_200_000), MoneyRow("1,5m", 1_500_000),
            MoneyRow("40 grand", 40_000), MoneyRow("40 thousand dollars", 40_000), MoneyRow("2bn", 2e9),
            MoneyRow("40000", 40_000), MoneyRow("40,000.50", 40_000.5), MoneyRow("$50", 50),
            MoneyRow("€50,000", 50_000, "EUR"), MoneyRow("40.000 €", 40_000, "EUR"),
            MoneyRow("50 000 €", 50_000, "EUR"), MoneyRow("£1,234.56", 1234.56, "GBP"),
            MoneyRow("1.234.567,89 EUR", 1_234_567.89, "EUR"), MoneyRow("CHF 3'000", 3000, "CHF"),
            MoneyRow("CHF 3’000", 3000, "CHF"), MoneyRow("EUR 40000", 40_000, "EUR"),
            MoneyRow("40k EUR", 40_000, "EUR"), MoneyRow("40keur", 40_000, "EUR"),
            MoneyRow("40k€", 40_000, "EUR"), MoneyRow("40k$", 40_000),
            MoneyRow("about 40k", 40_000), MoneyRow("up to 50k", 50_000), MoneyRow("max 50k", 50_000),
            MoneyRow("we have 40k set aside", 40_000), MoneyRow("40k, approved for FY27", 40_000),
            MoneyRow("FY27 40k", 40_000), MoneyRow("3 people, 40k", 40_000),
            MoneyRow("in 2027 we get 40k", 40_000), MoneyRow("40k?", 40_000), MoneyRow("B2B 40k", 40_000),
        ])
    func amounts(row: MoneyRow) {
        #expect(
            read(row.typed) == row.amount.map { Money(amount: $0, upTo: row.upTo, currency: row.currency) })
    }

    @Test(
        "A range keeps both ends",
        arguments: [
            MoneyRow("30-50k", 30_000, upTo: 50_000), MoneyRow("30k-50k", 30_000, upTo: 50_000),
            MoneyRow("30–50k", 30_000, upTo: 50_000), MoneyRow("30 - 50 k", 30_000, upTo: 50_000),
            MoneyRow("$30-50k", 30_000, upTo: 50_000), MoneyRow("30 to 50k", 30_000, upTo: 50_000),
            MoneyRow("between 30 and 50k", 30_000, upTo: 50_000),
            MoneyRow("between €30k and €50k", 30_000, upTo: 50_000, "EUR"),
            MoneyRow("10k-20k EUR", 10_000, upTo: 20_000, "EUR"),
            MoneyRow("€1.5m-2m", 1_500_000, upTo: 2_000_000, "EUR"),
        ])
    func ranges(row: MoneyRow) {
        #expect(
            read(row.typed) == row.amount.map { Money(amount: $0, upTo: row.upTo, currency: row.currency) })
    }

    @Test(
        "No amount at all is zero",
        arguments: ["none", "no", "nothing", "zero", "0", "$0", "0k", "no budget", "None."])
    func none(typed: String) {
        #expect(read(typed) == Money(amount: 0, currency: "USD"))
        let answer = AnswerReader(today: saturday, currency: "USD")
            .read(typed, for: question("budget.amount", .money))
        #expect(answer.isAgainst)
        #expect(answer.grade == .stated)
    }

    @Test(
        "What only looks like an amount is none, and kept as text",
        arguments: [
            "FY27", "2027-03-31", "Q1 2027", "12/2027", "10:30", "10% of revenue", "20%", "two people",
            "12 months", "100 seats", "tbd", "not yet", "nothing yet", "NaN", "inf", "9e999", "-", "?", "k",
            String(repeating: "9", count: 400), String(repeating: "9", count: 400) + "k",
        ])
    func noAmount(typed: String) {
        #expect(read(typed) == nil)
        let answer = AnswerReader(today: saturday, currency: "USD")
            .read(typed, for: question("budget.amount", .money))
        #expect(answer.isKeptAsText)
        #expect(answer.grade == .vague)
    }

    @Test("An amount without a currency has the checklist's", arguments: ["EUR", "GBP", "JPY"])
    func currency(code: String) {
        #expect(read("40k", currency: code)?.currency == code)
        #expect(read("€40k", currency: code)?.currency == "EUR")
    }

    @Test(
        "A dollar sign is the checklist's own dollar",
        arguments: [("AUD", "AUD"), ("USD", "USD"), ("EUR", "USD")])
    func dollars(checklist: String, read currency: String) {
        #expect(read("$40k", currency: checklist)?.currency == currency)
    }

    // MARK: Bugs that were

    @Test("Bug: “2 offers, 40k and 45k” was read as 2")
    func openingNumberBeforeMarkedAmount() {
        #expect(read("2 offers, 40k and 45k") == Money(amount: 40_000, upTo: 45_000, currency: "USD"))
        #expect(read("5 plants, €40k") == Money(amount: 40_000, currency: "EUR"))
    }

    @Test(
        "Bug: of a range in plain numbers only the lower end was kept, so that it looked small",
        arguments: ["3000-5000", "3000 to 5000", "between 3000 and 5000", "about 3,000 – 5,000"])
    func plainRange(typed: String) {
        #expect(read(typed) == Money(amount: 3000, upTo: 5000, currency: "USD"))
    }

    @Test("Bug: “€40k to $50k” was a range in euros")
    func mixedCurrencies() {
        #expect(read("€40k to $50k") == Money(amount: 40_000, currency: "EUR"))
    }
}
