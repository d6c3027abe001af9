import Foundation

/// The functions that libFuzzer, which brings `main`, calls; `.ci/fuzz` builds and runs the program.
///
///     FUZZ_TARGET=json baton-fuzz [options and folders of libFuzzer]
///     baton-fuzz --screen COUNT [SEED]                                 text of all that is hostile, so many times
///     baton-fuzz --targets                                             their names
enum FuzzProgram {
    /// What is fed; libFuzzer starts itself again for some of its work, so that the name comes by the environment.
    static let target = FuzzTarget(rawValue: ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? "")

    /// What libFuzzer has no part in.
    static func begin(_ arguments: [String]) {
        switch arguments.first {
        case "--targets":
            print(FuzzTarget.allCases.map(\.rawValue).joined(separator: "\n"))
            exit(0)
        case "--screen":
            feedScreen(arguments.dropFirst().compactMap { UInt64($0) })
            exit(0)
        default:
            guard target == nil else { return }
            say("baton-fuzz: FUZZ_TARGET: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
            exit(64)
        }
    }

    private static func feedScreen(_ numbers: [UInt64]) {
        let count = numbers.first ?? 1_000_000
        let seed = numbers.dropFirst().first ?? 1
        var made = HostileText(seed: seed)
        for _ in 0..<count { feed(made.next(), to: .screen) }
        print("screen: \(count) inputs of seed \(seed), and no control came through")
    }

    static func feed(_ bytes: [UInt8], to target: FuzzTarget) {
        do {
            try target.take(bytes)
        } catch {
            say("\(target.rawValue): \(error)")
            abort()
        }
    }

    private static func say(_ text: String) { FileHandle.standardError.write(Data((text + "\n").utf8)) }
}

@_cdecl("LLVMFuzzerInitialize")
func initialise(
    _ argc: UnsafePointer<Int32>, _ argv: UnsafePointer<UnsafePointer<UnsafePointer<CChar>?>>
) -> Int32 {
    let arguments = UnsafeBufferPointer(start: argv.pointee, count: Int(argc.pointee))
    FuzzProgram.begin(arguments.dropFirst().compactMap { $0.map { String(cString: $0) } })
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    guard let target = FuzzProgram.target else { return -1 }
    FuzzProgram.feed(Array(UnsafeBufferPointer(start: data, count: size)), to: target)
    return 0
}
