// By which names the server may be addressed. A page that a browser has loaded from elsewhere can have its own name
// point at this machine (DNS rebinding) and then read what only this machine's user should; its requests still carry
// that name. So a server on loopback answers only to names of loopback and to the address it was told to listen on.
// One that listens elsewhere is meant to be reached by names that only others know: it answers to all.

import Glibc

struct HTTPHosts {
    private let isOpen: Bool

    init(_ address: HTTPAddress) { isOpen = !Self.isLoopback(address.host) }

    /// - Parameter authority: `host` or `host:port`; nil or empty from clients that say nothing, which no browser is.
    func accepts(_ authority: String?) -> Bool {
        guard !isOpen, let authority, !authority.isEmpty else { return true }
        guard let host = Self.host(authority.lowercased()) else { return false }
        return host == "localhost" || host == "localhost." || Self.isLoopback(host)
    }

    /// Without the port and an IPv6 address's brackets; nil when it is no authority.
    private static func host(_ authority: String) -> String? {
        var host = authority[...]
        if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") {
            let port = host[host.index(after: colon)...]
            guard port.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
            host = host[..<colon]
        }
        if host.hasPrefix("[") {
            guard host.hasSuffix("]") else { return nil }
            return String(host.dropFirst().dropLast())
        }
        return host.contains(":") ? nil : String(host)
    }

    /// Whether the text is an address of 127.0.0.0/8, or ::1.
    static func isLoopback(_ host: String) -> Bool {
        var four = in_addr()
        if inet_pton(AF_INET, host, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
        var six = in6_addr()
        guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
        return withUnsafeBytes(of: six) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
    }
}
