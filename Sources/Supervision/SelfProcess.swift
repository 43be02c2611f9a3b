// This executable started again as a child, by its command line.
//
// Main thread only: the child dies with the thread that started it.

import CGrinder
import Domain
import Glibc

/// What a child wrote to its standard output, and how it ended.
public struct SelfProcess: Sendable {
    /// The exit code, or -1 when a signal ended it.
    public let exitCode: Int32
    public let output: String

    /// Runs `grinder <words>` to its end with its standard output captured; standard error stays ours.
    public static func run(_ words: [String]) throws(SupervisionError) -> SelfProcess {
        let child = try RunningCommand(words)
        guard let ended = try child.end(within: -1) else { preconditionFailure("a wait without a bound ended") }
        return ended
    }

    /// Starts `grinder <words>` with descriptors mapped to their numbers in the child.
    static func spawn(_ words: [String], descriptors: [(source: Int32, target: Int32)]) -> gr_spawn_result_t {
        var argv: [UnsafeMutablePointer<CChar>?] = (["grinder"] + words).map { strdup($0) }
        argv.append(nil)
        defer { for word in argv { free(word) } }
        let mappings = descriptors.map { gr_fd_mapping_t(source: $0.source, target: $0.target) }
        return gr_spawn("/proc/self/exe", argv, nil, mappings, mappings.count)
    }
}

/// A `grinder <words>` that runs, with its standard output captured in memory.
final class RunningCommand {
    private let name: String
    private let captured: Int32
    private let pidfd: Int32
    let pid: Int32

    /// - Parameter errors: takes the child's standard error; nil: ours.
    init(_ words: [String], errors: Int32? = nil) throws(SupervisionError) {
        name = words[0]
        captured = gr_memory_create("grinder-output")
        guard captured >= 0 else { throw .systemCall("memfd_create", errno: -captured) }
        var descriptors = [(source: captured, target: STDOUT_FILENO)]
        if let errors { descriptors.append((errors, STDERR_FILENO)) }
        let child = SelfProcess.spawn(words, descriptors: descriptors)
        guard child.error == 0 else {
            gr_close(captured)
            throw .systemCall("starting grinder \(name)", errno: child.error)
        }
        pid = child.pid
        pidfd = child.pidfd
    }

    deinit {
        gr_close(captured)
        gr_close(pidfd)
    }

    func send(_ signal: Int32) { _ = gr_pidfd_send_signal(pidfd, signal) }

    /// Waits for the end, at most `ms` milliseconds (negative: for ever); nil when it still runs. Once it has
    /// returned an end it must not be asked again.
    func end(within ms: Int32) throws(SupervisionError) -> SelfProcess? {
        guard gr_poll_readable(pidfd, ms) != 0 else { return nil }
        var status = gr_exit_status_t()
        let reaped = gr_process_reap(pidfd, true, &status)
        guard reaped == 0 else { throw .systemCall("waiting for grinder \(name)", errno: -reaped) }
        do throws(FileError) {
            let bytes = try FileWriter.readAll(from: captured)
            return SelfProcess(exitCode: status.code, output: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw .systemCall("reading the output of grinder \(name)", errno: error.code)
        }
    }
}
