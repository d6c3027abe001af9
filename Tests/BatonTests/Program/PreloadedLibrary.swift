import Foundation
import TestSupport
import Testing

/// The library of `CPlaces`, which the program is started with: a clock that runs wrong, a disk that takes its time or
/// does not give a file.
final class PreloadedLibrary {
    static let path = BuiltProgram.path(of: "libCPlaces.so")
    static var isThere: Bool { FileManager.default.fileExists(atPath: path) }

    private let clock: URL
    private let gate: URL
    /// The file that the disk does not give.
    private let unreadable: URL?

    init(_ workplace: Workplace, unreadable: URL? = nil) {
        self.unreadable = unreadable
        clock = workplace.folder.appending(path: "clock")
        gate = workplace.folder.appending(path: "gate")
    }

    var environment: [String: String] {
        [
            "LD_PRELOAD": PreloadedLibrary.path, "BATON_CLOCK": clock.path, "BATON_GATE": gate.path,
            "BATON_UNREADABLE": unreadable?.path ?? "",
        ]
    }

    /// Sets the program's clock off by so many hours, from now on.
    func setClock(hours: Int) throws {
        try Data("\(hours * 3600)".utf8).write(to: clock, options: .atomic)
    }

    /// From here on no fsync returns.
    func closeGate() throws { try Data().write(to: gate) }

    func openGate() throws { try FileManager.default.removeItem(at: gate) }

    /// Waits until the program waits for the disk.
    func waitForWaiting() throws {
        let deadline = ContinuousClock.now + .seconds(20)
        while !FileManager.default.fileExists(atPath: gate.path + ".waiting") {
            try #require(ContinuousClock.now < deadline, "no fsync was waited for")
            usleep(1000)
        }
    }
}
