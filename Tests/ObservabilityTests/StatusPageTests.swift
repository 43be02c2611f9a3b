// The status page in a real browser: Debian's package chromium, headless. What it looked like is kept
// below .build/test-artifacts.

import Foundation
import Observability
import TestSupport
import XCTest

final class StatusPageTests: XCTestCase {
    /// Runs the browser on the page while the server is turned; the DOM it ends with.
    private func browse(_ instance: MadeUpInstance, size: String, screenshot name: String) throws -> String {
        let served = try ServedInstance(instance)
        let picture = try Chromium.picture(name)
        let profile = try ScratchDirectory()
        var dom = ""
        for wanted in ["--dump-dom", "--screenshot=\(picture.path)"] {
            let words = Chromium.command(wanted, served.server.url + "/", size: size, budgetMs: 25_000, profile: profile)
            dom += try run(words, serving: served)
        }
        XCTAssertTrue(FileManager.default.fileExists(atPath: picture.path), "a screenshot")
        XCTAssertGreaterThan(served.endpoints.answers[3][0], 2, "the page asks again by itself")
        return dom
    }

    private func run(_ words: [String], serving served: ServedInstance) throws -> String {
        let browser = Process()
        let output = try ScratchDirectory()
        let file = URL(fileURLWithPath: try output.write("out", ""))
        browser.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        browser.arguments = words
        browser.standardInput = FileHandle.nullDevice
        browser.standardError = FileHandle.nullDevice
        browser.standardOutput = try FileHandle(forWritingTo: file)
        try browser.run()
        let end = Date(timeIntervalSinceNow: 90)
        while browser.isRunning, Date() < end { served.turn(waiting: 20) }
        if browser.isRunning {
            browser.terminate()
            XCTFail("the browser did not end")
        }
        browser.waitUntilExit()
        if browser.terminationStatus == 127 { throw XCTSkip(Chromium.isMissing) }
        XCTAssertEqual(browser.terminationStatus, 0)
        return try String(contentsOf: file, encoding: .utf8)
    }

    func testABusyInstanceOnADesk() throws {
        let dom = try browse(MadeUpInstance(document: SampleStatus.busy), size: "1280,1400", screenshot: "status-page")
        for text in ["market_day", "10234.55", "SPREAD_TOO_WIDE", "RATE_LIMIT_EXCEEDED 12", "tick to intent", "BTCUSDT", ">live<", "8.2 s left", "39,996", "<polyline"] {
            XCTAssertTrue(dom.contains(text), text)
        }
        XCTAssertTrue(dom.contains("<body class=\"\">"))
    }

    func testATrippedInstanceOnAPhone() throws {
        let dom = try browse(MadeUpInstance(document: SampleStatus.tripped), size: "500,1800", screenshot: "status-page-phone")
        XCTAssertTrue(dom.contains("KILL SWITCH: DRAWDOWN_LIMIT"))
        XCTAssertTrue(dom.contains("<dd class=\"bad\">latched: ERROR</dd>"), "the account's own")
        XCTAssertTrue(dom.contains("<li>worker strategy has shown no sign of life for 4.2 s</li>"))
        XCTAssertTrue(dom.contains("&lt;img src=x onerror=alert(1)&gt;"), "a worker's message is text")
        XCTAssertTrue(dom.contains("<title>KILL SWITCH - GRINDER active</title>"))
    }

    func testAnEmptyInstance() throws {
        let dom = try browse(MadeUpInstance(), size: "1280,900", screenshot: "status-page-empty")
        for text in ["No workers.", "No rings.", "Nothing measured yet.", "Nothing settled yet.", "No decision seen yet."] { XCTAssertTrue(dom.contains(text), text) }
    }
}
