import Qualification
import Testing
import Workspace

@Suite struct ReasonListReaderTests {
    private func read(_ text: String) throws -> ReasonList {
        try ReasonListReader.read(Array(text.utf8), path: "reasons.yaml")
    }

    @Test func tellsEveryMistakeAtOnce() {
        let text = """
            reasons:
              - code: No Fit
                key: 12
                name: No fit
                verdict: sql
                must-give: subreason
                marketing: { who: campaigns }
              - code: timing
                key: 6
                name: Timing
                verdicts: [ recycled, recycled ]
                must-give: sub-reason
                sub-reasons:
                  - { code: late, name: Late }
                  - { code: late, name: Later, vendor: x }
                marketing: { who: nurture, what: wait }
              - code: timing
                key: 6
                name: Again
                verdict: recycled
                verdicts: [ recycled ]
                ask: Why?
            """
        #expect(
            mistakes { try read(text) } == [
                "reasons.yaml:2:11: 'code' must be small letters, digits and hyphens, a letter first; "
                    + "did you mean 'no-fit'?",
                "reasons.yaml:3:10: 'key' must be one digit",
                "reasons.yaml:5:14: 'sql' is no verdict of a reason; there are: recycled, disqualified, returned",
                "reasons.yaml:6:5: a reason with 'must-give' needs 'ask', the line that asks for it",
                "reasons.yaml:6:16: 'subreason' is no requirement; there are: attempts, sub-reason, buyer-words, "
                    + "date, date-or-trigger, person, record, sentence; did you mean 'sub-reason'?",
                "reasons.yaml:7:16: 'marketing' needs 'what'",
                "reasons.yaml:11:5: 'verdicts' names one verdict, or two that differ",
                "reasons.yaml:12:5: a reason with 'must-give' needs 'ask', the line that asks for it",
                "reasons.yaml:15:11: the sub-reason code 'late' is taken; first in line 14",
                "reasons.yaml:15:36: unknown key 'vendor' in a sub-reason",
                "reasons.yaml:17:5: a reason needs 'marketing'",
                "reasons.yaml:17:5: the code 'timing' is taken; first in line 8",
                "reasons.yaml:18:5: the key '6' is taken; first in line 9",
                "reasons.yaml:21:5: 'verdict' and 'verdicts' exclude each other",
                "reasons.yaml:22:5: 'ask' is for a reason with 'must-give'",
            ])
    }

    @Test func aSubReasonThatMustBeGivenExists() {
        let text = """
            reasons:
              - { code: a, key: 1, name: A, verdict: recycled, must-give: sub-reason, ask: Which?, marketing: { who: w, what: x } }
            """
        #expect(
            mistakes { try read(text) } == [
                "reasons.yaml:2:52: a sub-reason must be given, but there is none"
            ])
    }

    @Test(arguments: ["", "reasons: []", "reasons:", "- a", "x: y"])
    func anEmptyListIsAMistake(_ text: String) {
        #expect(!mistakes { try read(text) }.isEmpty)
    }
}
