// A client of plain sockets, for talking to a server in ways that no library would.

import Glibc

/// A connection over loopback that never waits.
public final class PlainClient {
    private let descriptor: Int32
    public private(set) var received: [UInt8] = []
    public private(set) var isClosed = false
    public var text: String { String(decoding: received, as: UTF8.self) }

    public struct Failed: Error { let call: String, code: Int32 }

    public init(_ port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failed(call: "socket", code: errno) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafeBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { connect(descriptor, $0.baseAddress!, socklen_t(bytes.count)) }
        }
        // What is sent is to arrive by the next turn.
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        guard code == 0, fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 else {
            let failed = Failed(call: "connect", code: errno)
            close(descriptor)
            throw failed
        }
    }

    deinit { close(descriptor) }

    /// Sends what fits; a server that has closed is no error here.
    public func send(_ bytes: [UInt8]) { _ = Glibc.send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }
    public func send(_ text: String) throws {
        guard Glibc.send(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL)) == text.utf8.count else {
            throw Failed(call: "send", code: errno)
        }
    }

    /// Nothing more will be sent.
    public func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Ends with a reset instead of a goodbye.
    public func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
    }

    public func receive() throws {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while !isClosed {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            if count > 0 {
                received += chunk[..<count]
            } else if count == 0 || errno == ECONNRESET {
                isClosed = true
            } else if errno == EAGAIN {
                return
            } else if errno != EINTR {
                throw Failed(call: "recv", code: errno)
            }
        }
    }
}
