// Text that may reach the exchange and nothing else. Printing, interpolating or dumping it gives the
// same fixed word, so that no log, report or crash message can carry it by accident.

public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// What stands in its place wherever it is shown.
    public static let redacted = "[redacted]"

    private let text: String

    public init(_ text: String) { self.text = text }

    /// The text itself, for the one call that needs it. Whoever asks answers for where it goes.
    public func reveal<Result>(_ use: (String) throws -> Result) rethrows -> Result { try use(text) }

    public var description: String { Self.redacted }
    public var debugDescription: String { Self.redacted }
    /// `dump` and failing assertions look at the mirror.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
