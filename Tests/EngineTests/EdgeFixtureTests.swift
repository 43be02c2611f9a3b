// The edge fixtures of the replay specification, section 7.5, through the engine in one process.

import Domain
import Engine
import TestSupport
import XCTest

final class EdgeFixtureTests: XCTestCase {
    func testEveryEdgeFixture() throws {
        for edge in EdgeFixture.all {
            XCTAssertEqual(try outcome(of: edge), edge.outcome, edge.name)
        }
    }

    private func outcome(of edge: EdgeFixture) throws -> EdgeFixture.Outcome {
        let directory = try ScratchDirectory()
        try edge.write(to: directory)
        let fixture: Fixture
        do throws(FixtureError) { fixture = try Fixture.load(directory: directory.path) } catch {
            XCTAssertEqual(error.category, .malformed)
            return .aborted
        }
        var options = OutputSink.Options()
        options.keepsDocuments = true
        var engine = try ReplayEngine()
        let result = engine.run(fixture, options)
        return .completed(
            events: result.eventsProcessed, outputs: result.outputs,
            actions: result.documents.reduce(0) { $0 + ($1["actions"]?.arrayValue?.count ?? 0) },
            failures: result.failures.count, digest: result.digest.short)
    }

    /// A fault leaves the symbol's orders as they were: the next good tick places the grid.
    func testMessagesOfFailedEvents() throws {
        let cases: [(SnapshotLine, String)] = [
            (SnapshotLine(1).without("last_qty"), "ts=1: missing key 'last_qty'"),
            (SnapshotLine(1).without("ts"), "ts=None: missing key 'ts'"),
            (SnapshotLine(ts: "null").with("bid_price", "\"abc\""), "ts=None: 'bid_price' is not a decimal number"),
            (SnapshotLine(ts: "true").with("ask_qty", "null"), "ts=True: 'ask_qty' has a type"),
            (SnapshotLine(ts: "1.5").with("bid_price", "\"sNaN\""), "ts=1.5: a computation with these values is invalid"),
            (SnapshotLine(ts: "\"noon\"").with("symbol", "{}"), "ts=noon: 'symbol' has a type"),
        ]
        for (line, message) in cases {
            let directory = try ScratchDirectory()
            try directory.write("events.jsonl", line.json)
            let fixture = try Fixture.load(directory: directory.path)
            var engine = try ReplayEngine()
            let failure = try XCTUnwrap(engine.run(fixture).failures.first)
            XCTAssertTrue(failure.message(fixture.symbols).hasPrefix("Error processing event at \(message)"), failure.message(fixture.symbols))
        }
    }

    func testTwoSpellingsOfOneSymbolShareItsOrders() throws {
        let directory = try ScratchDirectory()
        let lines = ["1", "1.0", "true", "\"1\""].enumerated().map { SnapshotLine($0.offset).with("symbol", $0.element).json }
        try directory.write("events.jsonl", lines.joined(separator: "\n"))
        var options = OutputSink.Options()
        options.keepsDocuments = true
        var engine = try ReplayEngine()
        let documents = engine.run(try Fixture.load(directory: directory.path), options).documents
        XCTAssertEqual(documents.map { $0["actions"]?.arrayValue?.count }, [10, 0, 0, 10])
        XCTAssertEqual(documents.map { $0["symbol"]?.canonicalText }, ["1", "1.0", "true", "\"1\""])
    }
}
