import Foundation

/// A program of this package, as the build that runs the tests made it.
package enum BuiltProgram {
    /// The path of the program called `name`, which stands beside the test bundle.
    ///
    /// `BATON_TESTED` in the environment names another folder, so that the same tests can try a release build.
    package static func path(of name: String) -> String {
        if let folder = ProcessInfo.processInfo.environment["BATON_TESTED"] {
            return URL(fileURLWithPath: folder).appendingPathComponent(name).path
        }
        let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
        let bundleFolder = bundle?.deletingLastPathComponent()
        let ownFolder = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return (bundleFolder ?? ownFolder).appendingPathComponent(name).path
    }
}
