// The status page of a real paper run in a real browser: Debian's package chromium, headless. What it looked like is
// kept below .build/test-artifacts.

import Foundation
import TestSupport
import XCTest

final class StatusPageOfARunTests: XCTestCase {
    /// The page once its script has run, and a picture of it.
    private func browse(_ url: String, size: String, screenshot name: String) throws -> String {
        let picture = try Chromium.picture(name)
        let profile = try ScratchDirectory()
        var dom = ""
        for wanted in ["--dump-dom", "--screenshot=\(picture.path)"] {
            let run = try CommandRun(
                ["timeout", "90"] + Chromium.command(wanted, url, size: size, budgetMs: 15_000, profile: profile))
            if run.isCommandMissing { throw XCTSkip(Chromium.isMissing) }
            XCTAssertEqual(run.status, 0, run.errorText)
            dom += run.outputText
        }
        XCTAssertTrue(FileManager.default.fileExists(atPath: picture.path), "a screenshot")
        return dom
    }

    private func fixture(_ name: String) -> String { PackageLayout.root.appendingPathComponent("Fixtures/\(name)").path }

    func testGatesPositionsAndProfitOfAMarket() throws {
        let run = try WatchedPaperRun(["--fixture", fixture("market_day")])
        run.finish()
        let dom = try browse(run.url, size: "1280,1500", screenshot: "status-page-paper-run")
        let metrics = try run.metrics()
        let blocked = try XCTUnwrap(metrics["grinder_gating_blocked_total{gate=\"risk_gate\",reason=\"MAX_NOTIONAL_EXCEEDED\"}"])
        XCTAssertGreaterThan(blocked, 1000)
        XCTAssertTrue(dom.contains("MAX_NOTIONAL_EXCEEDED \(grouped(Int(blocked)))"), "the gate and its reason")
        let status = try run.status()
        let account = try XCTUnwrap(status["account"] as? [String: Any])
        for key in ["equity", "realized_pnl", "unrealized_pnl", "high_water_mark"] {
            let value = try XCTUnwrap(account[key] as? String, key)
            XCTAssertTrue(dom.contains(">\(value)<"), "\(key) \(value)")
        }
        let positions = try XCTUnwrap(status["positions"] as? [[String: Any]])
        XCTAssertGreaterThan(positions.count, 0)
        for position in positions {
            for key in ["symbol", "quantity", "entry_price", "unrealized_pnl"] {
                let value = try XCTUnwrap(position[key] as? String, key)
                XCTAssertTrue(dom.contains(value), "\(key) \(value)")
            }
        }
    }

    func testALatchedAccountOnAPhone() throws {
        let run = try WatchedPaperRun(
            ["--fixture", fixture("market_day"), "--kill-switch-enabled", "true", "--max-drawdown-pct", "0.01",
             "--max-notional-per-symbol", "1000000000", "--max-notional-total", "1000000000"])
        run.finish()
        let dom = try browse(run.url, size: "500,2400", screenshot: "status-page-latched-phone")
        for text in ["KILL SWITCH: DRAWDOWN_LIMIT", "latched: DRAWDOWN_LIMIT", "KILL_SWITCH_ACTIVE 9,", "of 0.01 %"] {
            XCTAssertTrue(dom.contains(text), text)
        }
    }

    /// As the page writes counts.
    private func grouped(_ count: Int) -> String {
        var digits = Array(String(count))
        var place = digits.count - 3
        while place > 0 {
            digits.insert(",", at: place)
            place -= 3
        }
        return String(digits)
    }
}
