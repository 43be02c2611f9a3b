// Where the server listens: `[HOST:]PORT` with a numeric host. Loopback unless said otherwise, because
// whoever can connect can read positions and results.

import Glibc

public struct HTTPAddress: Equatable, Sendable {
    public let host: String
    /// 0: any free one.
    public let port: UInt16

    public init(host: String = "127.0.0.1", port: UInt16) {
        self.host = host
        self.port = port
    }

    /// nil unless `text` is a port, or a numeric address and a port: `9090`, `0.0.0.0:9090`, `[::1]:0`.
    public init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else {
            guard let port = Self.port(text[...]) else { return nil }
            self.init(port: port)
            return
        }
        var host = String(text[..<colon])
        if host == "localhost" { host = "127.0.0.1" }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) } else if host.contains(":") { return nil }
        guard let port = Self.port(text[text.index(after: colon)...]) else { return nil }
        self.init(host: host, port: port)
        guard withSocketAddress({ _, _ in true }) != nil else { return nil }
    }

    private static func port(_ text: Substring) -> UInt16? {
        text.allSatisfy { $0.isASCII && $0.isNumber } ? UInt16(text) : nil
    }

    /// `127.0.0.1:9090`, `[::1]:9090`.
    public func text(port: UInt16) -> String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    /// Calls `body` with the address as the kernel wants it; nil when the host is not numeric.
    func withSocketAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result? {
        var four = sockaddr_in()
        if inet_pton(AF_INET, host, &four.sin_addr) == 1 {
            four.sin_family = sa_family_t(AF_INET)
            four.sin_port = port.bigEndian
            return Self.pass(&four, body)
        }
        var six = sockaddr_in6()
        guard inet_pton(AF_INET6, host, &six.sin6_addr) == 1 else { return nil }
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = port.bigEndian
        return Self.pass(&six, body)
    }

    private static func pass<Address, Result>(
        _ address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        withUnsafeBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { body($0.baseAddress!, socklen_t(bytes.count)) }
        }
    }
}
