/// When a line was typed, and where local time stood.
package struct Moment: Hashable, Sendable {
    package var instant: Instant
    package var offset: UTCOffset

    package init(instant: Instant, offset: UTCOffset) {
        self.instant = instant
        self.offset = offset
    }

    /// This moment, or an instant that it must not lie before: a clock may have been set back.
    package func notBefore(_ earliest: Instant) -> Moment {
        Moment(instant: max(instant, earliest), offset: offset)
    }

    package var day: LocalDay { offset.day(of: instant) }
}
