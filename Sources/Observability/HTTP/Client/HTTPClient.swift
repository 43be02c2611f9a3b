// One GET over a plain socket, for checking a process on this machine: no TLS, no redirects, no proxies.
// The whole exchange is bounded by one deadline and one size.

import CGrinder
import Glibc

public enum HTTPClientError: Error, CustomStringConvertible {
    case address(String)
    case connection(String, String)
    case timeout(String, seconds: Int)
    case status(String, Int)
    case malformed(String, String)

    public var description: String {
        switch self {
        case .address(let detail): detail
        case .connection(let url, let detail): "\(url): \(detail). Is the supervisor running with --http, and is this its address?"
        case .timeout(let url, let seconds): "\(url): no complete answer within \(seconds) s"
        case .status(let url, let code): "\(url): answered with status \(code), not 200"
        case .malformed(let url, let detail): "\(url): the answer is not usable: \(detail)"
        }
    }
}

public struct HTTPAnswer: Sendable {
    public let status: Int
    /// Names in lower case.
    public let fields: [(name: String, value: String)]
    public let body: [UInt8]

    public func field(_ name: String) -> String? { fields.first { $0.name == name }?.value }
}

public struct HTTPClient {
    /// Bytes of an answer, head included.
    static let answerSizeMax = 16 << 20

    private let url: HTTPURL
    private let text: String
    private let seconds: Int
    private let deadlineNs: UInt64

    /// Fetches `text`. Throws when there is no complete answer within `seconds`; any status is an answer.
    public static func get(_ text: String, seconds: Int = 10) throws(HTTPClientError) -> HTTPAnswer {
        let client = HTTPClient(
            url: try HTTPURL(text), text: text, seconds: seconds,
            deadlineNs: gr_clock_monotonic_ns() + UInt64(seconds) * 1_000_000_000)
        return try client.run()
    }

    private func run() throws(HTTPClientError) -> HTTPAnswer {
        let descriptor = try connect()
        defer { close(descriptor) }
        try send("GET \(url.target) HTTP/1.1\r\nHost: \(url.authority)\r\nConnection: close\r\nAccept: text/plain\r\n\r\n", descriptor)
        return try parse(try receive(descriptor))
    }

    // MARK: - Socket

    private func connect() throws(HTTPClientError) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(url.host, "\(url.port)", &hints, &list)
        guard code == 0 else { throw .connection(text, String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(list) }
        var reason = ENOENT
        var next = list
        while let address = next?.pointee {
            next = address.ai_next
            let descriptor = socket(address.ai_family, address.ai_socktype | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
            guard descriptor >= 0 else {
                reason = errno
                continue
            }
            if Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return descriptor }
            reason = errno
            if reason == EINPROGRESS {
                do throws(HTTPClientError) { try wait(descriptor, POLLOUT) } catch {
                    close(descriptor)
                    throw error
                }
                var length = socklen_t(MemoryLayout<Int32>.size)
                guard getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &reason, &length) == 0, reason != 0 else { return descriptor }
            }
            close(descriptor)
        }
        throw .connection(text, String(cString: strerror(reason)))
    }

    private func wait(_ descriptor: Int32, _ event: Int32) throws(HTTPClientError) {
        while true {
            let now = gr_clock_monotonic_ns()
            guard now < deadlineNs else { throw .timeout(text, seconds: seconds) }
            var polled = pollfd(fd: descriptor, events: Int16(event), revents: 0)
            let ready = poll(&polled, 1, Int32((deadlineNs - now) / 1_000_000) + 1)
            if ready > 0 { return }
            if ready < 0, errno != EINTR { throw .connection(text, String(cString: strerror(errno))) }
        }
    }

    private func send(_ request: String, _ descriptor: Int32) throws(HTTPClientError) {
        let bytes = Array(request.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
            } else if errno == EAGAIN {
                try wait(descriptor, POLLOUT)
            } else if errno != EINTR {
                throw .connection(text, String(cString: strerror(errno)))
            }
        }
    }

    private func receive(_ descriptor: Int32) throws(HTTPClientError) -> [UInt8] {
        var answer: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count > 0 {
                answer.append(contentsOf: chunk[..<count])
                guard answer.count <= Self.answerSizeMax else { throw .malformed(text, "it is longer than \(Self.answerSizeMax) bytes") }
            } else if count == 0 {
                return answer
            } else if errno == EAGAIN {
                try wait(descriptor, POLLIN)
            } else if errno != EINTR {
                throw .connection(text, String(cString: strerror(errno)))
            }
        }
    }

    // MARK: - Answer

    private func parse(_ bytes: [UInt8]) throws(HTTPClientError) -> HTTPAnswer {
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: [13, 10, 13, 10]) }) else {
            throw .malformed(text, bytes.isEmpty ? "the connection was closed without one" : "its head has no end")
        }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n", omittingEmptySubsequences: false)
        let words = lines[0].split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), words[1].count == 3, let status = Int(words[1]) else {
            throw .malformed(text, "it does not begin with an HTTP/1 status line")
        }
        let fields = lines.dropFirst().map { line -> (name: String, value: String) in
            let name = line.prefix { $0 != ":" }
            let value = line.dropFirst(name.count + 1).drop { $0 == " " || $0 == "\t" }
            return (name.lowercased(), String(value))
        }
        var body = Array(bytes[(end + 4)...])
        if let length = fields.first(where: { $0.name == "content-length" })?.value {
            guard let count = Int(length), count >= 0, body.count >= count else {
                throw .malformed(text, "its body has \(body.count) bytes where it announces '\(length)'")
            }
            body = Array(body.prefix(count))
        } else if fields.contains(where: { $0.name == "transfer-encoding" }) {
            throw .malformed(text, "its body is sent in chunks, which this client does not read")
        }
        return HTTPAnswer(status: status, fields: fields, body: body)
    }
}
