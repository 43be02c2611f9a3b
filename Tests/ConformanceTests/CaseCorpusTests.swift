// Given the recorded cases, when the pipeline runs them in this process, then every digest agrees.

import Conformance
import TestSupport
import XCTest

final class CaseCorpusTests: XCTestCase {
    private func check(_ directory: String, cases: Int, file: StaticString = #filePath, line: UInt = #line) throws {
        var lines: [String] = []
        let report = try CaseRunner.run(directories: [directory]) { lines.append($0) }
        XCTAssertEqual(lines, ["\(cases) passed, 0 failed"], file: file, line: line)
        XCTAssertEqual(report.passed, cases, file: file, line: line)
    }

    func testVisibleCases() throws { try check(SharedCorpus.path("cases"), cases: 132) }

    func testReferenceFixtures() throws { try check(SharedCorpus.path("reference_fixtures"), cases: 13) }

    func testReferenceErrorsAreRefusedOrReproduced() throws {
        try check(SharedCorpus.path("reference_errors"), cases: 19)
    }

    func testBenchInput() throws { try check(SharedCorpus.path("bench/five_symbols_20k"), cases: 1) }

    func testRealMarketDayDecompressed() throws {
        let folder = try TemporaryFolder(self)
        for name in ["real_grid", "real_adaptive"] {
            let source = try SharedCorpus.path("real_market/" + name)
            _ = try folder.copy(source, as: name)
            try folder.gunzip(source + "/tick_digests.json.gz", to: name + "/tick_digests.json")
            try folder.gunzip(SharedCorpus.path("real_market/events.jsonl.gz"), to: name + "/events.jsonl")
        }
        try check(folder.path, cases: 2)
    }

    func testCompressedEventsAreRefusedWithTheCommandThatHelps() throws {
        var lines: [String] = []
        let directory = try SharedCorpus.path("real_market")
        let report = try CaseRunner.run(directories: [directory]) { lines.append($0) }
        XCTAssertEqual(report.failed, 2)
        XCTAssertTrue(lines[1].contains("gunzip -c \(directory)/real_grid/../events.jsonl.gz > "), lines[1])
    }
}
