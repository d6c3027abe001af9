/// What came of asking for one line.
package enum LineOutcome: Equatable, Sendable {
    /// A line, without its line end; the lines of a paste are joined by spaces.
    case line(String)
    /// Control-C: the line that was being typed is dropped.
    case interrupted
    /// Control-D on an empty line.
    case endOfInput
    /// The terminal went away; what was half typed is the draft.
    case hangUp(draft: String)
    /// A signal that ends the program came; what was half typed is the draft.
    case terminated(signal: Int32, draft: String)
}
