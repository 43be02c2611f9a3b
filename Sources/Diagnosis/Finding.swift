// One thing that was looked at, and what it means for a trading process.

import Domain

public struct Finding: Sendable, Equatable {
    public enum Status: String, Sendable {
        case ok
        /// Works, but not as well as it could.
        case warn
        /// Will not work, or is not safe.
        case fail
    }

    public let name: String
    public let status: Status
    /// What was found.
    public let value: String
    /// What to do; empty when nothing is.
    public let remedy: String

    static func ok(_ name: String, _ value: String) -> Finding { Finding(name: name, status: .ok, value: value, remedy: "") }

    static func warn(_ name: String, _ value: String, _ remedy: String) -> Finding {
        Finding(name: name, status: .warn, value: value, remedy: remedy)
    }

    static func fail(_ name: String, _ value: String, _ remedy: String) -> Finding {
        Finding(name: name, status: .fail, value: value, remedy: remedy)
    }

    public var document: JSONValue {
        [
            "name": .text(name), "status": .text(status.rawValue), "value": .text(value), "remedy": .text(remedy),
        ]
    }
}
