// The listening socket.

import Glibc

public struct HTTPServerError: Error, CustomStringConvertible {
    public let address: String
    public let call: String
    public let code: Int32
    public var description: String {
        let remedy = code == EADDRINUSE ? ". Another process has this port: choose another, or 0 for any free one" : ""
        return "http address \(address): \(call) failed: \(String(cString: strerror(code)))\(remedy)"
    }
}

struct HTTPListener: ~Copyable {
    let descriptor: Int32
    let port: UInt16
    /// Held to have a descriptor to give up when the process has run out of them.
    private var reserve: Int32

    init(_ address: HTTPAddress) throws(HTTPServerError) {
        let text = address.text(port: address.port)
        let family = address.host.contains(":") ? AF_INET6 : AF_INET
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(family, kind, 0)
        guard descriptor >= 0 else { throw HTTPServerError(address: text, call: "socket", code: errno) }
        var failed: (String, Int32)?
        var on: Int32 = 1
        if setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size)) != 0 {
            failed = ("setsockopt", errno)
        } else if address.withSocketAddress({ bind(descriptor, $0, $1) }) != 0 {
            failed = ("bind", errno)
        } else if listen(descriptor, 1024) != 0 {
            failed = ("listen", errno)
        }
        let port = failed == nil ? Self.port(of: descriptor) : nil
        guard failed == nil, let port else {
            let code = errno
            close(descriptor)
            throw HTTPServerError(address: text, call: failed?.0 ?? "getsockname", code: failed?.1 ?? code)
        }
        self.descriptor = descriptor
        self.port = port
        reserve = open("/dev/null", O_RDONLY | O_CLOEXEC)
    }

    deinit {
        close(descriptor)
        if reserve >= 0 { close(reserve) }
    }

    private static func port(of descriptor: Int32) -> UInt16? {
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let code = withUnsafeMutableBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { getsockname(descriptor, $0.baseAddress, &length) }
        }
        guard code == 0 else { return nil }
        // Both families keep the port in the same place.
        return withUnsafeBytes(of: &address) { UInt16(bigEndian: $0.load(fromByteOffset: 2, as: UInt16.self)) }
    }

    enum Accepted {
        case connection(Int32)
        /// A client was turned away: this process has no descriptor for it.
        case turnedAway
        case none
    }

    /// The next client, if there is one.
    mutating func accept() -> Accepted {
        while true {
            let client = Glibc.accept(descriptor, nil, nil)
            if client >= 0 {
                // Two calls more than accept4, which Swift does not see; no other thread could fork between them.
                // Without delay: the end of a long answer must not wait for the client's acknowledgement.
                var on: Int32 = 1
                if fcntl(client, F_SETFL, O_NONBLOCK) == 0, fcntl(client, F_SETFD, FD_CLOEXEC) == 0,
                    setsockopt(client, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size)) == 0
                {
                    return .connection(client)
                }
                close(client)
                continue
            }
            switch errno {
            case EINTR, ECONNABORTED: continue
            case EMFILE, ENFILE: return turnAway() ? .turnedAway : .none
            default: return .none
            }
        }
    }

    /// Accepts one client by means of the reserved descriptor and closes it at once: left in the queue, it
    /// would wake the poll loop without end.
    private mutating func turnAway() -> Bool {
        guard reserve >= 0 else { return false }
        close(reserve)
        let client = Glibc.accept(descriptor, nil, nil)
        if client >= 0 { close(client) }
        reserve = open("/dev/null", O_RDONLY | O_CLOEXEC)
        return client >= 0
    }
}
