/// When a line was typed, and where local time stood.
package struct Moment: Hashable, Sendable {
    package var instant: Instant
    package var offset: UTCOffset

    package init(instant: Instant, offset: UTCOffset) {
        self.instant = instant
        self.offset = offset
    }

    package var day: LocalDay { offset.day(of: instant) }
}
