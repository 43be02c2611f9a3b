// `grinder stat` beside a real run: it shows what is there, whatever the processes do.

import Domain
import Foundation
import Rings
import TestSupport
import XCTest

final class StatTests: XCTestCase {
    private func stat(_ instance: RunningInstance) throws -> JSONValue {
        let ended = try GrinderProcess.run(["stat", "--pid", instance.pid, "--json"], within: 10)
        XCTAssertEqual(ended.code, 0, ended.err)
        return try JSONParser.parse(text: ended.out)
    }

    private func entry(_ document: JSONValue, _ list: String, _ key: String, _ value: String) throws -> JSONValue {
        try XCTUnwrap(document[list]?.arrayValue?.first { $0[key]?.stringValue == value }, "\(value) in \(document.canonicalText)")
    }

    private func integer(_ value: JSONValue, _ name: String) throws -> Int {
        try XCTUnwrap(value[name]?.integerValue, "\(name) in \(value.canonicalText)")
    }

    private func names(_ value: JSONValue?) -> [String] {
        value?.objectValue?.members.map { String(decoding: $0.key, as: UTF8.self) } ?? []
    }

    func testWhatARunSaysAboutItself() throws {
        let instance = try RunningInstance(["--idle", "park"])
        let document = try stat(instance)
        XCTAssertEqual(document["schema"]?.stringValue, "grinder.stat/1")
        XCTAssertEqual(document["instance"]?["id"]?.stringValue, "\(instance.region.instanceID)")
        XCTAssertEqual(document["instance"]?["supervisor_pid"]?.integerValue, Int(instance.process.pid))
        XCTAssertEqual(document["permits"]?["mode"]?.stringValue, "paper")
        XCTAssertEqual(document["permits"]?["is_armed"]?.boolValue, true)
        for role in ["feed", "strategy", "execution"] {
            let worker = try entry(document, "workers", "role", role)
            XCTAssertEqual(worker["pid"]?.integerValue, Int(try instance.worker(role).pid))
            XCTAssertEqual(worker["process"]?.stringValue, "alive")
            XCTAssertEqual(worker["state"]?.stringValue, "running")
            XCTAssertEqual(worker["idle"]?.stringValue, "park")
            XCTAssertEqual(try integer(worker, "epoch"), 1)
            XCTAssertEqual(try integer(worker, "restarts"), 0)
            XCTAssertGreaterThanOrEqual(try integer(worker, "heartbeat_age_ns"), 0)
            XCTAssertGreaterThan(worker["counters"]?["loop_turns"]?.integerValue ?? 0, 0, role)
        }
        for name in ["market", "intent", "report"] {
            let ring = try entry(document, "rings", "ring", name)
            XCTAssertGreaterThan(try integer(ring, "published"), 0)
            XCTAssertGreaterThanOrEqual(try integer(ring, "published"), try integer(ring, "consumed"))
            XCTAssertLessThanOrEqual(try integer(ring, "high_water"), try integer(ring, "capacity"))
            XCTAssertEqual(try integer(ring, "conflated"), 0)
            XCTAssertEqual(try integer(ring, "incarnation"), 1)
        }
        let latencies = try XCTUnwrap(document["latencies"]?.arrayValue)
        XCTAssertEqual(latencies.compactMap { $0["stage"]?.stringValue }, StageLatency.allCases.map(\.instrument.name))
        for latency in latencies {
            XCTAssertGreaterThan(try integer(latency, "count"), 0, latency.canonicalText)
            let values = try ["p50_ns", "p90_ns", "p99_ns", "p999_ns", "max_ns"].map { try integer(latency, $0) }
            XCTAssertEqual(values, values.sorted(), latency.canonicalText)
            XCTAssertGreaterThan(values[0], 0)
        }
        try instance.end()
    }

    /// The schema that docs/operating.md promises: names may be added, none may go.
    func testTheMembersOfTheSchema() throws {
        let instance = try RunningInstance()
        let document = try stat(instance)
        XCTAssertEqual(
            names(document), ["schema", "instance", "permits", "workers", "rings", "latency_interval_ns", "latencies", "risk"])
        XCTAssertEqual(
            names(document["permits"]),
            [
                "is_armed", "mode", "kill_switch", "kill_switch_changed_unix_ns", "operator_override", "has_lease_end",
                "lease_remaining_ns", "fence",
            ])
        let worker = try entry(document, "workers", "role", "strategy")
        XCTAssertEqual(
            names(worker),
            [
                "role", "pid", "process", "state", "wait", "epoch", "restarts", "exit_code", "exit_signal",
                "heartbeat_age_ns", "progress_age_ns", "records_in", "records_out", "idle", "cpu", "last_error",
                "counters", "errors",
            ])
        XCTAssertEqual(
            names(worker["counters"]),
            WorkerCounter.allCases.map(\.instrument).filter { $0.writers.contains(.strategy) }.map(\.name))
        XCTAssertEqual(
            names(try entry(document, "rings", "ring", "market")),
            [
                "ring", "capacity", "depth", "high_water", "published", "consumed", "journal_lag", "conflated", "full_waits",
                "producer_parks", "consumer_parks", "producer_wakes", "consumer_wakes", "incarnation", "consumers", "fence",
            ])
        XCTAssertEqual(
            names(document["latencies"]?.arrayValue?.first),
            ["stage", "worker", "count", "mean_ns", "p50_ns", "p90_ns", "p99_ns", "p999_ns", "max_ns"])
        try instance.end()
    }

