import Glibc

// Every budget of the design, measured side by side with what it is a multiple of:
//
//     swift run -c release --static-swift-stdlib baton-benchmarks
do {
    let budgets = try Benchmarks().run()
    exit(budgets.allSatisfy(\.isKept) ? 0 : 1)
} catch {
    print("baton-benchmarks: \(error)")
    exit(2)
}
