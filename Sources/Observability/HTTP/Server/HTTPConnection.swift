// One client: reads a request, writes the answer, and again; never waits. Owns its descriptor, which the
// server closes by `finish`.

import Glibc

struct HTTPConnection {
    enum State { case reading, writing, lingering, finished }

    let descriptor: Int32
    private(set) var state = State.reading
    /// When it last began to wait for the client.
    private(set) var quietSinceNs: UInt64
    private(set) var deadlineNs: UInt64
    private var input: [UInt8] = []
    private var output: [UInt8] = []
    private var sent = 0
    private var requests = 0
    private var keepsAlive = false
    private var lingered = 0

    init(descriptor: Int32, nowNs: UInt64, limits: HTTPLimits) {
        self.descriptor = descriptor
        quietSinceNs = nowNs
        deadlineNs = nowNs + limits.requestNs
    }

    /// What `poll` is to wait for. Input that is already here is looked at in the next turn.
    var events: Int16 {
        switch state {
        case .reading: Int16(hasRequest ? POLLIN | POLLOUT : POLLIN)
        case .writing: Int16(POLLOUT)
        case .lingering: Int16(POLLIN)
        case .finished: 0
        }
    }

    /// A whole request is here and waits for its turn.
    private(set) var hasRequest = false
    /// Input of this size is worth looking at even without the end of a line.
    private var sizeToParse = 0

    /// Goes as far as it can without waiting. `answer` gives the answer to a request, or nil to come back
    /// in the next turn; refusals by the parser go through `refuse`.
    mutating func advance(
        nowNs: UInt64, limits: HTTPLimits, answer: (HTTPRequest) -> HTTPResponse?, refuse: (Int) -> Void
    ) {
        while true {
            switch state {
            case .reading:
                guard read(nowNs, limits, answer, refuse) else { return }
            case .writing:
                guard write(nowNs, limits) else { return }
            case .lingering:
                guard linger(limits) else { return }
            case .finished:
                return
            }
        }
    }

    /// The time is up. True when the client should still be told so.
    mutating func expire(nowNs: UInt64, limits: HTTPLimits) -> Bool {
        guard state == .reading, !input.isEmpty else {
            state = .finished
            return false
        }
        begin(.error(408), omittingBody: false, keepsAlive: false, nowNs, limits)
        return true
    }

    /// Last words to a client that has to make room, and the end.
    mutating func evict() {
        if state == .reading {
            let bytes = HTTPResponse.error(503, fields: ["Retry-After: 1"]).bytes(omittingBody: false, keepsAlive: false)
            _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        }
        finish()
    }

    mutating func finish() {
        state = .finished
        close(descriptor)
    }

    // MARK: - Steps; false when there is nothing to do but wait

    private mutating func read(
        _ nowNs: UInt64, _ limits: HTTPLimits, _ answer: (HTTPRequest) -> HTTPResponse?, _ refuse: (Int) -> Void
    ) -> Bool {
        guard !input.isEmpty else { return receive(nowNs, limits) }
        switch HTTPRequest.parse(input, limits) {
        case .incomplete:
            sizeToParse = input.count < limits.targetSizeMax ? limits.targetSizeMax + 32 : limits.headSizeMax
            return receive(nowNs, limits)
        case .refused(let status):
            refuse(status)
            begin(.error(status), omittingBody: false, keepsAlive: false, nowNs, limits)
        case .request(let request, let length):
            let response = answer(request)
            hasRequest = response == nil
            guard let response else { return false }
            input.removeFirst(length)
            requests += 1
            begin(
                response, omittingBody: request.method == .head,
                keepsAlive: request.keepsAlive && requests < limits.requestsPerConnectionMax, nowNs, limits)
        }
        return true
    }

    /// Takes what the client has sent. True when it is worth reading as a request: a client that sends byte
    /// by byte must not have all of them read again each time.
    private mutating func receive(_ nowNs: UInt64, _ limits: HTTPLimits) -> Bool {
        while true {
            let wasEmpty = input.isEmpty
            var hasLineEnd = false
            let count = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4096) { chunk in
                let count = recv(descriptor, chunk.baseAddress, chunk.count, 0)
                if count > 0 {
                    input.append(contentsOf: chunk[..<count])
                    hasLineEnd = chunk[..<count].contains { $0 < 0x20 && $0 != 9 }
                }
                return count
            }
            if count > 0 {
                // The time for a request runs from its first byte.
                if wasEmpty { deadlineNs = nowNs + limits.requestNs }
                if hasLineEnd || input.count >= sizeToParse { return true }
            } else if count < 0, errno == EAGAIN {
                return false
            } else if count == 0 || errno != EINTR {
                state = .finished
                return false
            }
        }
    }

    private mutating func begin(
        _ response: HTTPResponse, omittingBody: Bool, keepsAlive: Bool, _ nowNs: UInt64, _ limits: HTTPLimits
    ) {
        output = response.bytes(omittingBody: omittingBody, keepsAlive: keepsAlive)
        sent = 0
        self.keepsAlive = keepsAlive
        state = .writing
        deadlineNs = nowNs + limits.answerNs
    }

    private mutating func write(_ nowNs: UInt64, _ limits: HTTPLimits) -> Bool {
        while sent < output.count {
            let count = output.withUnsafeBytes { send(descriptor, $0.baseAddress! + sent, $0.count - sent, Int32(MSG_NOSIGNAL)) }
            if count > 0 {
                sent += count
                continue
            }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return false }
            state = .finished
            return false
        }
        output = []
        quietSinceNs = nowNs
        sizeToParse = 0
        if keepsAlive {
            state = .reading
            deadlineNs = nowNs + limits.idleNs
        } else {
            // Closing with unread input would reset the connection and could destroy the answer on its way.
            shutdown(descriptor, Int32(SHUT_WR))
            state = .lingering
            deadlineNs = nowNs + limits.lingerNs
        }
        return true
    }

    private mutating func linger(_ limits: HTTPLimits) -> Bool {
        let count = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 4096) { recv(descriptor, $0.baseAddress, $0.count, 0) }
        lingered += max(count, 0)
        if count > 0 && lingered <= limits.lingerBytesMax { return true }
        if count >= 0 || (errno != EAGAIN && errno != EINTR) { state = .finished }
        return count < 0 && errno == EINTR
    }
}
