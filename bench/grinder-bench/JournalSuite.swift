// The journal: what a group commit costs beside the bare system calls, and how fast a journalled run is run again.
//
// A slice commits batches through the writer and the same bytes with pwrite and fdatasync, in turns, on the same
// file system; the ratio of their medians is the writer's own cost. The replay part journals a fixture once and
// runs it to the digest; hashing as many bytes is its baseline.

import CGrinder
import Domain
import Engine
import Glibc
import Journal
import Rings
import Workers

enum JournalSuite {
    static let batchRecords = 256
    private static let ticksPerSecondMust = 1_000_000.0
    private static let ticksPerSecondAim = 3_000_000.0

    static func run(_ options: BenchOptions) -> Bool {
        let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(place)/grinder-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            print("no scratch directory below \(place): \(FileError(code: errno))")
            return false
        }
        let scratch = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { remove(scratch) }
        do {
            var report = JournalReport()
            report.commits = try [JournalBackend.automatic, .pwrite].flatMap { backend in
                try JournalDurability.allCases.map {
                    try commits(scratch, backend, $0, count: options.quick ? 50 : 2000)
                }
            }
            try replays(scratch, options, &report)
            options.json ? print(report.json) : report.printTable()
            try report.entry.keep(options)
            return true
        } catch {
            print("\(error)")
            return false
        }
    }

    private static func remove(_ directory: String) {
        for name in (try? DirectoryListing.names(directory)) ?? [] {
            for inner in (try? DirectoryListing.names("\(directory)/\(name)")) ?? [] { unlink("\(directory)/\(name)/\(inner)") }
            rmdir("\(directory)/\(name)")
            unlink("\(directory)/\(name)")
        }
        rmdir(directory)
    }

    // MARK: - Commits

    private static func commits(
        _ scratch: String, _ backend: JournalBackend, _ durability: JournalDurability, count: Int
    ) throws -> JournalReport.Commits {
        let ring = try InProcessRing<gr_record_t>(capacity: 1024, isTapped: true)
        var producer: RingProducer<gr_record_t> = try RingProducer(resuming: ring.memory)
        var consumer: RingConsumer<gr_record_t> = try RingConsumer(resuming: ring.memory)
        var tap: RingTap<gr_record_t> = try RingTap(resuming: ring.memory)
        var options = JournalOptions()
        options.backend = backend
        options.durability = durability
        var writer = try JournalWriter(
            directory: "\(scratch)/\(backend)-\(durability)", instance: InstanceID(high: 0, low: 1), options)
        let bare = try BareFile("\(scratch)/bare-\(backend)-\(durability)", byteCount: options.segmentBytes)
        var writerNs: [Double] = []
        var bareNs: [Double] = []
        for _ in 0..<count {
            for _ in 0..<batchRecords {
                guard producer.tryWrite(gr_record_t()), consumer.peek() != nil else { preconditionFailure("a full ring") }
                consumer.release()
            }
            let start = gr_clock_monotonic_ns()
            _ = try writer.collect(&tap, as: .market)
            try writer.write()
            tap.commit()
            let middle = gr_clock_monotonic_ns()
            try bare.write(batchRecords * MemoryLayout<gr_record_t>.size, syncs: durability == .beforeCommit)
            writerNs.append(Double(middle - start))
            bareNs.append(Double(gr_clock_monotonic_ns() - middle))
        }
        try writer.finish()
        return JournalReport.Commits(
            name: "\(writer.backend.split(separator: " ")[0]), \(durability.rawValue)", writerNs: writerNs,
            bareNs: bareNs)
    }

    // MARK: - Replay

    private static func replays(_ scratch: String, _ options: BenchOptions, _ report: inout JournalReport) throws {
        guard let directory = options.fixture ?? BenchFixture.standard else { return }
        let fixture = try Fixture.load(directory: directory)
        try JournalRecording.write(fixture, ReplayOptions(), to: "\(scratch)/replay")
        var engine = try ReplayEngine()
        let expected = engine.run(fixture)
        for slice in 0...(options.slices ?? (options.quick ? 2 : 25)) {
            let start = gr_clock_monotonic_ns()
            let replay = try JournalReplay.run("\(scratch)/replay")
            let ns = gr_clock_monotonic_ns() - start
            precondition(replay.result.digest == expected.digest, "the journal replays to another digest")
            // The first one warms up.
            if slice > 0 { report.replayNs.append(Double(ns)) }
        }
        report.fixture = directory
        report.digest = expected.digest.short
        report.ticks = expected.outputs
        report.hashNs = median((0..<5).map { _ in Double(HashBaseline.ns(byteCount: expected.canonicalBytes)) })
    }

    static func verdict(_ ticksPerSecond: Double) -> String {
        ticksPerSecond >= ticksPerSecondAim ? "aim" : ticksPerSecond >= ticksPerSecondMust ? "must" : "below"
    }
}

/// A preallocated file that is written and synced with nothing in between.
private final class BareFile {
    private let descriptor: Int32
    private let byteCount: Int
    private var offset = 0
    private let block: [UInt8]

    init(_ path: String, byteCount: Int) throws(FileError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError(code: errno) }
        self.byteCount = byteCount
        block = [UInt8](repeating: 0x5A, count: 1 << 16)
        let result = posix_fallocate(descriptor, 0, off_t(byteCount))
        guard result == 0 else { throw FileError(code: result) }
    }

    deinit { close(descriptor) }

    func write(_ count: Int, syncs: Bool) throws(FileError) {
        if offset + count > byteCount { offset = 0 }
        guard pwrite(descriptor, block, count, off_t(offset)) == count else { throw FileError(code: errno) }
        offset += count
        if syncs, fdatasync(descriptor) != 0 { throw FileError(code: errno) }
    }
}
