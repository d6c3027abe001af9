import ArgumentParser

/// Where the workspace is.
struct WorkspaceOptions: ParsableArguments {
    @Option(
        name: .customLong("workspace"),
        help: ArgumentHelp(
            "The workspace folder.",
            discussion: "Else BATON_WORKSPACE, else the nearest folder above that is one.",
            valueName: "folder"))
    var folder: String?
}

/// Data for scripts instead of text for people.
struct OutputOptions: ParsableArguments {
    @Flag(name: .customLong("json"), help: "Print JSON: one array or object.")
    var isJSON = false
}
