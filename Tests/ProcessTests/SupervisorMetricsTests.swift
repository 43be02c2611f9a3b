// What a running supervisor exports of itself: whether it could write down what it must, how many restarts are left,
// steps of the wall clock, the journal's file system, reloads.

import CGrinder
import Foundation
import Rings
import TestSupport
import XCTest

final class SupervisorMetricsTests: XCTestCase {
    private let market = PackageLayout.root.appendingPathComponent("Fixtures/market_day").path

    /// Paced, so that it goes on while the test looks.
    private func words(_ options: [String] = []) -> [String] { ["--fixture", market, "--pace-us", "1000"] + options }

    private func wait(
        _ run: WatchedPaperRun, for series: String, _ holds: (Double) -> Bool, line: UInt = #line
    ) throws {
        var last: Double?
        let isMet = try eventually(within: 30) {
            last = try run.metrics()[series]
            return last.map(holds) ?? false
        }
        let complaints = try run.process.complained()
        XCTAssertTrue(isMet, "\(series) is \(last.map { "\($0)" } ?? "missing"): \(complaints)", line: line)
    }

    private func trip(_ run: WatchedPaperRun) throws {
        let tripped = try GrinderProcess.run(["kill-switch", "trip", "--pid", "\(run.process.pid)"])
        XCTAssertEqual(tripped.code, 0, tripped.err)
    }

    func testWhetherAChangeOfTheKillSwitchWasWrittenDown() throws {
        let scratch = try ScratchDirectory()
        let audit = "grinder_audit_writes_total{file=\"audit\",result="
        let memory = "grinder_audit_writes_total{file=\"kill_switch\",result="
        let good = try WatchedPaperRun(words(["--audit", scratch.file("audit")]), journal: scratch.file("j"))
        XCTAssertEqual(try good.metrics()["\(audit)\"ok\"}"], 0)
        try trip(good)
        try wait(good, for: "\(audit)\"ok\"}") { $0 == 1 }
        try wait(good, for: "\(memory)\"ok\"}") { $0 == 1 }
        XCTAssertEqual(try good.metrics()["\(audit)\"error\"}"], 0)
        // Both places are taken by directories.
        let bad = try WatchedPaperRun(words(["--audit", scratch.path]), journal: scratch.file("k"))
        XCTAssertTrue(eventually(within: 30) { FileManager.default.fileExists(atPath: scratch.file("k")) })
        _ = try scratch.makeDirectory("k/kill-switch")
        try trip(bad)
        try wait(bad, for: "\(audit)\"error\"}") { $0 == 1 }
        try wait(bad, for: "\(memory)\"error\"}") { $0 == 1 }
        XCTAssertEqual(try bad.metrics()["\(audit)\"ok\"}"], 0)
    }

    func testHowManyRestartsAreLeft() throws {
        let scratch = try ScratchDirectory()
        let run = try WatchedPaperRun(words(), journal: scratch.file("j"), restartLimit: "5/3600")
        try wait(run, for: "grinder_restart_budget_left") { $0 == 5 }
        XCTAssertEqual(try run.metrics()["grinder_restart_budget"], 5)
        try run.killTheStrategy(3)
        try wait(run, for: "grinder_restart_budget_left") { $0 == 2 }
        let metrics = try run.metrics()
        XCTAssertEqual(metrics["grinder_worker_restarts_recent{worker=\"strategy\"}"], 3)
        XCTAssertEqual(metrics["grinder_worker_restarts_recent{worker=\"feed\"}"], 0)
    }

    /// What was long ago counts no more.
    func testRestartsAreForgotten() throws {
        let scratch = try ScratchDirectory()
        let run = try WatchedPaperRun(words(), journal: scratch.file("j"), restartLimit: "5/1")
        try run.killTheStrategy(1)
        try wait(run, for: "grinder_worker_restarts_total{worker=\"strategy\"}") { $0 == 1 }
        try wait(run, for: "grinder_restart_budget_left") { $0 == 5 }
        XCTAssertEqual(try run.metrics()["grinder_worker_restarts_recent{worker=\"strategy\"}"], 0)
    }

    func testTheJournalsFileSystem() throws {
        let scratch = try ScratchDirectory()
        let run = try WatchedPaperRun(words(), journal: scratch.file("j"))
        try wait(run, for: "grinder_journal_filesystem_total_bytes") { $0 > 0 }
        let found = gr_probe_filesystem(scratch.path)
        let metrics = try run.metrics()
        XCTAssertEqual(metrics["grinder_journal_filesystem_total_bytes"], Double(found.total_bytes))
        let free = try XCTUnwrap(metrics["grinder_journal_filesystem_free_bytes"])
        XCTAssertGreaterThan(free, 0)
        XCTAssertLessThanOrEqual(free, Double(found.total_bytes))
        let without = try WatchedPaperRun(words())
        XCTAssertEqual(try without.metrics()["grinder_journal_filesystem_total_bytes"], 0)
    }