    func testItWorksWhileAWorkerHangs() throws {
        for role in ["feed", "strategy", "execution"] {
            let instance = try RunningInstance()
            let pid = try instance.worker(role).pid
            kill(pid, SIGSTOP)
            XCTAssertTrue(eventually(within: 10) { LiveProcess(pid: pid)?.state == "T" })
            let first = try entry(try stat(instance), "workers", "role", role)
            XCTAssertEqual(first["process"]?.stringValue, "stopped")
            let age = try integer(first, "heartbeat_age_ns")
            XCTAssertTrue(
                try eventually(within: 4) {
                    let now = try entry(try stat(instance), "workers", "role", role)
                    return try integer(now, "heartbeat_age_ns") > age + 1_000_000
                }, "the heartbeat of a stopped \(role) grows older")
            let text = try GrinderProcess.run(["stat", "--pid", instance.pid], within: 10)
            XCTAssertEqual(text.code, 0, text.err)
            XCTAssertTrue(text.outLines.contains { $0.hasPrefix(role) && $0.contains("stopped") }, text.out)
            kill(pid, SIGCONT)
            try instance.end()
        }
    }

    /// Workers die one after the other under the eyes of a watcher, at last the supervisor: each page is whole.
    func testWatchingUntilTheEnd() throws {
        let instance = try RunningInstance()
        let watcher = try GrinderProcess(["stat", "--pid", instance.pid, "--json", "--watch", "0.02"])
        XCTAssertTrue(try eventually(within: 20) { try watcher.printed().split(separator: "\n").count >= 5 })
        kill(try instance.worker("strategy").pid, SIGKILL)
        _ = try instance.process.end(within: 20)
        let ended = try watcher.end(within: 10)
        XCTAssertEqual(ended.code, 0, ended.err)
        XCTAssertEqual(ended.err, "grinder: the instance has ended\n")
        let pages = try ended.out.split(separator: "\n").map { try JSONParser.parse(text: String($0)) }
        XCTAssertTrue(pages[0]["latency_interval_ns"]?.isNull ?? false)
        XCTAssertGreaterThanOrEqual(pages[1]["latency_interval_ns"]?.integerValue ?? 0, 20_000_000)
        for (earlier, later) in zip(pages, pages.dropFirst()) {
            for ring in ["market", "intent", "report"] {
                XCTAssertLessThanOrEqual(
                    try integer(try entry(earlier, "rings", "ring", ring), "published"),
                    try integer(try entry(later, "rings", "ring", ring), "published"))
            }
        }
    }

    func testTheOnlyInstanceSeveralAndNone() throws {
        let first = try RunningInstance()
        let id = "\(first.region.instanceID)"
        let byID = try GrinderProcess.run(["stat", "--instance", String(id.prefix(12))])
        XCTAssertEqual(byID.code, 0, byID.err)
        XCTAssertTrue(byID.out.hasPrefix("instance \(id), supervisor pid \(first.pid), "), byID.out)

        let second = try RunningInstance()
        let several = try GrinderProcess.run(["stat"])
        XCTAssertEqual(several.code, 3)
        XCTAssertEqual(several.out, "")
        for instance in [first, second] { XCTAssertTrue(several.err.contains("--pid \(instance.pid) "), several.err) }
        let unknown = try GrinderProcess.run(["stat", "--instance", "no-such-id"])
        XCTAssertEqual(unknown.code, 3)
        XCTAssertTrue(unknown.err.contains("no running instance has an id that begins with 'no-such-id'"), unknown.err)
        try first.end()
        try second.end()

        let ended = try GrinderProcess.run(["stat", "--instance", id])
        XCTAssertEqual(ended.code, 3, "an instance that has ended leaves nothing to find")
        XCTAssertTrue(ended.err.contains("no instance runs") || ended.err.contains("no running instance has an id"), ended.err)
    }

    func testAProcessWithoutARegion() throws {
        let ended = try GrinderProcess.run(["stat", "--pid", "\(getppid())"])
        XCTAssertEqual(ended.code, 3)
        XCTAssertEqual(ended.out, "")
        XCTAssertTrue(ended.err.contains("give the pid of a running `grinder supervise`"), ended.err)
    }

    func testARegionOfAnotherBuild() throws {
        let region = try InstanceRegion.create(
            RegionSpecification(
                instanceID: InstanceID(high: 7, low: 8), rings: [RingSpecification(kind: .market, slotSize: 64, capacity: 8)]))
        defer { region.close() }
        let start = try XCTUnwrap(region.runConfiguration.baseAddress) - 0x4000
        XCTAssertEqual(start.load(fromByteOffset: 32, as: UInt64.self), 7, "the header begins here")
        start.storeBytes(of: 0xabc, toByteOffset: 16, as: UInt64.self)
        let ended = try GrinderProcess.run(["stat", "--pid", "\(getpid())"])
        XCTAssertEqual(ended.code, 3)
        for part in ["of another build", "layout hash 0xabc", "/proc/\(getpid())/exe"] {
            XCTAssertTrue(ended.err.contains(part), ended.err)
        }
    }

    func testWrongUsage() throws {
        for (words, part) in [
            (["stat", "--pid", "x"], "'--pid' needs a process id"), (["stat", "--pid", "-1"], "'--pid' needs a process id"),
            (["stat", "--pid", "1", "--instance", "a"], "exclude each other"),
            (["stat", "--watch", "0"], "'--watch' needs a number of seconds"),
            (["stat", "--watch=never"], "'--watch' needs a number of seconds"),
        ] {
            let ended = try GrinderProcess.run(words)
            XCTAssertEqual(ended.code, 2, "\(words)")
            XCTAssertTrue(ended.err.contains(part), ended.err)
        }
    }
}
