import Glibc

// Every budget of the design, measured side by side with what it is a multiple of:
//
//     swift build -c release --static-swift-stdlib --product baton-benchmarks && .build/release/baton-benchmarks
//
// With --keep the workspace stays, for a look at where time goes; --call measures the import, the start of a call and its
// entries alone, --whatif that, --reports reports and searches, over 100,000 calls or as many as are said: --reports 1000000.
do {
    let budgets = try Benchmarks(
        keepsWorkspace: CommandLine.arguments.contains("--keep"),
        part: Benchmarks.Part(CommandLine.arguments)
    ).run()
    exit(budgets.allSatisfy(\.isKept) ? 0 : 1)
} catch {
    say("baton-benchmarks: \(error)")
    exit(2)
}
