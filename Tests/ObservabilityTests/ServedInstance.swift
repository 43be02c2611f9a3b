// A server with a made-up instance behind it, turned by hand, and clients of plain sockets: no threads,
// and time is a number.

import Domain
import Foundation
import Observability
import TestSupport
import XCTest

struct MadeUpInstance: ObservedInstance {
    let healthNow: InstanceHealth
    let document: StatusDocument

    func health() -> InstanceHealth { healthNow }
    func appendMetrics(to buffer: inout ByteBuffer) { Exposition.append(MetricRegistry(), to: &buffer) }
    func status() -> StatusDocument {
        let step = turns.next()
        var now = document
        now.timeMs += step * 1000
        for index in now.workers.indices { now.workers[index].recordsIn += Self.wave(step, index) }
        for index in now.rings.indices {
            now.rings[index].records += Self.wave(step, index)
            now.rings[index].depth = (now.rings[index].depth + 97 * step) % 1500
        }
        for index in now.latencies.indices { now.latencies[index].p99Us *= 1 + 0.3 * Double((step * (index + 3)) % 5) }
        return now
    }

    /// A total that rises unevenly.
    private static func wave(_ step: Int, _ index: Int) -> Int { (0..<step).reduce(0) { $0 + 400 + ($1 * (7 + index)) % 11 * 60 } }

    /// How often the status was asked for: numbers that stand still would show little.
    private let turns = Turns()
    private final class Turns {
        private var count = 0
        func next() -> Int {
            count += 1
            return count - 1
        }
    }

    init(healthNow: InstanceHealth = InstanceHealth(uptimeSeconds: 100.5, role: .active), document: StatusDocument = StatusDocument()) {
        self.healthNow = healthNow
        self.document = document
    }
}

final class ServedInstance {
    let server: HTTPServer
    var endpoints: OperatorEndpoints<MadeUpInstance>
    var nowNs: UInt64 = 1_000_000_000

    init(_ instance: MadeUpInstance = MadeUpInstance(), limits: HTTPLimits = HTTPLimits()) throws {
        server = try HTTPServer(HTTPAddress(port: 0), limits: limits)
        endpoints = OperatorEndpoints(instance)
    }

    /// One turn with what is ready within `milliseconds`. True when something was.
    @discardableResult
    func turn(waiting milliseconds: Int32 = 0) -> Bool {
        var polled = server.pollDescriptors()
        let ready = poll(&polled, nfds_t(polled.count), milliseconds)
        server.handle(ready: polled, nowNs: nowNs, &endpoints)
        return ready > 0
    }

    func pass(seconds: Double) {
        nowNs += UInt64(seconds * 1e9)
        turn()
    }

    /// Everything the client gets until the server closes, or until it holds `count` whole answers.
    func exchange(_ request: String, answers count: Int = .max) throws -> String {
        let client = try PlainClient(server.port)
        try client.send(request)
        return try answers(to: client, count)
    }

    func answers(to client: PlainClient, _ count: Int = .max) throws -> String {
        for _ in 0..<2000 {
            turn(waiting: 5)
            try client.receive()
            if client.isClosed || client.text.components(separatedBy: "HTTP/1.1 ").count > count { return client.text }
        }
        XCTFail("no end of the answer: \(client.text.prefix(200))")
        return client.text
    }
}
