/// What a character may do on a terminal other than show itself.
package enum HostileCharacter: Hashable, Sendable {
    /// C0, DEL, C1, and the separators of lines and paragraphs: terminals obey them.
    case control
    /// Turns the direction of the text around it.
    case direction
    /// Shows nothing, so that a text may hold more than is seen.
    case unseen

    /// Nil for a character that does no more than show itself; so do the selectors that say how the one before looks.
    package init?(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0x20..<0x7F: return nil
        case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: self = .control
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: self = .direction
        case 0x00AD, 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B...0x180F, 0x200B...0x200D,
            0x2060...0x2065,
            0x206A...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0x13430...0x1343F, 0x1BCA0...0x1BCA3,
            0x1D173...0x1D17A, 0xE0000...0xE0FFF:
            self = .unseen
        default: return nil
        }
    }
}
