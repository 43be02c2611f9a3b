// `grinder metrics-contract` as a user runs it: outputs and exit codes.

import Foundation
import TestSupport
import XCTest

final class MetricsContractTests: XCTestCase {
    private static let up = "# HELP grinder_up x\n# TYPE grinder_up gauge\ngrinder_up 1\n"

    func testAScrapeThatLacksFamiliesFails() throws {
        let folder = try ScratchDirectory()
        let file = try folder.write("body", Self.up)
        let ended = try GrinderProcess.run(["metrics-contract", "--file", file])
        XCTAssertEqual(ended.code, 1)
        XCTAssertTrue(ended.out.contains("Total 191, Found 3, Missing 188\n"), ended.out)
        XCTAssertTrue(ended.out.contains("Metrics size: \(Self.up.count) bytes, 3 lines\n"), ended.out)
        XCTAssertEqual(ended.outLines.suffix(2), ["METRICS CONTRACT FAILED", ""])
        XCTAssertFalse(ended.out.contains("\u{2713}"))
        let verbose = try GrinderProcess.run(["metrics-contract", "--file", file, "-v"])
        XCTAssertEqual(verbose.outLines.count { $0 == "  \u{2713} # TYPE grinder_up" }, 1)
    }

    func testTheReportAsJSON() throws {
        let folder = try ScratchDirectory()
        let file = try folder.write("body", Self.up + "x{symbol=\"A\"} 1\n")
        let ended = try GrinderProcess.run(["metrics-contract", "--file", file, "--json"])
        XCTAssertEqual(ended.code, 1)
        let report = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(ended.out.utf8)) as? [String: Any])
        XCTAssertEqual(report["required"] as? Int, 191)
        XCTAssertEqual((report["missing"] as? [String])?.count, 188)
        XCTAssertEqual(report["forbidden"] as? [String], ["symbol="])
        XCTAssertEqual(report["passed"] as? Bool, false)
    }

    func testWhatCannotBeReadExitsWith2() throws {
        let folder = try ScratchDirectory()
        let binary = try folder.write("binary", [0xFF, 0xFE] as [UInt8])
        let cases: [([String], String)] = [
            ([], "--url or --file"), (["--file", folder.file("absent")], "cannot be read: No such file"),
            (["--file", folder.path], "cannot be read: Is a directory"), (["--file", binary], "is not UTF-8"),
            (["--url", "http://127.0.0.1:1/metrics"], "Connection refused"), (["--url", "https://127.0.0.1/metrics"], "use http"),
            (["--url", "127.0.0.1:9090"], "http://HOST:PORT/metrics"), (["--url", "http://:9090/"], "names no host"),
            (["--url", "http://a:0/"], "port"), (["--url", "http://a:65536/"], "port"), (["--url", "http://u:p@a/"], "user name"),
            (["--url", "http://a b/"], "blanks"), (["--bogus"], "unknown option"),
        ]
        for (words, message) in cases {
            let ended = try GrinderProcess.run(["metrics-contract"] + words)
            XCTAssertEqual(ended.code, 2, "\(words)")
            XCTAssertTrue(ended.err.contains(message), "\(words): \(ended.err)")
            XCTAssertEqual(ended.out, "", "\(words)")
        }
    }
}
