/// What a diagnostic is about: a name that stays the same while its wording may change.
package enum DiagnosticCode: String, CaseIterable, Sendable {
    // What keeps a file from being read as YAML, or as this format's part of it.
    case tooLarge = "too-large"
    case tooMany = "too-many"
    case tooDeep = "too-deep"
    case notText = "not-text"
    case notYAML = "not-yaml"
    case yamlAnchor = "yaml-anchor"
    case yamlAlias = "yaml-alias"
    case yamlTag = "yaml-tag"
    case yamlKey = "yaml-key"
    case nothingThere = "nothing-there"

    // What does not fit the format; with any of these a checklist cannot be called under.
    case repeatedKey = "repeated-key"
    case unknownKey = "unknown-key"
    case missingKey = "missing-key"
    case misplacedKey = "misplaced-key"
    case emptyValue = "empty-value"
    case wrongShape = "wrong-shape"
    case wrongValue = "wrong-value"
    case unknownWord = "unknown-word"
    case malformedID = "malformed-id"
    case reservedID = "reserved-id"
    case repeatedID = "repeated-id"
    case malformedReference = "malformed-reference"
    case unknownReason = "unknown-reason"
    case wrongVerdict = "wrong-verdict"
    case unknownQuestion = "unknown-question"
    case unknownOption = "unknown-option"
    case unknownMergeField = "unknown-merge-field"
    case unclosedMergeField = "unclosed-merge-field"
    case unknownChecklist = "unknown-checklist"
    case oneTest = "one-test"
    case mixedCondition = "mixed-condition"
    case otherKind = "other-kind"
    case circle
    case stopWithoutAnswer = "stop-without-answer"
    case requiredNotCounting = "required-not-counting"
    case requiredConditional = "required-conditional"
    case confirmTooHigh = "confirm-too-high"
    case nothingCounts = "nothing-counts"

    // Rules that mean nothing. Calls can be made under them; whoever wrote them meant something else.
    case neverHolds = "never-holds"
    case noGoodAnswer = "no-good-answer"
    case barTooHigh = "bar-too-high"
    case requiredTooHigh = "required-too-high"
    case cannotConfirm = "cannot-confirm"
    case cannotDecide = "cannot-decide"
    case undefinedLevel = "undefined-level"
    case stopNeverFires = "stop-never-fires"
    case stopOnAgainst = "stop-on-against"
    case stopsEveryLead = "stops-every-lead"
    case reasonNeedsAttempts = "reason-needs-attempts"

    // What reads oddly and may be meant.
    case branchNeverHolds = "branch-never-holds"
    case shadowedStop = "shadowed-stop"
    case otherElementsReason = "other-elements-reason"
    case noOtherwise = "no-otherwise"
    case levelGap = "level-gap"
    case noGood = "no-good"
    case compoundQuestion = "compound-question"
    case notAQuestion = "not-a-question"
    case longAsk = "long-ask"
    case repeatedItem = "repeated-item"
    case repeatedAsk = "repeated-ask"
    case idleRedFlag = "idle-red-flag"

    /// How much a diagnostic of this sort weighs.
    package var severity: Diagnostic.Severity {
        switch self {
        case .branchNeverHolds, .shadowedStop, .otherElementsReason, .noOtherwise, .levelGap, .noGood,
            .compoundQuestion, .notAQuestion, .longAsk, .repeatedItem, .repeatedAsk, .idleRedFlag:
            .warning
        default: .error
        }
    }
}
