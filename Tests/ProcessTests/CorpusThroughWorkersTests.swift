// The recorded corpus through a supervisor and three workers: every input and every action crosses the rings.

import TestSupport
import XCTest

final class CorpusThroughWorkersTests: XCTestCase {
    private func check(_ directory: String, pipeline: String = "replay", cases: Int) throws {
        let ended = try GrinderProcess.run(
            ["conformance", "cases", directory, "--pipeline", pipeline, "--through", "workers"], within: 300)
        XCTAssertEqual(ended.code, 0, ended.out)
        XCTAssertEqual(ended.out, "\(cases) passed, 0 failed\n")
    }

    private func checkBoth(_ part: String, replay: Int, paper: Int) throws {
        let directory = try SharedCorpus.path(part)
        try check(directory, cases: replay)
        try check(directory, pipeline: "paper", cases: paper)
    }

    func testVisibleCases() throws { try checkBoth("cases", replay: 132, paper: 132) }

    func testReferenceFixtures() throws { try checkBoth("reference_fixtures", replay: 13, paper: 13) }

    func testReferenceErrorsAreRefusedOrReproduced() throws {
        try checkBoth("reference_errors", replay: 19, paper: 19)
    }

    func testBenchInput() throws { try checkBoth("bench/five_symbols_20k", replay: 1, paper: 3) }

    func testRealMarketDay() throws {
        let folder = try ScratchDirectory()
        try folder.decompressRealMarket()
        try check(folder.path, cases: 2)
        try check(folder.path, pipeline: "paper", cases: 2)
    }
}
