// Keeps secrets out of what is written: by name where a field says that it holds one, and by content
// wherever one of the known secrets stands, as it is or as JSON escapes it.

import Domain

public struct Redactor: Sendable {
    /// Parts of a field's name that say so.
    private static let tellingNames = ["secret", "password", "passwd", "token", "api_key", "apikey", "signature", "authorization"]

    /// Longest first, so that a secret that begins another does not leave its rest behind.
    private let needles: [[UInt8]]

    public init(_ secrets: [Secret] = []) {
        var needles: Set<[UInt8]> = []
        for secret in secrets {
            secret.reveal { text in
                var quoted = ByteBuffer()
                quoted.appendJSONString(text: text)
                needles.insert(Array(text.utf8))
                needles.insert(Array(quoted.bytes.dropFirst().dropLast()))
            }
        }
        self.needles = needles.filter { !$0.isEmpty }.sorted { ($0.count, $0[0]) > ($1.count, $1[0]) }
    }

    /// The value as it may be written under `name`.
    func value(_ value: JSONValue, named name: String) -> JSONValue {
        let name = name.lowercased()
        return Self.tellingNames.contains(where: name.contains) ? .text(Secret.redacted) : value
    }

    /// The bytes with every known secret replaced. O(bytes x secrets).
    public func redacted(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if let needle = needles.first(where: { bytes[index...].starts(with: $0) }) {
                result.append(contentsOf: Secret.redacted.utf8)
                index += needle.count
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }
}
