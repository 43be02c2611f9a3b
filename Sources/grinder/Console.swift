// Standard output and standard error of the command line. Nothing else in the system prints.

import Domain
import Glibc
import Logging

enum Console {
    /// Where a program reads standard error: everything said there is an event of this log. Set on the main thread, which
    /// alone speaks here.
    nonisolated(unsafe) static var log: Log?

    static func write(_ text: String) { write(text, to: STDOUT_FILENO) }

    static func line(_ text: String) { write(text + "\n") }

    /// An error message: `grinder: <message>`.
    static func complain(_ message: String) {
        if let log { return log.error("RUN_FAILED", ["text": .text(message)]) }
        write("grinder: \(message)\n", to: STDERR_FILENO)
    }

    /// A line about the result on standard error, where it does not mix with the result itself.
    static func note(_ text: String) {
        if let log { return log.info("NOTE", ["text": .text(text)]) }
        write(text + "\n", to: STDERR_FILENO)
    }

    /// Progress on a terminal; silent when standard error is no terminal.
    static func progress(_ text: String) {
        if log == nil, isatty(STDERR_FILENO) == 1 { write("\r\u{1B}[K\(text)", to: STDERR_FILENO) }
    }

    /// One of several pages: on a terminal it replaces the last one, elsewhere an empty line follows.
    static func page(_ text: String) {
        write(isatty(STDOUT_FILENO) == 1 ? "\u{1B}[H\u{1B}[2J\(text)" : text + "\n")
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var copy = text
        do {
            try copy.withUTF8 { try FileWriter.write($0, to: descriptor) }
        } catch {
            // The reader of our output is gone or its disk is full: say so by the exit code.
            exit(ExitCode.runtime)
        }
    }
}
