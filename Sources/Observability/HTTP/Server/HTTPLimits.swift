// What one client may take. The server runs on the supervisor's own thread, so every bound is also a
// bound on how long a client can keep the supervisor from its workers.

public struct HTTPLimits: Sendable {
    /// Bytes of a request up to the blank line.
    public var headSizeMax = 8192
    /// Bytes of a request's target.
    public var targetSizeMax = 2048
    /// Fields of a request.
    public var fieldsMax = 64
    /// Connections at a time. When they are all taken, a new one takes the place of the one that has
    /// been quiet longest: whoever is served at once is never kept out by those who dawdle.
    public var connectionsMax = 64
    /// Requests over one connection.
    public var requestsPerConnectionMax = 1000
    /// New connections, and answers, in one turn.
    public var acceptsPerTurn = 16
    public var answersPerTurn = 16
    /// Time for a request to arrive, for its answer to be taken, and between requests; then the
    /// connection ends.
    public var requestNs: UInt64 = 5_000_000_000
    public var answerNs: UInt64 = 5_000_000_000
    public var idleNs: UInt64 = 15_000_000_000
    /// Time and bytes for a client to notice that nothing more is read.
    public var lingerNs: UInt64 = 1_000_000_000
    public var lingerBytesMax = 1 << 16

    public init() {}
}
