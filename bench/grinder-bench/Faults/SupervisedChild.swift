// A supervised run in a process of its own, for suites that strike it from outside: the supervisor and the workers
// that ship, in this program.

import CGrinder
import Domain
import Glibc
import Rings
import Supervision
import Workers

enum SupervisedChild {
    static let argument = "--supervised"

    /// `FIXTURE PACE_US [JOURNAL]`: supervises a replay to its end.
    static func run(_ arguments: [String]) -> Int32 {
        guard arguments.count >= 2, let paceUs = Int(arguments[1]) else { return 2 }
        var configuration = RunConfiguration()
        configuration.paceUs = paceUs
        var options = SupervisorOptions(fixturePath: arguments[0], configuration: configuration)
        if arguments.count > 2 { options.journalPath = arguments[2] }
        // Every death is meant.
        options.restarts = RestartPolicy(restartsMax: 1_000_000)
        do throws(SupervisionError) {
            _ = try Supervisor(options).run()
            return 0
        } catch {
            print("supervised run: \(error)")
            return error.exitCode
        }
    }
}

/// A run that another process supervises, seen from outside; it is killed with this object's `end`.
struct SupervisedInstance {
    private let process: ChainProcess
    let region: InstanceRegion

    /// Returns when all three workers run.
    init(_ fixture: String, paceUs: Int, journal: String? = nil) throws {
        let words = [SupervisedChild.argument, fixture, "\(paceUs)"] + (journal.map { [$0] } ?? [])
        let child = BenchProcess.spawn(words, [])
        guard child.error == 0 else { throw ChainError.noStart("errno \(child.error)") }
        process = ChainProcess(pidfd: child.pidfd)
        let deadlineNs = gr_clock_monotonic_ns() + 20_000_000_000
        region = try Self.attach(child.pid, deadlineNs)
        while !isRunning {
            guard gr_clock_monotonic_ns() < deadlineNs else { throw ChainError.noStart("not all workers run") }
            gr_cpu_yield()
        }
    }

    /// The region appears a moment after the process. Kill switch and slots are written: a tool that acts.
    private static func attach(_ pid: Int32, _ deadlineNs: UInt64) throws -> InstanceRegion {
        while true {
            let descriptor = gr_memory_open_of_process(pid, GR_REGION_NAME, true)
            if descriptor >= 0 {
                do throws(RegionError) {
                    return try InstanceRegion.attach(fileDescriptor: descriptor, access: .readWrite)
                } catch {
                    // Not complete yet.
                    gr_close(descriptor)
                    guard gr_clock_monotonic_ns() < deadlineNs else { throw error }
                }
            }
            guard gr_clock_monotonic_ns() < deadlineNs else { throw ChainError.noStart("no region: errno \(-descriptor)") }
            gr_cpu_yield()
        }
    }

    static let roles: [WorkerRole] = [.feed, .strategy, .execution]

    var isRunning: Bool { Self.roles.allSatisfy { region.worker($0).state == .running } }
    /// Whether the source has come to its end.
    var isOver: Bool { region.worker(.feed).state == .stopped }

    func end() {
        process.send(SIGKILL)
        _ = process.end()
        region.close()
    }
}
