// Given the release bench, when the suites that start processes run for a moment, then they measure what they
// say: every tick comes through with the digest of one process, every killed worker comes back, nothing leaves after
// a refusal. How fast is not judged here.

import Foundation
import TestSupport
import XCTest

final class ProcessSuiteTests: XCTestCase {
    private static let percentiles = ["p50_ns", "p90_ns", "p99_ns", "p99.9_ns", "p99.99_ns", "max_ns"]

    private static let fixture = ["--fixture", PackageLayout.root.appendingPathComponent("Fixtures/market_day").path]

    private func report(_ arguments: [String]) throws -> [String: Any] {
        let run = try CommandRun(
            [ReleaseBuild.program("grinder-bench")] + arguments + ["--quick", "--json"], in: PackageLayout.root)
        if run.outputText.contains("tracing a worker was refused") { throw XCTSkip(run.outputText) }
        XCTAssertEqual(run.status, 0, "\(run.outputText)\(run.errorText)")
        let object = try JSONSerialization.jsonObject(with: Data(run.outputText.utf8))
        return try XCTUnwrap(object as? [String: Any], run.outputText)
    }

    private func latencies(_ report: [String: Any]) throws -> [[String: Any]] {
        let latencies = try XCTUnwrap(report["latencies"] as? [[String: Any]])
        for latency in latencies {
            let values = try Self.percentiles.map { try XCTUnwrap(latency[$0] as? Int, $0) }
            XCTAssertEqual(values, values.sorted(), "\(latency)")
        }
        return latencies
    }

    func testEveryTickComesThroughBothChains() throws {
        let directory = try ScratchDirectory()
        let report = try report(["chain", "--hgrm", directory.path] + Self.fixture)
        let latencies = try latencies(report)
        // 3 runs of 3 slices of 200 ticks.
        XCTAssertEqual(latencies.prefix(2).map { $0["count"] as? Int }, [1800, 1800])
        XCTAssertEqual(try XCTUnwrap(report["measures"] as? [Any]).count % 2, 0)
        XCTAssertEqual((report["digest"] as? String)?.count, 16)
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        XCTAssertTrue(names.contains("chain-rings-one-core-every-100-us.hgrm"), "\(names)")
        let text = try String(contentsOfFile: directory.path + "/chain-rings-one-core-every-100-us.hgrm", encoding: .utf8)
        let lines = text.split(separator: "\n")
        XCTAssertEqual(
            lines[0].split(separator: " ").map(String.init), ["Value", "Percentile", "TotalCount", "1/(1-Percentile)"])
        let rows = lines.dropFirst().filter { !$0.hasPrefix("#") }.map { $0.split(separator: " ").compactMap { Double($0) } }
        XCTAssertEqual(rows.map { $0[0] }, rows.map { $0[0] }.sorted())
        XCTAssertEqual(rows.last?.dropFirst(), [1, 1800])
        XCTAssertTrue(lines.last?.hasPrefix("#[Buckets") == true, text)
    }

    func testWorkersThatSpinAskTheKernelForNothing() throws {
        let report = try report(["system-calls"] + Self.fixture)
        let rows = try XCTUnwrap(report["rows"] as? [[String: Any]])
        XCTAssertEqual(rows.count, 21)
        func calls(_ worker: String, _ run: String) throws -> Int {
            let row = try XCTUnwrap(rows.first { $0["worker"] as? String == worker && $0["run"] as? String == run })
            XCTAssertGreaterThanOrEqual(try XCTUnwrap(row["ticks"] as? Int), 500)
            return try XCTUnwrap(row["system_calls"] as? Int)
        }
        let paced = ["replay, spin", "replay, free-running, spin", "paper, free-running, spin"].map { $0 + ", every 1 ms" }
        for run in ["replay, spin", "paper, spin", "replay, spin, journalled"] + paced {
            for worker in ["strategy", "execution"] { XCTAssertEqual(try calls(worker, run), 0, "\(worker), \(run)") }
        }
        for run in ["replay, spin", "paper, spin"] { XCTAssertEqual(try calls("feed", run), 0, run) }
        // The count sees what there is: a feed that keeps a schedule sleeps, a worker that shares its core yields.
        XCTAssertGreaterThan(try calls("feed", "replay, spin, every 1 ms"), 0)
        XCTAssertGreaterThan(try calls("strategy", "replay, yield and park on one core, every 1 ms"), 0)
    }

    func testScrapesAreAnsweredAndLeaveNothingBehind() throws {
        let report = try report(["scrape"] + Self.fixture)
        XCTAssertEqual(report["scrapes"] as? Int, 40)
        XCTAssertEqual(report["failed"] as? Int, 0)
        XCTAssertGreaterThan(try XCTUnwrap(report["bytes"] as? Int), 10_000)
        XCTAssertEqual((report["comparisons"] as? [[String: Any]])?.map { $0["name"] as? String }, ["scrape: p50", "scrape: p99"])
        let latencies = try latencies(report)
        XCTAssertEqual(latencies.count, 3)
        XCTAssertEqual(latencies[2]["count"] as? Int, 40)
        let descriptors = try XCTUnwrap(report["descriptors"] as? [Int])
        XCTAssertLessThanOrEqual(descriptors[1], descriptors[0])
    }

    func testKilledWorkersComeBack() throws {
        let report = try report(["restart"] + Self.fixture)
        XCTAssertGreaterThanOrEqual(try XCTUnwrap(report["kills"] as? Int), 6)
        XCTAssertEqual(try latencies(report).count, 4)
    }

    func testASoakAccountsForEveryEvent() throws {
        let report = try report(["soak"] + Self.fixture)
        XCTAssertEqual(report["problems"] as? [String], [])
        XCTAssertEqual((report["memory"] as? [[String: Any]])?.compactMap { $0["process"] as? String }, ["supervisor", "feed", "strategy", "execution", "journal"])
        let flow = try XCTUnwrap(report["flow"] as? [String: Int])
        XCTAssertEqual(flow["events"], ["sent", "conflated", "pending"].reduce(0) { $0 + (flow[$1] ?? -1) })
        XCTAssertGreaterThan(try XCTUnwrap(latencies(report).first?["count"] as? Int), 0)
    }

    func testNothingLeavesAfterTheFirstRefusal() throws {
        let report = try report(["kill-switch"])
        XCTAssertEqual(report["trips"] as? Int, 20)
        XCTAssertEqual(report["orders_after_refusal"] as? Int, 0)
        XCTAssertEqual(try latencies(report).map { $0["count"] as? Int }, [20])
    }
}
