/// What to ask for, and how, on one line.
package struct LineRequest {
    /// The prompt, one row; it may carry colours as `ESC[…m`.
    package var prompt: String
    /// What stands at the right edge, asked again each second; `nil` for none.
    ///
    /// It is left out on a terminal of fewer than 60 columns, and where the typed text needs the place.
    package var rightPrompt: (() -> String)?
    /// Text that stands on the line from the start, to be edited.
    package var initialText: String
    /// The candidates for the text between the start of the line and the cursor.
    package var completions: ((_ textBeforeCursor: String) -> Completion)?
    /// Whether the line can be recalled later with the arrow keys.
    package var isRemembered: Bool
    /// What to say above the prompt when something happened to a paste.
    package var notices: PasteNotices

    package init(
        prompt: String,
        rightPrompt: (() -> String)? = nil,
        initialText: String = "",
        completions: ((_ textBeforeCursor: String) -> Completion)? = nil,
        isRemembered: Bool = true,
        notices: PasteNotices = PasteNotices()
    ) {
        self.prompt = prompt
        self.rightPrompt = rightPrompt
        self.initialText = initialText
        self.completions = completions
        self.isRemembered = isRemembered
        self.notices = notices
    }
}

/// What the user is told about a paste; an empty text tells nothing.
package struct PasteNotices: Sendable {
    /// Several lines came at once on a terminal that cannot mark a paste; they wait on the prompt as one.
    package var joined: String
    /// The paste was longer than ``LineEditor/longestPaste``; its end was dropped.
    package var cut: String

    package init(joined: String = "", cut: String = "") {
        self.joined = joined
        self.cut = cut
    }
}
