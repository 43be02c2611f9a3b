// The recorded corpus through a supervisor and three workers: every input and every action crosses the rings.

import TestSupport
import XCTest

final class CorpusThroughWorkersTests: XCTestCase {
    private func check(_ directory: String, cases: Int) throws {
        let ended = try GrinderProcess.run(["conformance", "cases", directory, "--through", "workers"], within: 300)
        XCTAssertEqual(ended.code, 0, ended.out)
        XCTAssertEqual(ended.out, "\(cases) passed, 0 failed\n")
    }

    func testVisibleCases() throws { try check(SharedCorpus.path("cases"), cases: 132) }

    func testReferenceFixtures() throws { try check(SharedCorpus.path("reference_fixtures"), cases: 13) }

    func testReferenceErrorsAreRefusedOrReproduced() throws {
        try check(SharedCorpus.path("reference_errors"), cases: 19)
    }

    func testBenchInput() throws { try check(SharedCorpus.path("bench/five_symbols_20k"), cases: 1) }

    func testRealMarketDay() throws {
        let folder = try ScratchDirectory()
        try folder.decompressRealMarket()
        try check(folder.path, cases: 2)
    }
}
