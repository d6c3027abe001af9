/// When a team works: spans of each day of the week by the clock on the wall, and days on which it does not.
package struct BusinessHours: Hashable, Sendable {
    /// From one minute of the day to another, which is not part of it; 1440 is midnight at the end.
    package struct Span: Hashable, Comparable, Sendable {
        package var from: Int
        package var to: Int

        package init(from: Int, to: Int) {
            self.from = from
            self.to = to
        }

        package static func < (a: Span, b: Span) -> Bool { (a.from, a.to) < (b.from, b.to) }
    }

    /// Seven days, Monday first; the spans of a day in order, none touching another.
    package let week: [[Span]]
    package let holidays: Set<LocalDay>

    /// Spans that touch or overlap are put together; nil where no day has any, or a span is none.
    package init?(week: [[Span]], holidays: Set<LocalDay> = []) {
        let spans = week.joined()
        guard week.count == 7, !spans.isEmpty,
            spans.allSatisfy({ $0.from >= 0 && $0.from < $0.to && $0.to <= 1440 })
        else { return nil }
        self.week = week.map { day in
            day.sorted().reduce(into: []) { merged, span in
                if let last = merged.last, span.from <= last.to {
                    merged[merged.count - 1].to = max(last.to, span.to)
                } else {
                    merged.append(span)
                }
            }
        }
        self.holidays = holidays
    }
}
