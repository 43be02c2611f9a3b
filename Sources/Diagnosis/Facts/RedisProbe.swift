// Whether a Redis answers: one connection, one PING, two seconds at most. No client library: this must
// work when nothing else does.

import Domain
import Glibc

struct RedisAddress: Equatable {
    var host: String
    var port: UInt16

    /// `redis://host:port/database`, the last two or the port optional; a user and password before the host are dropped.
    /// nil for anything else.
    init?(_ url: String) {
        guard url.hasPrefix("redis://") else { return nil }
        var rest = url.dropFirst("redis://".count).prefix { $0 != "/" && $0 != "?" }
        if let at = rest.lastIndex(of: "@") { rest = rest[rest.index(after: at)...] }
        let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty else { return nil }
        guard parts.count == 1 || UInt16(parts[1]) != nil else { return nil }
        host = String(parts[0])
        port = parts.count == 2 ? UInt16(parts[1]) ?? 0 : 6379
    }
}

enum RedisProbe {
    enum Answer: Equatable {
        case pong
        /// It is there and wants a password first.
        case wantsPassword
        case other(String)
        case unreachable(String)
    }

    static func ping(_ address: RedisAddress) -> Answer {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(address.host, String(address.port), &hints, &found)
        guard code == 0 else { return .unreachable(String(cString: gai_strerror(code))) }
        defer { freeaddrinfo(found) }
        var last = Answer.unreachable("no address")
        var next = found
        while let entry = next {
            last = ping(entry.pointee)
            if case .unreachable = last { next = entry.pointee.ai_next } else { return last }
        }
        return last
    }

    private static func ping(_ info: addrinfo) -> Answer {
        let descriptor = socket(info.ai_family, info.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), info.ai_protocol)
        guard descriptor >= 0 else { return .unreachable("\(FileError(code: errno))") }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 1, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        // The send limit bounds the connecting too.
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        guard connect(descriptor, info.ai_addr, info.ai_addrlen) == 0 else { return .unreachable("\(FileError(code: errno))") }
        let request = Array("PING\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            return .unreachable("\(FileError(code: errno))")
        }
        var answer = [UInt8](repeating: 0, count: 128)
        let count = recv(descriptor, &answer, answer.count, 0)
        guard count > 0 else { return .unreachable(count == 0 ? "closed the connection" : "no answer within a second") }
        return read(String(decoding: answer[..<count], as: UTF8.self))
    }

    static func read(_ answer: String) -> Answer {
        if answer.hasPrefix("+PONG") { return .pong }
        if answer.hasPrefix("-NOAUTH") { return .wantsPassword }
        return .other(String(answer.prefix { !$0.isNewline }.unicodeScalars.filter { 0x20..<0x7F ~= $0.value }.map(Character.init)))
    }
}
