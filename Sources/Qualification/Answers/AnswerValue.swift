/// What an answer means once it is read; text that is only text has no value.
package enum AnswerValue: Hashable, Sendable {
    case money(Money)
    case date(StatedDate)
    case number(Double)
    case yesNo(Bool)
    case choice(String)
    case person(Person)
    case people([Person])
}

/// An amount, or a range of amounts, in one currency.
package struct Money: Hashable, Sendable {
    /// The amount, or the lower end of the range; 0 is "none".
    package var amount: Double
    package var upTo: Double?
    /// The ISO 4217 code, for example `USD`.
    package var currency: String

    package init(amount: Double, upTo: Double? = nil, currency: String) {
        self.amount = amount
        self.upTo = upTo
        self.currency = currency
    }
}

/// A date as a buyer says it: the last day meant, and how exactly it was said.
package struct StatedDate: Hashable, Sendable {
    package enum Precision: String, CaseIterable, Sendable {
        case day, week, month, quarter, half, year
    }

    /// The last day meant: `end of Q1` and `March` both end on the 31st.
    package var on: LocalDay
    package var precision: Precision

    package init(on: LocalDay, precision: Precision) {
        self.on = on
        self.precision = precision
    }
}

/// A person as named on the phone; at least one of the two is known.
package struct Person: Hashable, Sendable {
    package var name: String?
    package var role: String?

    package init(name: String?, role: String?) {
        self.name = name
        self.role = role
    }
}
