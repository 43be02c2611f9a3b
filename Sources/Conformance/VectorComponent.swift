// The component vectors: one function per component, from a vector's `in` to its `out`.
// `../shared/conformance/vectors/README.md` describes the schema of each.

import Domain

/// Why a vector has no `out`.
public enum VectorFault: Error, Equatable, Sendable {
    /// The component rejects the input: the vector's `error` class.
    case rejected(String)
    /// This part of the component is not built yet: counted apart, never as passed.
    case notImplemented(String)
    /// The vector does not have the shape that its schema promises.
    case malformed(String)
}

public struct VectorComponent: Sendable {
    /// The file name without `.jsonl`.
    public let name: String
    public let evaluate: @Sendable (JSONValue) throws -> JSONValue

    public init(_ name: String, _ evaluate: @escaping @Sendable (JSONValue) throws -> JSONValue) {
        self.name = name
        self.evaluate = evaluate
    }
}

/// Every component that can be checked, one line each; the implementations live in `Components/`.
public enum VectorComponents {
    public static let all: [VectorComponent] = [
        decimal,
        floatRepr,
        canonicalJSON,
        hardFilter,
        staticPolicy,
        executionEngine,
        constraints,
        orderID,
        engineConfig,
        bars,
        indicators,
        l1,
        featureEngine,
        l2,
        rateLimiter,
        riskGate,
        toxicity,
        drawdownGuard,
        drawdownGuardV1,
        killSwitch,
        fills,
        ledger,
        cycleEngine,
        flatten,
        mlSignal,
        adaptiveMath,
        adaptivePolicy,
        autoSizer,
        controller,
        drawdownAllocator,
        regime,
        topKV0,
        topKV1,
    ]
}
