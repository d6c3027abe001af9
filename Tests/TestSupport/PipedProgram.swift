import CPseudoTerminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program run to its end with pipes instead of a terminal.
package struct PipedProgram {
    /// What it wrote to standard output.
    package var output: String
    /// What it wrote to standard error.
    package var errors: String
    /// How it ended.
    package var ending: PseudoTerminal.Ending

    /// Runs the program at `path`, feeding `input` and reading both outputs at the same time.
    ///
    /// `whenOutput` is called with the process and its output so far whenever there is more, and may send
    /// a signal; where it is given, the input stays open until the program ends.
    package static func run(
        _ path: String, _ arguments: [String] = [], input: [UInt8] = [], environment: [String: String],
        directory: String? = nil, whenOutput: ((_ process: Int32, _ output: String) -> Void)? = nil
    ) throws -> PipedProgram {
        var pipes: [Int32] = [-1, -1, -1]
        let process = withCStrings([path] + arguments) { argv in
            withCStrings(environment.map { "\($0)=\($1)" }) { envp in
                piped_spawn(path, argv, envp, directory, &pipes)
            }
        }
        guard process > 0 else { throw SpawnFailed(path: path, errno: errno) }
        // A program that ends early must not take the tests with it.
        signal(SIGPIPE, SIG_IGN)
        var rest = input[...]
        var captured: [[UInt8]] = [[], []]
        while pipes[1] >= 0 || pipes[2] >= 0 {
            if rest.isEmpty, whenOutput == nil { closePipe(&pipes[0]) }
            var polled = [
                pollfd(fd: rest.isEmpty ? -1 : pipes[0], events: Int16(POLLOUT), revents: 0),
                pollfd(fd: pipes[1], events: Int16(POLLIN), revents: 0),
                pollfd(fd: pipes[2], events: Int16(POLLIN), revents: 0),
            ]
            if poll(&polled, 3, -1) < 0 { continue }
            if polled[0].revents != 0 {
                let count = rest.prefix(4096).withUnsafeBytes { write(pipes[0], $0.baseAddress, $0.count) }
                rest = count < 0 ? [] : rest.dropFirst(count)
            }
            for index in 1...2 where polled[index].revents != 0 {
                var chunk = [UInt8](repeating: 0, count: 65536)
                let count = read(pipes[index], &chunk, chunk.count)
                if count <= 0 {
                    closePipe(&pipes[index])
                } else {
                    captured[index - 1] += chunk[..<count]
                    if index == 1 { whenOutput?(process, String(decoding: captured[0], as: UTF8.self)) }
                }
            }
        }
        closePipe(&pipes[0])
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = wait_status_signal(status)
        return PipedProgram(
            output: String(decoding: captured[0], as: UTF8.self),
            errors: String(decoding: captured[1], as: UTF8.self),
            ending: signal != 0 ? .signal(signal) : .exit(wait_status_exit_code(status)))
    }

    private static func closePipe(_ descriptor: inout Int32) {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }
}
