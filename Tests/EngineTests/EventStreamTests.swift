// Given a fixture in order, when it is streamed from its file, then the run is that of the loaded events; and
// what cannot be streamed is left to the loader or refused as the loader refuses it.

import Domain
import Engine
import Foundation
import Scenarios
import TestSupport
import XCTest

final class EventStreamTests: XCTestCase {
    private func assertStreamsAlike(_ directory: String, at source: UInt = #line) throws -> Bool {
        let config = directory + "/config.json"
        let options = fileExists(config)
            ? try PaperOptions.from(config: JSONFile.read(config), directory: directory) : PaperOptions()
        var keep = PaperRun.Options()
        keep.takesFullDigest = true
        guard var stream = try EventStream.open(directory: directory, sizeMin: 0) else { return false }
        let streamed = try PaperRun.run(&stream, options, keep)
        let loaded = try PaperRun.run(Fixture.load(directory: directory), options, keep)
        XCTAssertEqual(streamed.result.digest, loaded.result.digest, directory, line: source)
        XCTAssertEqual(streamed.result.fullDigest, loaded.result.fullDigest, directory, line: source)
        XCTAssertEqual(streamed.result.eventsProcessed, loaded.result.eventsProcessed, directory, line: source)
        XCTAssertEqual(
            streamed.result.failures.map { $0.message(streamed.symbols) },
            loaded.result.failures.map { $0.message(loaded.symbols) }, directory, line: source)
        return true
    }

    func testTheProjectsFixturesStreamAlike() throws {
        var streamed = 0
        for scenario in ScenarioCatalogue.all {
            let path = PackageLayout.root.appendingPathComponent("Fixtures/\(scenario.name)").path
            if try assertStreamsAlike(path) { streamed += 1 }
        }
        XCTAssertGreaterThan(streamed, 8)
    }

    func testTheRecordedCasesStreamAlike() throws {
        var streamed = 0
        for case let folder in try SharedCorpus.folders("cases") where try assertStreamsAlike(folder) { streamed += 1 }
        XCTAssertGreaterThan(streamed, 80)
    }

    private func directory(_ content: String) throws -> ScratchDirectory {
        let directory = try ScratchDirectory()
        try directory.write("events.jsonl", content)
        return directory
    }

    func testBooksFailuresBlankLinesAndReturns() throws {
        let book = #"{"type":"l2_snapshot","v":0,"ts_ms":1000,"ts":1000,"symbol":"X","venue":"BINANCE_FUTURES_USDTM","depth":1,"#
            + #""bids":[["99.00","10"]],"asks":[["100.00","10"]]}"#
        let lines = [
            SnapshotLine(1000).json, book, "", "  ", SnapshotLine(1001).without("bid_qty").json,
            #"{"ts":1001,"type":"other"}"#, SnapshotLine(1002).json,
        ]
        let end = try directory(lines.joined(separator: "\r\n"))
        guard var stream = try EventStream.open(directory: end.path, sizeMin: 0) else { return XCTFail("not streamed") }
        XCTAssertEqual(stream.count, 5)
        XCTAssertEqual(stream.bookCount, 1)
        var table = stream.symbols
        stream.rewind()
        var kinds: [MarketEvent.Kind] = []
        while let event = try stream.next(&table) { kinds.append(event.kind) }
        XCTAssertEqual(kinds, [.snapshot, .depth, .rejected, .unhandled, .snapshot])
        XCTAssertNil(try stream.next(&table))
    }

    func testWhatIsOutOfOrderOrSmallIsLeftToTheLoader() throws {
        let unordered = try directory(SnapshotLine(2).json + "\n" + SnapshotLine(1).json + "\n")
        XCTAssertTrue(try isLeft(unordered.path))
        let ordered = try directory(SnapshotLine(1).json + "\n" + SnapshotLine(2).json + "\n")
        XCTAssertFalse(try isLeft(ordered.path))
        XCTAssertTrue(try isLeft(ordered.path, sizeMin: EventStream.sizeMin))
        XCTAssertTrue(try isLeft(ordered.path + "/absent"))
    }

    private func isLeft(_ path: String, sizeMin: Int = 0) throws -> Bool {
        guard let stream = try EventStream.open(directory: path, sizeMin: sizeMin) else { return true }
        return stream.count < 0
    }

    func testErrorsAreTheLoaders() throws {
        let first = SnapshotLine(1).json + "\n"
        for content in [first + "{\n", first + "[]\n", first + "{\"ts\":\"text\"}\n", first + "\"\u{E9}\n"] {
            let directory = try directory(content)
            var messages: [String] = []
            do { _ = try Fixture.load(directory: directory.path) } catch { messages.append("\(error)") }
            do { _ = try isLeft(directory.path) } catch { messages.append("\(error)") }
            XCTAssertEqual(messages.count, 2, content)
            XCTAssertEqual(messages.first, messages.last, content)
        }
    }

    /// More than one stretch of the file, so that pages are given back between.
    func testALongFileIsReadToItsEnd() throws {
        let directory = try ScratchDirectory()
        var text: [UInt8] = []
        MarketSeries.writeLines(events: 60_000) { text.append(contentsOf: $0) }
        try directory.write("events.jsonl", text)
        XCTAssertGreaterThan(text.count, 10 << 20)
        XCTAssertTrue(try assertStreamsAlike(directory.path))
    }

    func testTheFirstDayOfASeriesIsMarketDay() throws {
        var text: [UInt8] = []
        MarketSeries.writeLines(events: 20_000) { text.append(contentsOf: $0) }
        let file = PackageLayout.root.appendingPathComponent("Fixtures/market_day/events.jsonl")
        XCTAssertEqual(text, Array(try Data(contentsOf: file)))
    }
}
