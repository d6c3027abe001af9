import CrashStates
import Glibc

extension FileCall {
    /// Whether what is opened is what stands there itself, and opening it waits for nobody.
    ///
    /// A link can be planted, and a pipe, between looking at a place and opening it. A path from the root leads to a
    /// workspace, and whoever named it meant what it leads to.
    var isCautious: Bool {
        guard case .open(_, _, let name, let flags, _) = self else { return true }
        return (name.hasPrefix("/") || name == "." || flags & O_NOFOLLOW != 0)
            && flags & (O_DIRECTORY | O_NONBLOCK | O_EXCL) != 0
    }
}
