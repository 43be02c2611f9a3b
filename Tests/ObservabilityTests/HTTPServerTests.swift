// The pages as a client sees them: statuses, fields, bodies.

import Domain
import Foundation
import Observability
import TestSupport
import XCTest

final class HTTPServerTests: XCTestCase {
    private func status(_ answer: String) -> Int? { Int(answer.dropFirst("HTTP/1.1 ".count).prefix(3)) }

    private func body(_ answer: String) -> String {
        answer.range(of: "\r\n\r\n").map { String(answer[$0.upperBound...]) } ?? ""
    }

    private func field(_ answer: String, _ name: String) -> String? {
        let head = answer.components(separatedBy: "\r\n\r\n")[0].components(separatedBy: "\r\n")
        return head.first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.count + 2)) }
    }

    private func get(_ path: String, of instance: MadeUpInstance = MadeUpInstance(), method: String = "GET") throws -> String {
        try ServedInstance(instance).exchange("\(method) \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    }

    // MARK: - Pages

    /// Metrics specification, section 8.
    func testHealth() throws {
        let answer = try get("/healthz")
        XCTAssertEqual(status(answer), 200)
        XCTAssertEqual(field(answer, "Content-Type"), "application/json")
        XCTAssertEqual(body(answer), "{\"status\": \"ok\", \"uptime_s\": 100.5}")
        for (uptime, text) in [(0, "0.0"), (12, "12.0"), (2.675, "2.67"), (1.274, "1.27")] {
            let instance = MadeUpInstance(healthNow: InstanceHealth(uptimeSeconds: uptime, role: .unknown))
            XCTAssertEqual(body(try get("/healthz", of: instance)), "{\"status\": \"ok\", \"uptime_s\": \(text)}")
        }
    }

    func testReadinessFollowsTheRole() throws {
        XCTAssertEqual(InstanceRole.allCases, [.active, .standby, .unknown])
        for role in InstanceRole.allCases {
            let answer = try get("/readyz", of: MadeUpInstance(healthNow: InstanceHealth(uptimeSeconds: 1, role: role)))
            XCTAssertEqual(status(answer), role == .active ? 200 : 503)
            XCTAssertEqual(field(answer, "Content-Type"), "application/json")
            XCTAssertEqual(body(answer), "{\"ready\": \(role == .active), \"role\": \"\(role.rawValue)\"}")
        }
    }

    func testAnActiveInstanceThatIsNotWellIsNotReady() throws {
        let health = InstanceHealth(uptimeSeconds: 1, role: .active, blockers: ["worker \"feed\" is silent"])
        let answer = try get("/readyz", of: MadeUpInstance(healthNow: health))
        XCTAssertEqual(status(answer), 503)
        XCTAssertEqual(body(answer), "{\"ready\": false, \"role\": \"active\", \"blockers\": [\"worker \\\"feed\\\" is silent\"]}")
    }

    func testMetrics() throws {
        let answer = try get("/metrics")
        XCTAssertEqual(status(answer), 200)
        XCTAssertEqual(field(answer, "Content-Type"), "text/plain; charset=utf-8")
        XCTAssertEqual(body(answer), Exposition.text(MetricRegistry()))
        XCTAssertEqual(field(answer, "Content-Length"), "\(body(answer).utf8.count)")
        XCTAssertTrue(ContractReport(checking: body(answer), from: "test").isPassed)
    }

    func testTheQueryIsIgnoredAndPathsAreExact() throws {
        for (path, code) in [("/healthz?x=1", 200), ("http://localhost/healthz", 200), ("/healthz/", 404), ("//healthz", 404), ("/Healthz", 404), ("/favicon.ico", 404), ("*", 404), ("/%68ealthz", 404), ("/../etc/passwd", 404)] {
            let answer = try get(path)
            XCTAssertEqual(status(answer), code, path)
            if code == 404 { XCTAssertEqual(field(answer, "Content-Type"), "text/html;charset=utf-8", path) }
        }
    }

    func testHeadSaysWhatGetWouldSay() throws {
        for path in ["/healthz", "/readyz", "/metrics", "/", "/status.json", "/absent"] {
            let get = try get(path)
            let head = try self.get(path, method: "HEAD")
            XCTAssertEqual(head, String(get.prefix(get.count - body(get).count)), path)
            XCTAssertFalse(body(get).isEmpty, path)
        }
    }

    func testOtherMethodsAreNotAllowed() throws {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get", "BREW"] {
            for path in ["/healthz", "/readyz", "/metrics", "/", "/status.json"] {
                let answer = try get(path, method: method)
                XCTAssertEqual(status(answer), 405, "\(method) \(path)")
                XCTAssertEqual(field(answer, "Allow"), "GET, HEAD")
            }
            XCTAssertEqual(status(try get("/absent", method: method)), 404, method)
        }
    }

    func testThePageLoadsNothingFromElsewhere() throws {
        let answer = try get("/")
        XCTAssertEqual(status(answer), 200)
        XCTAssertEqual(field(answer, "Content-Type"), "text/html; charset=utf-8")
        XCTAssertTrue(try XCTUnwrap(field(answer, "Content-Security-Policy")).hasPrefix("default-src 'none'; "))
        let page = body(answer).replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
        for word in ["http:", "https:", "src=", "@import", "url(", "innerHTML", "insertAdjacentHTML", "document.write", "eval("] {
            XCTAssertFalse(page.contains(word), word)
        }
    }

    func testTheStatusDocument() throws {
        let answer = try get("/status.json", of: MadeUpInstance(document: SampleStatus.busy))
        XCTAssertEqual(field(answer, "Content-Type"), "application/json")
        let document = try XCTUnwrap(JSONSerialization.jsonObject(with: Data(body(answer).utf8)) as? [String: Any])
        XCTAssertEqual(document["role"] as? String, "active")
        XCTAssertEqual((document["workers"] as? [[String: Any]])?.count, 3)
        XCTAssertEqual((document["account"] as? [String: Any])?["equity"] as? String, "10234.55")
        let page = try String(contentsOf: PackageLayout.root.appendingPathComponent("docs/http.md"), encoding: .utf8)
        func check(_ value: Any) {
            if let list = value as? [Any] { list.forEach(check) }
            for (key, value) in value as? [String: Any] ?? [:] {
                XCTAssertTrue(page.contains("`\(key)`"), "docs/http.md does not explain \(key)")
                check(value)
            }
        }
        check(document)
    }

    // MARK: - Protocol

    func testRequestsThatAreRefused() throws {
        let long = String(repeating: "a", count: 3000)
        let cases: [(String, Int)] = [
            ("GET /healthz\r\n\r\n", 400), ("GET  /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400), ("GET /healthz HTTP/1.1\r\n\r\n", 400),
            ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: b\r\n\r\n", 400), ("GET /healthz HTTP/1.1\nHost: a\n\n", 400),
            ("GET healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400), ("GET /healthz HTTP/1.1\r\nHost: localhost\r\n b\r\n\r\n", 400),
            ("GET /healthz HTTP/1.1\r\nHost : a\r\n\r\n", 400), ("GET /healthz HTTP/1.1\r\nno colon\r\n\r\n", 400),
            ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n", 400),
            ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400),
            ("\u{16}\u{3}\u{1}\r\n\r\n", 400), ("G@T /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", 400), ("GET /healthz FTP/1.1\r\n\r\n", 400),
            ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello", 413),
            ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 413),
            ("GET /\(long) HTTP/1.1\r\nHost: localhost\r\n\r\n", 414), ("GET /\(long)", 414),
            ("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: \(long)\(long)\(long)\r\n\r\n", 431),
            ("GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + String(repeating: "X: y\r\n", count: 64) + "\r\n", 431),
            ("GET /healthz HTTP/2.0\r\nHost: localhost\r\n\r\n", 505), ("GET /healthz HTTP/0.9\r\n\r\n", 505),
        ]
        for (request, code) in cases {
            let answer = try ServedInstance().exchange(request)
            XCTAssertEqual(status(answer), code, request.debugDescription.prefix(80).description)
            XCTAssertEqual(field(answer, "Connection"), "close")
        }
    }

    func testRequestsThatAreUnusualButRight() throws {
        for request in [
            "GET /healthz HTTP/1.0\r\n\r\n", "\r\nGET /healthz HTTP/1.0\r\n\r\n", "GET /healthz HTTP/1.0\r\nConnection: close\r\nContent-Length: 0\r\n\r\n",
            "GET /healthz HTTP/1.1\r\nHost:\r\nconnection: x ,\tCLOSE \r\n\r\n", "GET /healthz HTTP/1.0\r\nX: \u{e9}\r\n\r\n",
        ] {
            XCTAssertEqual(status(try ServedInstance().exchange(request)), 200, request)
        }
    }

    func testAPostWithABodyIsAnsweredAndTheBodyLeftUnread() throws {
        let body = String(repeating: "x", count: 30_000)
        let answer = try ServedInstance().exchange("POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 30000\r\n\r\n\(body)")
        XCTAssertEqual(status(answer), 405)
        XCTAssertEqual(field(answer, "Connection"), "close")
    }

    func testAConnectionIsKeptAsLongAsBothWantIt() throws {
        let served = try ServedInstance()
        let client = try PlainClient(served.server.port)
        for count in 1...3 {
            try client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let answer = try served.answers(to: client, count)
            XCTAssertEqual(answer.components(separatedBy: "Connection: keep-alive").count - 1, count)
            XCTAssertFalse(client.isClosed)
        }
        XCTAssertEqual(served.server.connectionCount, 1)
        try client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        _ = try served.answers(to: client)
        XCTAssertTrue(client.isClosed)

        var limits = HTTPLimits()
        limits.requestsPerConnectionMax = 2
        let request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
        let answer = try ServedInstance(limits: limits).exchange(request + request + request)
        XCTAssertEqual(answer.components(separatedBy: "HTTP/1.1 200").count - 1, 2, "and the third is not answered")
        XCTAssertTrue(answer.contains("Connection: close"))
    }

    func testRequestsInOnePacketAreAnsweredInTheirOrder() throws {
        let served = try ServedInstance()
        let paths = (0..<40).map { $0 % 2 == 0 ? "/healthz" : "/absent\($0)" }
        let requests = paths.map { "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n" }.joined() + "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        let answers = try served.exchange(requests).components(separatedBy: "HTTP/1.1 ").dropFirst().map { Int($0.prefix(3)) }
        XCTAssertEqual(answers, paths.map { $0 == "/healthz" ? 200 : 404 } + [200])
        XCTAssertEqual(served.endpoints.answers, [[20, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 0], [1, 0, 0], [0, 20, 0]])
    }

    func testAddresses() {
        for text in ["9090", "127.0.0.1:9090", "0.0.0.0:0", "[::1]:9090", "localhost:1"] { XCTAssertNotNil(HTTPAddress(text), text) }
        for text in ["", ":", "x", "-1", "+1", "65536", "example.com:80", "::1:9090", "[::1]", "1.2.3:80", "127.0.0.1:", ":9090", "127.0.0.1:9 0"] {
            XCTAssertNil(HTTPAddress(text), text)
        }
        XCTAssertEqual(HTTPAddress("9090"), HTTPAddress(host: "127.0.0.1", port: 9090))
    }

    func testAPortInUseIsNamed() throws {
        let served = try ServedInstance()
        XCTAssertThrowsError(try HTTPServer(HTTPAddress(port: served.server.port))) { error in
            XCTAssertTrue("\(error)".contains("127.0.0.1:\(served.server.port): bind failed: Address already in use"), "\(error)")
        }
    }
}
