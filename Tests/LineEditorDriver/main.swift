// Asks for lines and prints what came, for the tests that type on a terminal or through a pipe.
//
//     LineEditorDriver [--prompt TEXT] [--right TEXT|clock|term] [--initial TEXT] [--draft FILE]
//
// A line that begins with `crash`, `slow`, `discard`, `forget`, `stop` does what it says.

import LineEditor

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

func say(_ text: String) {
    let bytes = Array((text + "\n").utf8)
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
        if count <= 0 { return }
        rest = rest.dropFirst(count)
    }
}

func option(_ name: String) -> String? {
    let arguments = CommandLine.arguments
    guard let index = arguments.firstIndex(of: name), index + 1 < arguments.count else { return nil }
    return arguments[index + 1]
}

func keep(_ draft: String) {
    guard let path = option("--draft"), let file = fopen(path, "w") else { return }
    fputs(draft, file)
    fclose(file)
}

func overflowTheStack(_ depth: Int) -> Int {
    depth < 0 ? 0 : overflowTheStack(depth + 1) + depth % 7
}

func crash(_ how: Substring) {
    switch how {
    case "segv": raise(SIGSEGV)
    case "trap":
        let empty: [Int] = []
        say("\(empty[CommandLine.arguments.count])")
    case "abort": abort()
    case "stack": say("\(overflowTheStack(1))")
    default: break
    }
}

func completion(of text: String) -> Completion {
    let words = ["/status", "/step", "/stop", "/undo", "Ärger"]
    let word = text.split(separator: " ", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    if word.hasPrefix("n") {
        return Completion(
            replacing: word,
            candidates: [.init("need.impact", note: "what it costs"), .init("need.pain", note: "what hurts")])
    }
    return Completion(
        replacing: word,
        candidates: words.filter { !word.isEmpty && $0.lowercased().hasPrefix(word.lowercased()) }.map {
            .init($0)
        })
}

func readPlainly() -> Never {
    var reader = PlainLineReader()
    say("ready")
    while true {
        switch reader.readLine() {
        case .line(let line, let isCut):
            say(
                line.count > 1000 ? "long line: \(line.utf8.count)\(isCut ? ", cut" : "")" : "line: [\(line)]"
            )
        case .endOfInput:
            say("end")
            exit(0)
        case .terminated(let signal):
            say("terminated: \(signal)")
            reader.close()
            ProcessDeath.bySignal(signal)
        case .failed(let errno):
            say("failed: \(errno)")
            exit(1)
        }
    }
}

guard isTerminal(STDIN_FILENO), isTerminal(STDOUT_FILENO) else { readPlainly() }

let editor: LineEditor
do {
    editor = try LineEditor(programName: "driver", crashMessage: "The driver crashed.")
} catch {
    say("error: \(error)")
    exit(78)
}

var seconds = 0
var request = LineRequest(
    prompt: option("--prompt") ?? "> ",
    rightPrompt: option("--right").map { right in
        {
            seconds += 1
            // Told to end when the line has begun and no key was asked for yet.
            if right == "term" { raise(SIGTERM) }
            return right == "clock" ? "tick \(seconds)" : right
        }
    },
    initialText: option("--initial") ?? "",
    completions: completion,
    notices: PasteNotices(joined: "joined lines", cut: "cut paste"))

while true {
    switch editor.readLine(request) {
    case .line(let line):
        request.initialText = ""
        let words = line.split(separator: " ")
        switch words.first {
        case "crash": crash(words[1])
        case "forget": editor.clearHistory()
        case "slow":
            // Stays away until the test has typed ahead and says so.
            say("away")
            while access(String(words[1]), F_OK) != 0 { poll(nil, 0, 5) }
        case "discard":
            say("away")
            while access(String(words[1]), F_OK) != 0 { poll(nil, 0, 5) }
            editor.discardTypeAhead()
        case "stop": exit(0)
        default: break
        }
        say(line.utf8.count > 2000 ? "long line: \(line.utf8.count)" : "line: [\(line)]")
    case .interrupted:
        say("interrupted")
    case .endOfInput:
        say("end")
        editor.close()
        exit(0)
    case .hangUp(let draft):
        keep(draft)
        editor.close()
        ProcessDeath.bySignal(SIGHUP)
    case .terminated(let signal, let draft):
        keep(draft)
        say("terminated: \(signal) [\(draft)]")
        editor.close()
        ProcessDeath.bySignal(signal)
    }
}