    /// Also while it is full: a tmpfs on which not even the first segment fits.
    func testTheFileSystemOfAJournalThatFindsNoSpace() throws {
        let scratch = try ScratchDirectory()
        let device = try scratch.makeDirectory("device")
        let script = """
            mount -t tmpfs -o size=1m tmpfs "$1" || exit 77
            "$2" supervise --pipeline paper --fixture "$3" --pace-us 1000 --http 0 --journal "$1/j" --journal-segment-kib 1024 2>"$1.err" &
            run=$!
            waited=0
            until url=$(sed -n 's/.*status page at //p' "$1.err"); [ -n "$url" ] && curl --silent "${url}metrics" | grep -q '^grinder_journal_retries_total [1-9]'; do
                sleep 0.05; waited=$((waited + 1)); [ $waited -lt 600 ] || exit 78
            done
            curl --silent "${url}metrics" | grep '^grinder_journal_filesystem'
            kill -9 $run
            wait
            """
        let ended = try PrivateNamespace.run(
            script, [device, try XCTUnwrap(PackageLayout.grinder), market], mounts: true, refusal: "grants no mount namespace")
        XCTAssertEqual(ended.status, 0, ended.errorText)
        XCTAssertTrue(ended.outputText.contains("grinder_journal_filesystem_total_bytes 1048576\n"), ended.outputText)
    }

    func testReloadsAndHowTheLastOneWent() throws {
        let scratch = try ScratchDirectory()
        let file = try scratch.write("grinder.conf", "GRINDER_LOG_LEVEL=info\n")
        let run = try WatchedPaperRun(words(["--config", file]))
        let failed = "grinder_configuration_last_reload_failed"
        func reload(_ text: String) throws {
            _ = try scratch.write("grinder.conf", text)
            run.process.send(SIGHUP)
        }
        XCTAssertEqual(try run.metrics()[failed], 0)
        try reload("GRINDER_LOG_LEVEL=loud\n")
        try wait(run, for: "grinder_configuration_reloads_total{result=\"failed\"}") { $0 == 1 }
        XCTAssertEqual(try run.metrics()[failed], 1)
        XCTAssertEqual(try run.metrics()["grinder_configuration_reloads_total{result=\"ok\"}"], 0)
        try reload("GRINDER_LOG_LEVEL=info\n")
        try wait(run, for: "grinder_configuration_reloads_total{result=\"ok\"}") { $0 == 1 }
        XCTAssertEqual(try run.metrics()[failed], 0)
        XCTAssertEqual(try run.metrics()["grinder_configuration_reloads_total{result=\"failed\"}"], 1)
    }

    /// The wall clock of the process is set by a library that stands before the C library's.
    func testStepsOfTheWallClock() throws {
        let scratch = try ScratchDirectory()
        let library = try clockLibrary(in: scratch)
        let offset = try scratch.write("offset", [UInt8](repeating: 0, count: 8))
        let run = try WatchedPaperRun(words(), environment: ["LD_PRELOAD": library, "CLOCK_OFFSET_FILE": offset])
        func set(_ seconds: Int64) throws {
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: offset))
            try withUnsafeBytes(of: seconds * 1_000_000_000) { try file.write(contentsOf: Data($0)) }
            try file.close()
        }
        let (forward, backward) = ("grinder_clock_steps_total{direction=\"forward\"}", "grinder_clock_steps_total{direction=\"backward\"}")
        // The clock is compared from the first turn on.
        try wait(run, for: "grinder_restart_budget") { $0 > 0 }
        XCTAssertEqual(try run.metrics()[forward], 0)
        XCTAssertEqual(try run.metrics()[backward], 0)
        try set(120)
        try wait(run, for: forward) { $0 == 1 }
        XCTAssertEqual(try XCTUnwrap(run.metrics()["grinder_clock_step_seconds"]), 120, accuracy: 1)
        try set(-30)
        try wait(run, for: backward) { $0 == 1 }
        XCTAssertEqual(try XCTUnwrap(run.metrics()["grinder_clock_step_seconds"]), -150, accuracy: 1)
        XCTAssertEqual(try run.metrics()[forward], 1)
        XCTAssertTrue(try run.process.complained().contains("the wall clock was set forward by 120"))
        XCTAssertTrue(try run.process.complained().contains("the wall clock was set back by 150"))
    }

    private func clockLibrary(in scratch: ScratchDirectory) throws -> String {
        let source = try scratch.write(
            "clock.c",
            """
            #include <fcntl.h>
            #include <stdint.h>
            #include <stdlib.h>
            #include <sys/mman.h>
            #include <sys/syscall.h>
            #include <time.h>
            #include <unistd.h>
            static int64_t *offset;
            __attribute__((constructor)) static void map(void) {
                const char *path = getenv("CLOCK_OFFSET_FILE");
                int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
                if (fd < 0) abort();
                offset = mmap(0, 8, PROT_READ, MAP_SHARED, fd, 0);
                if (offset == MAP_FAILED) abort();
                close(fd);
            }
            int clock_gettime(clockid_t id, struct timespec *t) {
                int result = syscall(SYS_clock_gettime, id, t);
                if (result == 0 && id == CLOCK_REALTIME && offset) t->tv_sec += *(volatile int64_t *)offset / 1000000000;
                return result;
            }
            """)
        let library = scratch.file("clock.so")
        let built = try CommandRun(["clang", "-shared", "-fPIC", "-o", library, source])
        if built.isCommandMissing { throw XCTSkip("no clang: put the toolchain's on PATH to run this test") }
        XCTAssertEqual(built.status, 0, built.errorText)
        return library
    }
}
