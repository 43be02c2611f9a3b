// `grinder` under another name: `grinder-paper` and `grinder-backtest` are entries of its command table.
// The programs of these names replace themselves by the `grinder` that lies beside them, which finds its
// own name in argv[0]. A link of that name to `grinder` does the same.

import Glibc

public enum EntryPoint {
    /// Becomes `grinder`, called `name`, with this process's arguments. Ends with exit code 3 when it cannot.
    public static func run(as name: String) -> Never {
        guard let ownPath = realpath("/proc/self/exe", nil) else { fail(name, "its own path cannot be read") }
        let directory = String(cString: ownPath).split(separator: "/", omittingEmptySubsequences: false).dropLast()
        let program = directory.joined(separator: "/") + "/grinder"
        var words: [UnsafeMutablePointer<CChar>?] = ([name] + CommandLine.arguments.dropFirst()).map { strdup($0) }
        words.append(nil)
        execv(program, words)
        fail(name, "\(program) cannot be started: \(String(cString: strerror(errno))). Keep both in one directory")
    }

    private static func fail(_ name: String, _ reason: String) -> Never {
        let text = "\(name): \(reason).\n"
        // Nothing is left to do when standard error cannot be written.
        _ = text.utf8.withContiguousStorageIfAvailable { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        exit(3)
    }
}
