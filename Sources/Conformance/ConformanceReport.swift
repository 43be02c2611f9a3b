// What a conformance run comes to, and how it ends.

import Domain

/// A folder or file that cannot be checked at all: file, line, reason, remedy.
public typealias ConformanceError = FixtureError

public struct ConformanceReport: Equatable, Sendable {
    public var passed = 0
    public var failed = 0
    /// Vectors of components that are not built yet: neither passed nor failed.
    public var notImplemented = 0

    public init() {}

    /// The closing line.
    public var summary: String { "\(passed) passed, \(failed) failed" }

    /// Whether the program that ran this exits with 1. `strict`: what is not implemented counts too.
    public func isFailure(strict: Bool = false) -> Bool { failed > 0 || strict && notImplemented > 0 }
}
