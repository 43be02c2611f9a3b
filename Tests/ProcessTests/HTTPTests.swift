// The supervisor's pages while real workers run, hang and end.

import Foundation
import TestSupport
import XCTest

final class HTTPTests: XCTestCase {
    /// A supervised run of 20,000 events that takes long enough to be looked at.
    private func start(_ words: [String] = []) throws -> (process: GrinderProcess, url: String) {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/market_day").path
        let process = try GrinderProcess(
            ["supervise", "--fixture", fixture, "--pipeline", "replay", "--pace-us", "2000", "--http", "0"] + words)
        return (process, String(try ServedPages.url(of: process).dropLast()))
    }

    private func get(_ url: String) throws -> (status: Int, body: String, curl: CommandRun) { try ServedPages.get(url) }

    private func value(_ name: String, _ body: String) -> Double? {
        body.split(separator: "\n").first { $0.hasPrefix(name + " ") }.flatMap { Double($0.dropFirst(name.count + 1)) }
    }

    private func end(_ process: GrinderProcess, line: UInt = #line) throws {
        process.send(SIGTERM)
        _ = try process.end(within: 30)
    }

    func testARunIsSeenFromOutside() throws {
        let (process, url) = try start(["--standalone"])
        XCTAssertTrue(eventually(within: 30) { (try? get(url + "/readyz").status) == 200 })
        XCTAssertEqual(try get(url + "/readyz").body, "{\"ready\": true, \"role\": \"active\"}")
        XCTAssertTrue(try get(url + "/healthz").body.hasPrefix("{\"status\": \"ok\", \"uptime_s\": "))
        XCTAssertEqual(try get(url + "/absent").status, 404)
        let first = try get(url + "/metrics").body
        XCTAssertTrue(eventually(within: 30) { ((try? value("grinder_strategy_ticks_total", get(url + "/metrics").body)) ?? nil ?? 0) > value("grinder_strategy_ticks_total", first) ?? 0 })
        for role in ["feed", "strategy", "execution"] { XCTAssertEqual(value("grinder_worker_up{worker=\"\(role)\"}", first), 1) }
        XCTAssertEqual(value("grinder_ha_role{role=\"active\"}", first), 1)

        let contract = try GrinderProcess.run(["metrics-contract", "--url", url + "/metrics"])
        XCTAssertEqual(contract.code, 0, contract.out)
        XCTAssertTrue(contract.out.hasSuffix("METRICS CONTRACT VALIDATED\n"), contract.out)
        XCTAssertEqual(try GrinderProcess.run(["metrics-contract", "--url", url + "/absent"]).code, 2)

        let status = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(get(url + "/status.json").body.utf8)) as? [String: Any])
        XCTAssertEqual((status["workers"] as? [[String: Any]])?.count, 3)
        XCTAssertEqual((status["rings"] as? [[String: Any]])?.count, 3)
        let decisions = try XCTUnwrap(status["decisions"] as? [[String: Any]])
        XCTAssertEqual(decisions.count, 20)
        XCTAssertTrue(decisions.allSatisfy { ($0["symbol"] as? String)?.hasSuffix("USDT") ?? false }, "\(decisions)")
        XCTAssertEqual(decisions.compactMap { $0["tick"] as? Int }, decisions.compactMap { $0["tick"] as? Int }.sorted(by: >))
        try end(process)
    }

    func testWithoutAnElectionTheRoleIsUnknown() throws {
        let (process, url) = try start()
        let ready = try get(url + "/readyz")
        XCTAssertEqual(ready.status, 503)
        XCTAssertEqual(ready.body, "{\"ready\": false, \"role\": \"unknown\"}")
        try end(process)
    }

    func testPagesAnswerWhileAWorkerHangs() throws {
        let (process, url) = try start(["--standalone"])
        XCTAssertTrue(eventually(within: 30) { (try? get(url + "/readyz").status) == 200 })
        let status = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(get(url + "/status.json").body.utf8)) as? [String: Any])
        let workers = try XCTUnwrap(status["workers"] as? [[String: Any]])
        let pid = try XCTUnwrap(workers.first { $0["role"] as? String == "strategy" }?["pid"] as? Int)
        kill(pid_t(pid), SIGSTOP)
        XCTAssertTrue(eventually(within: 10) { (try? get(url + "/readyz").body.contains("worker strategy has given no sign of life")) ?? false })
        XCTAssertEqual(try get(url + "/healthz").status, 200)
        XCTAssertTrue(try get(url + "/status.json").body.contains("\"state\":\"suspended\""))
        kill(pid_t(pid), SIGCONT)
        XCTAssertTrue(eventually(within: 10) { (try? get(url + "/readyz").status) == 200 })
        try end(process)
    }

    func testAThousandSlowClientsDoNotDisturbARun() throws {
        let (process, url) = try start(["--standalone"])
        XCTAssertTrue(eventually(within: 30) { (try? get(url + "/readyz").status) == 200 })
        let port = try XCTUnwrap(UInt16(url.split(separator: ":").last ?? ""))
        func descriptors() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/\(process.pid)/fd").count }
        let before = try descriptors()
        let ticksBefore = try XCTUnwrap(value("grinder_strategy_ticks_total", get(url + "/metrics").body))
        var clients: [PlainClient] = []
        for index in 0..<1000 {
            let client = try PlainClient(port)
            client.send(Array((index % 2 == 0 ? "GET /metrics HTTP/1.1\r\nX-Slow: " : "\u{16}\u{3}\u{1}").utf8))
            clients.append(client)
            if clients.count > 200 { clients.removeFirst() }
            if index % 100 == 99 { XCTAssertEqual(try get(url + "/healthz").status, 200, "after \(index)") }
        }
        XCTAssertEqual(try get(url + "/readyz").status, 200)
        let after = try get(url + "/metrics").body
        XCTAssertGreaterThan(try XCTUnwrap(value("grinder_strategy_ticks_total", after)), ticksBefore)
        XCTAssertGreaterThan(try XCTUnwrap(value("grinder_http_server_refused_total{reason=\"evicted\"}", after)), 0)
        XCTAssertLessThanOrEqual(try XCTUnwrap(value("grinder_http_server_connections", after)), 64)
        clients.removeAll()
        XCTAssertTrue(eventually(within: 20) { (try? descriptors()) == before }, "no descriptor is left")
        try end(process)
    }

    /// A digest that does not know that somebody looked.
    func testWatchingChangesNothing() throws {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/market_day").path
        let words = ["supervise", "--fixture", fixture, "--pipeline", "replay", "--exit-when-done"]
        let alone = try GrinderProcess.run(words)
        let process = try GrinderProcess(words + ["--http", "0"])
        let watched = try process.end()
        XCTAssertEqual(watched.code, 0, watched.err)
        XCTAssertEqual(watched.outLines.suffix(2), alone.outLines.suffix(2))
    }

    func testAnAddressThatCannotBeUsedIsRefused() throws {
        let fixture = PackageLayout.root.appendingPathComponent("Fixtures/sample_day").path
        let words = ["supervise", "--fixture", fixture, "--pipeline", "replay", "--exit-when-done", "--http"]
        for text in ["example.com:80", "x", "70000", "1.2.3.4.5:1"] {
            let ended = try GrinderProcess.run(words + [text])
            XCTAssertEqual(ended.code, 2, text)
            XCTAssertTrue(ended.err.contains("--http"), ended.err)
        }
        let (process, url) = try start()
        let port = try XCTUnwrap(url.split(separator: ":").last).description
        let second = try GrinderProcess.run(words + [port])
        XCTAssertEqual(second.code, 1, "as the metrics specification says")
        XCTAssertTrue(second.err.contains("Address already in use. Another process has this port"), second.err)
        XCTAssertEqual(second.out, "")
        try end(process)
    }
}
