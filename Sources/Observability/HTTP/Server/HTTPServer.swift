// An HTTP/1.1 server without threads: the supervisor's poll loop gives it the descriptors that are ready,
// and it does what can be done without waiting. Clients that are slow, broken or many cost a bounded
// amount of time and memory, and no other client its answer.
//
// Not here: TLS, bodies, compression, ranges. Put a proxy in front for those.

import Glibc

/// Gives the answers.
public protocol HTTPResponder {
    /// The answer to a request. HEAD is asked as GET; the server leaves the body out.
    mutating func respond(to request: HTTPRequest) -> HTTPResponse
}

/// What the server has done since it began.
public struct HTTPServerCounters: Equatable, Sendable {
    /// Requests that did not follow the protocol, were too large, or came too slowly; connections that
    /// had to make room.
    public var malformed = 0
    public var tooLarge = 0
    public var timeouts = 0
    public var evicted = 0
    /// Requests to a name that is none of this server's.
    public var misdirected = 0
}

public final class HTTPServer {
    /// The port that is really listened on.
    public var port: UInt16 { listener.port }
    public var url: String { "http://\(address.text(port: port))" }
    public private(set) var counters = HTTPServerCounters()
    public var connectionCount: Int { connections.count }

    private let address: HTTPAddress
    private let hosts: HTTPHosts
    private let limits: HTTPLimits
    private var listener: HTTPListener
    private var connections: [HTTPConnection] = []
    /// Whose turn is first, so that the bound on answers starves nobody.
    private var turn = 0

    /// Listens; nothing is served before `handle`.
    public init(_ address: HTTPAddress, limits: HTTPLimits = HTTPLimits()) throws(HTTPServerError) {
        self.address = address
        self.limits = limits
        hosts = HTTPHosts(address)
        listener = try HTTPListener(address)
    }

    deinit { for index in connections.indices { connections[index].finish() } }

    /// What to poll for: the listener, then every connection.
    public func pollDescriptors() -> [pollfd] {
        [pollfd(fd: listener.descriptor, events: Int16(POLLIN), revents: 0)]
            + connections.map { pollfd(fd: $0.descriptor, events: $0.events, revents: 0) }
    }

    /// One turn. To be called at least once a second, also when nothing is ready: it keeps the time.
    ///
    /// - Parameter ready: what `pollDescriptors` gave, with the results of `poll`.
    public func handle<Responder: HTTPResponder>(
        ready: some Collection<pollfd>, nowNs: UInt64, _ responder: inout Responder
    ) {
        let isReady = ready.map { $0.revents != 0 }
        precondition(isReady.count == connections.count + 1, "the descriptors are those of pollDescriptors")
        var budget = limits.answersPerTurn
        for offset in connections.indices {
            let index = (turn + offset) % connections.count
            if isReady[index + 1] { advance(index, nowNs, &budget, &responder) }
            if connections[index].state != .finished, nowNs >= connections[index].deadlineNs { expire(index, nowNs, &budget, &responder) }
        }
        turn += 1
        sweep()
        if isReady[0] { accept(nowNs, &budget, &responder) }
    }

    // MARK: - Steps

    /// Takes new clients and serves at once those whose request is here already.
    private func accept<Responder: HTTPResponder>(_ nowNs: UInt64, _ budget: inout Int, _ responder: inout Responder) {
        for _ in 0..<limits.acceptsPerTurn {
            switch listener.accept() {
            case .none: return
            case .turnedAway: counters.evicted += 1
            case .connection(let descriptor):
                if connections.count == limits.connectionsMax { evictQuietest() }
                connections.append(HTTPConnection(descriptor: descriptor, nowNs: nowNs, limits: limits))
                advance(connections.count - 1, nowNs, &budget, &responder)
                sweep()
            }
        }
    }

    /// Ends the connection that has been quiet longest; one whose request waits for its turn only as a last resort.
    private func evictQuietest() {
        let quietest = connections.indices.min { left, right in
            let (a, b) = (connections[left], connections[right])
            return a.hasRequest == b.hasRequest ? a.quietSinceNs < b.quietSinceNs : b.hasRequest
        }
        guard let quietest else { return }
        counters.evicted += 1
        connections[quietest].evict()
        connections.remove(at: quietest)
    }

    private func advance<Responder: HTTPResponder>(
        _ index: Int, _ nowNs: UInt64, _ budget: inout Int, _ responder: inout Responder
    ) {
        connections[index].advance(
            nowNs: nowNs, limits: limits,
            answer: { request in
                guard budget > 0 else { return nil }
                budget -= 1
                guard hosts.accepts(request.authority) else {
                    counters.misdirected += 1
                    return .misdirected
                }
                return responder.respond(to: request)
            },
            refuse: { status in
                if [413, 414, 431].contains(status) { counters.tooLarge += 1 } else { counters.malformed += 1 }
            })
    }

    private func expire<Responder: HTTPResponder>(
        _ index: Int, _ nowNs: UInt64, _ budget: inout Int, _ responder: inout Responder
    ) {
        guard connections[index].expire(nowNs: nowNs, limits: limits) else { return }
        counters.timeouts += 1
        advance(index, nowNs, &budget, &responder)
    }

    private func sweep() {
        for index in connections.indices.reversed() where connections[index].state == .finished {
            connections[index].finish()
            connections.remove(at: index)
        }
    }
}
