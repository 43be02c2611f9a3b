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
        let captured = gr_memory_create("grinder-output")
        guard captured >= 0 else { throw .systemCall("memfd_create", errno: -captured) }
        defer { gr_close(captured) }
        let child = spawn(words, descriptors: [(captured, STDOUT_FILENO)])
        guard child.error == 0 else { throw .systemCall("starting grinder \(words[0])", errno: child.error) }
        defer { gr_close(child.pidfd) }
        var status = gr_exit_status_t()
        let reaped = gr_process_reap(child.pidfd, true, &status)
        guard reaped == 0 else { throw .systemCall("waiting for grinder \(words[0])", errno: -reaped) }
        do throws(FileError) {
            let bytes = try FileWriter.readAll(from: captured)
            return SelfProcess(exitCode: status.code, output: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw .systemCall("reading the output of grinder \(words[0])", errno: error.code)
        }
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
