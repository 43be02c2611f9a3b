// Whose name a request may carry: on loopback only names of loopback, so that no page from elsewhere reads ours.

import Foundation
import XCTest

@testable import Observability

final class HTTPHostsTests: XCTestCase {
    private let loopback = ["127.0.0.1", "127.0.0.5", "::1"]

    func testOnLoopbackOnlyItsOwnNames() {
        for host in loopback {
            let hosts = HTTPHosts(HTTPAddress(host: host, port: 9090))
            for name in [
                "localhost", "LocalHost", "localhost:9090", "localhost:1", "localhost.", "127.0.0.1", "127.0.0.1:9090", "127.8.9.10:80",
                "[::1]", "[::1]:9090", "[0:0:0:0:0:0:0:1]:9090", "localhost:",
            ] { XCTAssertTrue(hosts.accepts(name), "\(host): \(name)") }
            for name in [
                "evil.example", "evil.example:9090", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:127.0.0.1",
                "user@localhost", "localhost@evil.example", "10.0.0.1", "0.0.0.0", "[::2]:9090", "[::]", "[::1", "::1", "[evil.example]",
                "localhost:x", "localhost:80:90", "128.0.0.1", "127.1", "0x7f.0.0.1", "2130706433", "a.localhost", "localhost,evil.example",
            ] { XCTAssertFalse(hosts.accepts(name), "\(host): \(name)") }
            for nothing in [nil, ""] { XCTAssertTrue(hosts.accepts(nothing), "no browser leaves it out") }
        }
    }

    func testElsewhereEveryName() {
        for host in ["0.0.0.0", "::", "192.168.1.5"] {
            let hosts = HTTPHosts(HTTPAddress(host: host, port: 9090))
            for name in ["grinder:9090", "evil.example", "192.168.1.5:9090", ""] { XCTAssertTrue(hosts.accepts(name), "\(host): \(name)") }
        }
    }

    private func answer(_ head: String) throws -> (text: String, served: ServedInstance) {
        let served = try ServedInstance()
        return (try served.exchange(head + "Connection: close\r\n\r\n"), served)
    }

    func testTheServerRefusesInClearWords() throws {
        for path in ["/", "/healthz", "/readyz", "/metrics", "/status.json", "/absent"] {
            let (text, served) = try answer("GET \(path) HTTP/1.1\r\nHost: evil.example:9090\r\n")
            XCTAssertTrue(text.hasPrefix("HTTP/1.1 421 Misdirected Request\r\n"), "\(path): \(text)")
            XCTAssertTrue(text.contains("answers to localhost and loopback addresses alone"), text)
            XCTAssertFalse(text.contains("evil"), "what a stranger sent is not repeated")
            XCTAssertEqual(served.server.counters.misdirected, 1)
            XCTAssertEqual(served.endpoints.answers.flatMap { $0 }.reduce(0, +), 0, "the pages were not asked")
        }
        let (good, served) = try answer("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        XCTAssertTrue(good.hasPrefix("HTTP/1.1 200 "), good)
        XCTAssertEqual(served.server.counters.misdirected, 0)
    }

    /// The target's host counts before the field's, as in RFC 9112, section 3.2.2.
    func testTheTargetsHostCounts() throws {
        XCTAssertTrue(try answer("GET http://evil.example/healthz HTTP/1.1\r\nHost: localhost\r\n").text.hasPrefix("HTTP/1.1 421 "))
        XCTAssertTrue(try answer("GET http://localhost/healthz HTTP/1.1\r\nHost: evil.example\r\n").text.hasPrefix("HTTP/1.1 200 "))
        XCTAssertTrue(try answer("GET http:///healthz HTTP/1.1\r\nHost: evil.example\r\n").text.hasPrefix("HTTP/1.1 421 "), "nothing hides the field")
        XCTAssertTrue(try answer("GET /healthz HTTP/1.0\r\nHost: evil.example\r\n").text.hasPrefix("HTTP/1.1 421 "))
        XCTAssertTrue(try answer("GET /healthz HTTP/1.0\r\n").text.hasPrefix("HTTP/1.1 200 "))
        XCTAssertTrue(try answer("HEAD /healthz HTTP/1.1\r\nHost: evil.example\r\n").text.hasSuffix("\r\n\r\n"), "no body for HEAD")
        XCTAssertTrue(try answer("GET /healthz HTTP/1.0\r\nHost: localhost\r\nHost: evil.example\r\n").text.hasPrefix("HTTP/1.1 400 "))
    }
}
