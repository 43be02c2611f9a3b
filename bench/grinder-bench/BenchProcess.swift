// The processes that suites start: this program again with a hidden first argument.

import CGrinder
import Glibc
import Workers

enum BenchProcess {
    /// What a hidden first argument starts; nil when it is none.
    static func run(_ name: String, _ arguments: [String]) -> Int32? {
        switch name {
        case RingPeer.argument: RingPeer.run()
        case PaperMemory.argument: PaperMemory.runMaker(arguments[...])
        // What the supervisor starts: its workers, in this program as in `grinder`.
        case "worker": WorkerProcess.run(arguments: arguments)
        case PipeStage.argument: PipeStage.run(arguments)
        case SupervisedChild.argument: SupervisedChild.run(arguments)
        default: nil
        }
    }

    /// Starts this program with `words`; descriptors get their numbers in the child.
    static func spawn(_ words: [String], _ descriptors: [(source: Int32, target: Int32)]) -> gr_spawn_result_t {
        var argv: [UnsafeMutablePointer<CChar>?] = (["grinder-bench"] + words).map { strdup($0) }
        argv.append(nil)
        defer { for word in argv { free(word) } }
        let mappings = descriptors.map { gr_fd_mapping_t(source: $0.source, target: $0.target) }
        return gr_spawn("/proc/self/exe", argv, nil, mappings, mappings.count)
    }

    /// Runs this program with `words` to its end; the exit code.
    static func runToEnd(_ words: [String]) -> Int32 {
        let child = spawn(words, [])
        guard child.error == 0 else {
            print("grinder-bench \(words[0]): not started: errno \(child.error)")
            return 3
        }
        return ChainProcess(pidfd: child.pidfd).end()
    }

    /// Puts this process and its children to come above everything that is not real-time. False when refused.
    static func becomeRealTime() -> Bool {
        var parameter = sched_param()
        parameter.sched_priority = 1
        return sched_setscheduler(0, SCHED_FIFO, &parameter) == 0
    }
}
