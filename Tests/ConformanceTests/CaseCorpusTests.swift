// Given the recorded cases, when the pipelines run them in this process, then every digest agrees.

import Conformance
import TestSupport
import XCTest

final class CaseCorpusTests: XCTestCase {
    private func check(
        _ directory: String, _ pipeline: CasePipeline = .replay, cases: Int, file: StaticString = #filePath,
        line: UInt = #line
    ) throws {
        var lines: [String] = []
        let report = try CaseRunner.run(directories: [directory], pipeline: pipeline) { lines.append($0) }
        XCTAssertEqual(lines, ["\(cases) passed, 0 failed"], file: file, line: line)
        XCTAssertEqual(report.passed, cases, file: file, line: line)
    }

    func testVisibleCases() throws { try check(SharedCorpus.path("cases"), cases: 132) }

    func testReferenceFixtures() throws { try check(SharedCorpus.path("reference_fixtures"), cases: 13) }

    func testReferenceErrorsAreRefusedOrReproduced() throws {
        try check(SharedCorpus.path("reference_errors"), cases: 19)
    }

    func testBenchInput() throws { try check(SharedCorpus.path("bench/five_symbols_20k"), cases: 1) }

    func testVisibleCasesOnPaper() throws { try check(SharedCorpus.path("cases"), .paper, cases: 132) }

    func testReferenceFixturesOnPaper() throws {
        try check(SharedCorpus.path("reference_fixtures"), .paper, cases: 13)
    }

    func testReferenceErrorsOnPaperAreRefusedOrReproduced() throws {
        try check(SharedCorpus.path("reference_errors"), .paper, cases: 19)
    }

    func testBenchInputOnPaper() throws { try check(SharedCorpus.path("bench/five_symbols_20k"), .paper, cases: 3) }

    func testRealMarketDayDecompressed() throws {
        let folder = try ScratchDirectory()
        try folder.decompressRealMarket()
        try check(folder.path, cases: 2)
        try check(folder.path, .paper, cases: 2)
    }

    func testCompressedEventsAreRefusedWithTheCommandThatHelps() throws {
        var lines: [String] = []
        let directory = try SharedCorpus.path("real_market")
        let report = try CaseRunner.run(directories: [directory]) { lines.append($0) }
        XCTAssertEqual(report.failed, 2)
        XCTAssertTrue(lines[1].contains("gunzip -c \(directory)/real_grid/../events.jsonl.gz > "), lines[1])
    }
}
