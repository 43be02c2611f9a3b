// `grinder tail` beside a real run: what it prints is what the workers exchange, and they do not notice.

import Domain
import Foundation
import Rings
import TestSupport
import XCTest

final class TailTests: XCTestCase {
    private func lines(_ ended: GrinderProcess.Ended) throws -> [JSONValue] {
        XCTAssertEqual(ended.code, 0, ended.err)
        return try ended.out.split(separator: "\n").map { try JSONParser.parse(text: String($0)) }
    }

    func testFromTheStartOfEachRing() throws {
        let instance = try RunningInstance()
        for (ring, kinds) in [
            ("market", ["text", "text_chunk", "snapshot", "snapshot"]), ("intent", ["text", "text_chunk", "tick", "plan"]),
        ] {
            let found = try lines(
                GrinderProcess.run(["tail", "--pid", instance.pid, "--ring", ring, "--from-start", "--limit", "4", "--json"]))
            XCTAssertEqual(found.compactMap { $0["kind"]?.stringValue }, kinds, ring)
            XCTAssertEqual(found.compactMap { $0["sequence"]?.integerValue }, [1, 2, 3, 4], ring)
        }
        let report = try lines(
            GrinderProcess.run(["tail", "--pid", instance.pid, "--ring", "report", "--from-start", "--limit", "20", "--json"]))
        XCTAssertTrue(report.contains { $0["kind"]?.stringValue == "tick_done" && $0["tick"]?.integerValue == 1 })
        let text = try GrinderProcess.run(["tail", "--pid", instance.pid, "--ring", "market", "--from-start", "--limit", "3"])
        XCTAssertTrue(text.outLines[2].hasPrefix("3 snapshot symbol=X event_time="), text.out)
        try instance.end()
    }

    func testFromNowOnWithTheNamesDefinedBefore() throws {
        let instance = try RunningInstance()
        let published = Int(try instance.region.ring(.market).published)
        let found = try lines(
            GrinderProcess.run(["tail", "--pid", instance.pid, "--ring", "market", "--limit", "5", "--json"], within: 20))
        let sequences = found.compactMap { $0["sequence"]?.integerValue }
        let first = try XCTUnwrap(sequences.first)
        XCTAssertGreaterThan(first, published)
        XCTAssertEqual(sequences, Array(first..<(first + 5)))
        XCTAssertEqual(Set(found.compactMap { $0["symbol"]?.stringValue }), ["X"])
        try instance.end()
    }

    func testItEndsWithTheInstanceAndTheRunIsWhatItWouldHaveBeen() throws {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/sample_day").path
        let run = try GrinderProcess(
            ["supervise", "--pipeline", "replay", "--fixture", fixture, "--pace-us", "200000", "--exit-when-done"])
        XCTAssertTrue(eventually(within: 20) { (try? AttachedRegion.of(run.pid)) != nil })
        let tail = try GrinderProcess(["tail", "--pid", "\(run.pid)", "--ring", "report", "--from-start", "--json"])
        let ended = try run.end(within: 30)
        XCTAssertTrue(ended.out.hasSuffix("Output digest: 453ebd0f655e4920\n"), ended.out)
        let watched = try tail.end(within: 10)
        XCTAssertEqual(watched.err, "grinder: the instance has ended\n")
        let ticks = try lines(watched).filter { $0["kind"]?.stringValue == "tick_done" }.compactMap { $0["tick"]?.integerValue }
        XCTAssertEqual(ticks, [1, 2, 3, 4, 5], "every record, the last ones too")
    }

    func testItSaysWhatItMissed() throws {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/market_day").path
        let run = try GrinderProcess(
            ["supervise", "--pipeline", "replay", "--fixture", fixture, "--exit-when-done", "--pace-us", "50"])
        XCTAssertTrue(eventually(within: 20) { (try? AttachedRegion.of(run.pid)) != nil })
        let tail = try GrinderProcess(["tail", "--pid", "\(run.pid)", "--ring", "intent", "--from-start", "--json"])
        XCTAssertTrue(try eventually(within: 20) { try !tail.printed().isEmpty })
        let region = try AttachedRegion.of(run.pid)
        let ring = try region.ring(.intent)
        // Stopped for more than a lap of the ring, or until the run is over.
        tail.send(SIGSTOP)
        let from = ring.published
        XCTAssertTrue(eventually(within: 60) { ring.published > from + 2 * ring.capacity || !run.isRunning })
        tail.send(SIGCONT)
        _ = try run.end(within: 60)
        let found = try lines(tail.end(within: 20))
        let missed = found.compactMap { $0["missed"]?.integerValue }.reduce(0, +)
        XCTAssertGreaterThan(missed, 0, "it was lapped")
        let symbols = Set(found.drop { $0["missed"] == nil }.compactMap { $0["symbol"]?.stringValue })
        XCTAssertFalse(symbols.isEmpty)
        XCTAssertTrue(symbols.allSatisfy { $0.hasSuffix("USDT") }, "named though their definitions were missed: \(symbols)")
        let seen = found.compactMap { $0["sequence"]?.integerValue }
        let first = try XCTUnwrap(seen.first)
        let missedBefore = found.prefix { $0["sequence"] == nil }.compactMap { $0["missed"]?.integerValue }.reduce(0, +)
        let begin = first - 1 - missedBefore
        XCTAssertEqual(seen.count + missed, Int(ring.published) - begin, "each record is seen or missed")
        XCTAssertEqual(seen, seen.sorted())
        XCTAssertEqual(Set(seen).count, seen.count)
    }

    func testWrongUsage() throws {
        for (words, part) in [
            (["tail"], "'--ring' is missing"), (["tail", "--ring", "control"], "'--ring' is one of market, intent, report"),
            (["tail", "--ring", "market", "--limit", "x"], "'--limit' needs a whole number"),
        ] {
            let ended = try GrinderProcess.run(words)
            XCTAssertEqual(ended.code, 2, "\(words)")
            XCTAssertTrue(ended.err.contains(part), ended.err)
        }
        let ended = try GrinderProcess.run(["tail", "--ring", "market", "--pid", "\(getppid())"])
        XCTAssertEqual(ended.code, 3, ended.err)
    }
}
