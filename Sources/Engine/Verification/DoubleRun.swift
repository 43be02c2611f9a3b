// Two runs of one engine over one fixture, each with everything fresh, and what must hold between them.

/// What one run leaves to compare.
struct RunTrace {
    var digest: String
    var outputs: Int
    /// Events that yielded an error instead of an output.
    var failures: Int
    /// The message of the first of them.
    var firstFailure: String?
}

public struct DoubleRun: Sendable {
    /// `Replay` or `Paper`, as messages name it.
    let engine: String
    private let expected: String?
    private var digests: [String] = []
    /// Why the runs prove nothing: the engine refused the fixture, an event failed, or nothing came out.
    private(set) var errors: [String] = []

    /// - Parameter expected: the recorded digest; nil asks for self-consistency only.
    init(_ engine: String, expected: String?, run: () throws -> RunTrace) {
        self.engine = engine
        self.expected = expected
        do {
            for _ in 1...2 {
                let trace = try run()
                digests.append(trace.digest)
                if digests.count == 1 { note(trace) }
            }
        } catch {
            digests = []
            errors.append("\(engine) error: \(error)")
        }
    }

    /// Beyond v1, which passes a fixture whose every event failed: two empty outputs are always equal.
    private mutating func note(_ trace: RunTrace) {
        if let first = trace.firstFailure {
            errors.append("\(engine) error: \(trace.failures) events failed; the first: \(first)")
        } else if trace.outputs == 0 {
            errors.append("\(engine) error: no outputs, so that equal digests show nothing")
        }
    }

    /// Whether both digests are there, equal, and as recorded.
    public var isDeterministic: Bool { !digests.isEmpty && mismatches.isEmpty }

    /// The digests that differ from each other or from the recorded one.
    var mismatches: [String] {
        guard digests.count == 2 else { return [] }
        var texts: [String] = []
        if digests[0] != digests[1] { texts.append("\(engine) non-deterministic: \(digests[0]) vs \(digests[1])") }
        if let expected, digests[0] != expected {
            texts.append("\(engine) expected mismatch: got \(digests[0]), expected \(expected)")
        }
        return texts
    }
}
