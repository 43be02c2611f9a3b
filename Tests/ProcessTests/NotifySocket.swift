// The service manager's end of sd_notify: a datagram socket that a test reads.

import Foundation
import TestSupport

final class NotifySocket {
    let path: String
    private let descriptor: Int32
    private let directory: ScratchDirectory
    private(set) var received: [String] = []

    init() throws {
        directory = try ScratchDirectory()
        path = directory.file("notify")
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        precondition(path.utf8.count < MemoryLayout.size(ofValue: address.sun_path))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit { close(descriptor) }

    /// Takes what has arrived.
    func drain() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            received.append(String(decoding: buffer[..<count], as: UTF8.self))
        }
    }

    /// Waits until a message for which `condition` holds has arrived.
    func waits(_ seconds: Double = 20, for condition: (String) -> Bool) -> Bool {
        eventually(within: seconds) {
            drain()
            return received.contains(where: condition)
        }
    }

    func count(_ message: String) -> Int {
        drain()
        return received.count { $0 == message }
    }
}
