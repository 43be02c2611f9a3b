// A supervised run in a process of its own, for suites that strike it from outside: the supervisor and the workers
// that ship, in this program.

import CGrinder
import Domain
import Engine
import Glibc
import Observability
import Rings
import Supervision
import Workers

/// What a supervised run is like; it travels to its process as words.
struct SupervisedPlan {
    var fixture: String
    /// Least time between two events; 0 for as fast as they are taken.
    var paceUs = 0
    /// Times the speed of the events' own times, instead of a pace; 0: not by them.
    var speed = 0.0
    var repeats = 1
    var isPaper = false
    var isFreeRunning = false
    /// How workers wait; nil: as the cores suggest.
    var idle: IdleKind?
    /// The CPU of all three; nil: any.
    var cpu: Int?
    var journal: String?
    var servesHTTP = false

    init(_ fixture: String, paceUs: Int = 0) {
        self.fixture = fixture
        self.paceUs = paceUs
    }

    var words: [String] {
        [
            fixture, "\(paceUs)", "\(speed)", "\(repeats)", "\(isPaper)", "\(isFreeRunning)", idle?.name ?? "",
            cpu.map { "\($0)" } ?? "", journal ?? "", "\(servesHTTP)",
        ]
    }

    /// Nil when these are no `words`.
    init?(words: [String]) {
        guard words.count == 10, let paceUs = Int(words[1]), let speed = Double(words[2]), let repeats = Int(words[3]),
            let isPaper = Bool(words[4]), let isFreeRunning = Bool(words[5]), let servesHTTP = Bool(words[9])
        else { return nil }
        self.init(words[0], paceUs: paceUs)
        self.speed = speed
        self.repeats = repeats
        self.isPaper = isPaper
        self.isFreeRunning = isFreeRunning
        idle = IdleKind.allCases.first { $0.name == words[6] }
        cpu = Int(words[7])
        journal = words[8].isEmpty ? nil : words[8]
        self.servesHTTP = servesHTTP
    }

    var configuration: RunConfiguration {
        var configuration = RunConfiguration(isPaper ? .paper(PaperOptions()) : .replay(ReplayOptions()))
        configuration.paceUs = paceUs
        configuration.speed = speed
        configuration.repeats = repeats
        configuration.isFreeRunning = isFreeRunning
        for role in SupervisedInstance.roles { configuration.placements[role] = WorkerPlacement(idle: idle, cpu: cpu) }
        return configuration
    }
}

enum SupervisedChild {
    static let argument = "--supervised"
    /// Where the child says at which address it serves its pages.
    static let addressDescriptor: Int32 = 5

    /// Supervises the run that the words stand for to its end.
    static func run(_ arguments: [String]) -> Int32 {
        guard let plan = SupervisedPlan(words: arguments) else { return 2 }
        var options = SupervisorOptions(fixturePath: plan.fixture, configuration: plan.configuration)
        options.journalPath = plan.journal
        // Every death is meant.
        options.restarts = RestartPolicy(restartsMax: 1_000_000)
        if plan.servesHTTP { options.httpAddress = HTTPAddress(port: 0) }
        do throws(SupervisionError) {
            let supervisor = try Supervisor(options)
            if let url = supervisor.httpURL { try tell(url) }
            _ = try supervisor.run()
            return 0
        } catch {
            // How a soak ends its run.
            if case .interrupted(SIGTERM) = error { return 0 }
            print("supervised run: \(error)")
            return error.exitCode
        }
    }

    private static func tell(_ url: String) throws(SupervisionError) {
        do throws(FileError) {
            try Array((url + "\n").utf8).withUnsafeBufferPointer { (bytes) throws(FileError) in
                try FileWriter.write(bytes, to: addressDescriptor)
            }
        } catch {
            throw .systemCall("saying the address", errno: error.code)
        }
        gr_close(addressDescriptor)
    }
}

/// A run that another process supervises, seen from outside; it is killed with this object's `end`.
struct SupervisedInstance {
    private let process: ChainProcess
    let pid: Int32
    let region: InstanceRegion
    /// Where its pages are; nil when it serves none.
    let url: String?

    /// Returns when all three workers run.
    init(_ plan: SupervisedPlan) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw ChainError.noStart("pipe: errno \(errno)") }
        defer { gr_close(ends[0]) }
        let child = BenchProcess.spawn(
            [SupervisedChild.argument] + plan.words, [(source: ends[1], target: SupervisedChild.addressDescriptor)])
        gr_close(ends[1])
        guard child.error == 0 else { throw ChainError.noStart("errno \(child.error)") }
        process = ChainProcess(pidfd: child.pidfd)
        pid = child.pid
        url = plan.servesHTTP ? try Self.line(from: ends[0]) : nil
        let deadlineNs = gr_clock_monotonic_ns() + 20_000_000_000
        region = try Self.attach(child.pid, deadlineNs)
        while !isRunning {
            guard gr_clock_monotonic_ns() < deadlineNs else { throw ChainError.noStart("not all workers run") }
            gr_cpu_yield()
        }
    }

    /// What the child writes up to its first line feed.
    private static func line(from descriptor: Int32) throws -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") { bytes.append(byte) }
        guard byte == UInt8(ascii: "\n") else { throw ChainError.noStart("it does not say where its pages are") }
        return String(decoding: bytes, as: UTF8.self)
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

    /// Ends the run in order; whether every worker took what was there and stopped.
    func drain() -> Bool {
        process.send(SIGTERM)
        _ = process.end()
        return Self.roles.allSatisfy { region.worker($0).state == .stopped }
    }

    func end() {
        process.send(SIGKILL)
        _ = process.end()
        region.close()
    }
}
