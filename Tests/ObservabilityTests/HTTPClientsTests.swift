// Clients that are slow, broken, malicious or many.

import Foundation
import Observability
import TestSupport
import XCTest

final class HTTPClientsTests: XCTestCase {
    private static let request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"

    private func openDescriptors() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }

    /// A client that behaves is answered now.
    private func assertServes(_ served: ServedInstance, line: UInt = #line) throws {
        XCTAssertTrue(try served.exchange(Self.request).hasPrefix("HTTP/1.1 200 OK\r\n"), line: line)
    }

    // MARK: - Time

    func testARequestMustArriveInTime() throws {
        let served = try ServedInstance()
        let client = try PlainClient(served.server.port)
        try client.send("GET /healthz HT")
        served.turn()
        served.pass(seconds: 4.9)
        try client.receive()
        XCTAssertEqual(client.text, "")
        served.pass(seconds: 0.2)
        let answer = try served.answers(to: client)
        XCTAssertTrue(answer.hasPrefix("HTTP/1.1 408 Request Timeout\r\n"))
        XCTAssertEqual(served.server.counters.timeouts, 1)
    }

    func testASilentClientIsLetGo() throws {
        let served = try ServedInstance()
        let client = try PlainClient(served.server.port)
        served.turn()
        XCTAssertEqual(served.server.connectionCount, 1)
        served.pass(seconds: 5.1)
        XCTAssertEqual(served.server.connectionCount, 0)
        try client.receive()
        XCTAssertTrue(client.isClosed && client.text.isEmpty)
    }

    func testAnIdleConnectionEnds() throws {
        let served = try ServedInstance()
        let client = try PlainClient(served.server.port)
        try client.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        _ = try served.answers(to: client, 1)
        served.pass(seconds: 14.9)
        XCTAssertEqual(served.server.connectionCount, 1)
        served.pass(seconds: 0.2)
        XCTAssertEqual(served.server.connectionCount, 0)
    }

    func testAClientThatDoesNotTakeItsAnswersIsLetGo() throws {
        let served = try ServedInstance()
        let client = try PlainClient(served.server.port)
        let request = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n"
        for _ in 0..<200 {
            client.send(Array(request.utf8))
            served.turn()
        }
        while served.turn() {}
        XCTAssertLessThan(served.endpoints.answers[2][0], 200, "its answers wait for it")
        try assertServes(served)
        while served.turn() {}
        XCTAssertEqual(served.server.connectionCount, 1)
        served.pass(seconds: 5.1)
        XCTAssertEqual(served.server.connectionCount, 0)
    }

    func testAClientThatGoesOnAfterARefusalIsLetGo() throws {
        let served = try ServedInstance()
        let client = try PlainClient(served.server.port)
        client.send(Array("bad\r\n\r\n".utf8))
        for _ in 0..<10 {
            served.turn()
            client.send(Array("more\r\n".utf8))
        }
        XCTAssertEqual(served.server.connectionCount, 1)
        served.pass(seconds: 1.1)
        XCTAssertEqual(served.server.connectionCount, 0)
        XCTAssertEqual(served.server.counters.malformed, 1)
    }

    // MARK: - Numbers

    func testAThousandSlowClientsKeepNobodyOut() throws {
        let served = try ServedInstance()
        let before = try openDescriptors()
        var clients: [PlainClient] = []
        for index in 0..<1000 {
            let client = try PlainClient(served.server.port)
            if index % 3 != 0 { client.send(Array("GET /metrics HTTP/1.1\r\nX: ".utf8)) }
            clients.append(client)
            served.turn()
            if index % 50 == 49 { try assertServes(served) }
            if clients.count > 300 { clients.removeFirst(100) }
        }
        XCTAssertLessThanOrEqual(served.server.connectionCount, 64)
        XCTAssertGreaterThan(served.server.counters.evicted, 0)
        try assertServes(served)
        clients.removeAll()
        while served.turn() {}
        served.pass(seconds: 6)
        served.pass(seconds: 2)
        XCTAssertEqual(served.server.connectionCount, 0)
        XCTAssertEqual(try openDescriptors(), before, "no descriptor is left")
    }

    func testAThousandBrokenClientsKeepNobodyOut() throws {
        let served = try ServedInstance()
        let before = try openDescriptors()
        var random = SeededGenerator(seed: 1)
        for index in 0..<1000 {
            let client = try PlainClient(served.server.port)
            switch index % 4 {
            case 0: client.send((0..<Int.random(in: 1...3000, using: &random)).map { _ in UInt8.random(in: .min ... .max, using: &random) })
            case 1: client.finishSending()
            case 2:
                client.send(Array(Self.request.utf8))
                client.reset()
            default: client.send(Array("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
            }
            served.turn()
            if index % 50 == 49 { try assertServes(served) }
        }
        while served.turn() {}
        served.pass(seconds: 20)
        served.pass(seconds: 20)
        XCTAssertEqual(served.server.connectionCount, 0)
        XCTAssertEqual(try openDescriptors(), before)
    }

    func testAFloodOfGoodClientsIsServedInTurns() throws {
        let served = try ServedInstance()
        let clients = try (0..<200).map { _ in try PlainClient(served.server.port) }
        for client in clients { try client.send(Self.request) }
        for _ in 0..<200 where served.turn() {
            for client in clients { try client.receive() }
        }
        XCTAssertEqual(clients.count { $0.text.hasPrefix("HTTP/1.1 200 OK\r\n") && $0.isClosed }, 200)
    }

    // MARK: - Chance

    func testEveryPlaceToSplitARequestGivesTheSameAnswer() throws {
        let whole = try ServedInstance().exchange(Self.request)
        let served = try ServedInstance()
        for split in 1..<Self.request.count {
            let client = try PlainClient(served.server.port)
            try client.send(String(Self.request.prefix(split)))
            served.turn(waiting: 100)
            served.turn()
            try client.send(String(Self.request.dropFirst(split)))
            XCTAssertEqual(try served.answers(to: client), whole, "\(split)")
        }
        let client = try PlainClient(served.server.port)
        for character in Self.request {
            try client.send(String(character))
            served.turn(waiting: 100)
        }
        XCTAssertEqual(try served.answers(to: client), whole, "byte by byte")
    }

    func testDamagedRequestsNeverStopTheServer() throws {
        let served = try ServedInstance()
        var random = SeededGenerator(seed: 2)
        let pieces = ["GET", " ", "/healthz", "/", "\r\n", "\n", "\r", ":", "Host: localhost", "HTTP/1.1", "HTTP/1.0", "Content-Length: ", "9", "Connection: keep-alive", "\t", "\0", "Transfer-Encoding: chunked", "?", "*"]
        for round in 0..<2000 {
            var bytes = Array("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
            if round % 2 == 0 {
                for _ in 0..<Int.random(in: 1...4, using: &random) {
                    bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
                }
            } else {
                bytes = (0..<Int.random(in: 1...20, using: &random)).flatMap { _ in Array(pieces[Int.random(in: pieces.indices, using: &random)].utf8) }
            }
            let client = try PlainClient(served.server.port)
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = rest.prefix(Int.random(in: 1...rest.count, using: &random))
                client.send(Array(part))
                rest = rest.dropFirst(part.count)
                served.turn()
            }
            client.finishSending()
            let answer = try served.answers(to: client)
            // Whatever comes back is HTTP: nothing, or answers with a status line.
            XCTAssertTrue(answer.isEmpty || answer.hasPrefix("HTTP/1.1 "), "round \(round): \(answer.prefix(60))")
        }
        try assertServes(served)
        while served.turn() {}
        XCTAssertGreaterThan(served.server.counters.malformed, 500)
        XCTAssertEqual(served.server.connectionCount, 0)
    }
}
