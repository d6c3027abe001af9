// swift-tools-version: 6.2

import PackageDescription

let everyTarget: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

let sources: [SwiftSetting] = everyTarget + [.treatAllWarnings(as: .error)]

let package = Package(
    name: "baton",
    products: [
        .executable(name: "baton", targets: ["baton"]),
        .library(name: "CFaults", type: .dynamic, targets: ["CFaults"]),
        .library(name: "CPlaces", type: .dynamic, targets: ["CPlaces"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .executableTarget(name: "baton", dependencies: ["BatonCommands"], swiftSettings: sources),
        .target(
            name: "BatonCommands",
            dependencies: [
                "Conversation", "Delivery", "HTTPTransport", "LineEditor", "Qualification", "Reporting",
                "Workspace",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: sources),
        .target(name: "Conversation", dependencies: ["Qualification"], swiftSettings: sources),
        .target(name: "Qualification", swiftSettings: sources),
        .target(name: "Reporting", dependencies: ["Qualification"], swiftSettings: sources),
        .target(
            name: "Delivery",
            dependencies: ["Qualification", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: sources),
        .target(
            name: "HTTPTransport", dependencies: ["CHTTPTransport", "Delivery", "Qualification"],
            swiftSettings: sources),
        .target(name: "CHTTPTransport"),
        .target(
            name: "Workspace",
            dependencies: [
                "Delivery", "Qualification", "Reporting",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Yams", package: "Yams"),
            ],
            resources: [
                .embedInCode("../../checklists/anum.yaml"),
                .embedInCode("../../checklists/bant.yaml"),
                .embedInCode("../../checklists/buyer-fit.yaml"),
                .embedInCode("../../checklists/champ.yaml"),
                .embedInCode("../../checklists/gpctba-ci.yaml"),
                .embedInCode("../../checklists/meddic.yaml"),
                .embedInCode("../../checklists/meddpicc.yaml"),
                .embedInCode("../../checklists/reasons.yaml"),
                .embedInCode("../../checklists/spiced.yaml"),
                .embedInCode("Schemas/acceptance.json"),
                .embedInCode("Schemas/call.json"),
                .embedInCode("Schemas/calls.json"),
                .embedInCode("Schemas/checklist.json"),
                .embedInCode("Schemas/checklist-diff.json"),
                .embedInCode("Schemas/checklist-lint.json"),
                .embedInCode("Schemas/checklist-list.json"),
                .embedInCode("Schemas/checklist-show.json"),
                .embedInCode("Schemas/checklist-whatif.json"),
                .embedInCode("Schemas/doctor.json"),
                .embedInCode("Schemas/feedback.json"),
                .embedInCode("Schemas/feedback-export.json"),
                .embedInCode("Schemas/feedback-list.json"),
                .embedInCode("Schemas/feedback-send.json"),
                .embedInCode("Schemas/find.json"),
                .embedInCode("Schemas/forget.json"),
                .embedInCode("Schemas/handoff-list.json"),
                .embedInCode("Schemas/import.json"),
                .embedInCode("Schemas/lead.json"),
                .embedInCode("Schemas/leads.json"),
                .embedInCode("Schemas/outbox.json"),
                .embedInCode("Schemas/reasons.json"),
                .embedInCode("Schemas/report.json"),
                .embedInCode("Schemas/report-list.json"),
                .embedInCode("Schemas/schemas.json"),
                .embedInCode("Schemas/settings.json"),
                .embedInCode("Schemas/webhook.json"),
            ],
            swiftSettings: sources),
        .target(
            name: "LineEditor", dependencies: ["CLibedit", "CTerminal"], swiftSettings: sources),
        .systemLibrary(
            name: "CLibedit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
        .target(name: "CTerminal"),

        .target(name: "CFileRecorder", path: "Tests/CFileRecorder"),
        .target(
            name: "CrashStates", dependencies: ["CFileRecorder"], path: "Tests/CrashStates",
            swiftSettings: everyTarget),
        .target(name: "CPseudoTerminal", path: "Tests/CPseudoTerminal"),
        .target(
            name: "TestSupport", dependencies: ["CPseudoTerminal"], path: "Tests/TestSupport",
            exclude: ["Receiver"],
            swiftSettings: everyTarget),
        .executableTarget(
            name: "LineEditorDriver", dependencies: ["LineEditor"], path: "Tests/LineEditorDriver",
            swiftSettings: everyTarget),
        .executableTarget(
            name: "baton-benchmarks",
            dependencies: [
                "baton", "CPseudoTerminal", "Qualification", "Reporting", "TestSupport", "Workspace",
            ],
            path: "Tests/Benchmarks", swiftSettings: everyTarget),
        .target(name: "CFaults", path: "Tests/CFaults"),
        .target(name: "CPlaces", path: "Tests/CPlaces"),
        .executableTarget(
            name: "baton-faults", dependencies: ["CPseudoTerminal", "TestSupport"], path: "Tests/Faults",
            swiftSettings: everyTarget),
        .testTarget(
            name: "QualificationTests", dependencies: ["Qualification"], swiftSettings: everyTarget),
        .testTarget(
            name: "ConversationTests", dependencies: ["Conversation", "Qualification"],
            swiftSettings: everyTarget),
        .testTarget(
            name: "ReportingTests", dependencies: ["Qualification", "Reporting"],
            swiftSettings: everyTarget),
        .testTarget(
            name: "WorkspaceTests",
            dependencies: ["CrashStates", "Delivery", "Qualification", "Reporting", "Workspace"],
            exclude: ["Checklists/Lint/Fixtures"],
            swiftSettings: everyTarget),
        .testTarget(
            name: "DeliveryTests",
            dependencies: ["Delivery", "HTTPTransport", "Qualification", "TestSupport"],
            swiftSettings: everyTarget),
        .testTarget(
            name: "LineEditorTests", dependencies: ["LineEditor", "LineEditorDriver", "TestSupport"],
            swiftSettings: everyTarget),
        .testTarget(
            name: "BatonTests",
            dependencies: [
                "baton", "BatonCommands", "Conversation", "Qualification", "Reporting", "TestSupport",
                "Workspace",
            ],
            exclude: ["Reports/recompute.py", "Schemas/validate.py", "Sessions"],
            swiftSettings: everyTarget),
        .testTarget(
            name: "FuzzTests",
            dependencies: ["BatonCommands", "Conversation", "LineEditor", "Qualification", "Workspace"],
            path: "Tests/Fuzz", exclude: ["Corpus", "Dictionaries", "Program"],
            sources: ["Targets", "Tests"], swiftSettings: everyTarget),
    ],
    swiftLanguageModes: [.v6]
)

// The fuzzer wants the insides of the rooms, optimised: `.ci/fuzz` builds it, and nothing else of the tests.
if Context.environment["BATON_FUZZ"] != nil {
    package.targets.removeAll { $0.type == .test }
    package.targets += [
        .executableTarget(
            name: "baton-fuzz",
            dependencies: [
                "BatonCommands", "Conversation", "LineEditor", "Qualification", "Workspace",
            ],
            path: "Tests/Fuzz", exclude: ["Corpus", "Dictionaries", "Tests"],
            sources: ["Program", "Targets"], swiftSettings: everyTarget)
    ]
}
