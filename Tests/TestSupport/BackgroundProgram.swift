import CPseudoTerminal

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A program that runs beside the test, with pipes; it is killed with this value.
package final class BackgroundProgram {
    package let process: Int32
    private var pipes: [Int32] = [-1, -1, -1]
    private var hasEnded = false

    /// Starts the program at `path`; its input stays open until it is stopped.
    package init(
        _ path: String, _ arguments: [String] = [], environment: [String: String], directory: String? = nil
    ) throws {
        var pipes: [Int32] = [-1, -1, -1]
        process = withCStrings([path] + arguments) { argv in
            withCStrings(environment.map { "\($0)=\($1)" }) { envp in
                piped_spawn(path, argv, envp, directory, &pipes)
            }
        }
        self.pipes = pipes
        guard process > 0 else { throw SpawnFailed(path: path, errno: errno) }
    }

    deinit { stop() }

    /// The first line of its output, without the line end; nil where it ended before.
    package func firstLine() -> String? {
        var line: [UInt8] = []
        var byte: UInt8 = 0
        while read(pipes[1], &byte, 1) == 1 {
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return nil
    }

    /// Kills it, as a crash or a loss of power would, and waits until it is gone.
    package func stop() {
        if hasEnded { return }
        hasEnded = true
        kill(process, SIGKILL)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        for pipe in pipes where pipe >= 0 { close(pipe) }
    }
}
