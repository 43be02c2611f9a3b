// The end of the chain: takes finished outputs, keeps the digest and what else was asked for.

import Domain

public struct OutputSink: ~Copyable {
    /// What to keep beside the digest.
    public struct Options: Sendable {
        public var keepsTickDigests = false
        public var keepsDocuments = false
        /// With `keepsDocuments`: keep the document of this output (from 0) only.
        public var onlyDocument: Int?
        public init() {}
    }

    private var accumulator: DigestAccumulator
    private let options: Options
    public private(set) var result = RunResult()
    private var actionCounts = ActionCounts()

    public init(_ options: Options = Options()) {
        self.options = options
        accumulator = DigestAccumulator(recordsTickDigests: options.keepsTickDigests)
    }

    /// Takes the output of one tick.
    @inline(__always)
    public mutating func append(_ output: borrowing TickOutput, _ symbols: borrowing SymbolTable) {
        let index = accumulator.count
        accumulator.append(output, symbols)
        if !output.actions.isEmpty { count(output.actions) }
        if options.keepsDocuments, options.onlyDocument.map({ $0 == index }) ?? true {
            result.documents.append(output.document(symbols))
        }
    }

    private mutating func count(_ actions: borrowing [ExecutionAction]) {
        for index in actions.indices {
            switch actions[index] {
            case .place: actionCounts.place += 1
            case .cancel: actionCounts.cancel += 1
            }
        }
    }

    /// Notes an event that yields no output.
    public mutating func fail(_ failure: EventFailure) { result.failures.append(failure) }

    /// Outputs so far.
    public var count: Int { accumulator.count }

    public consuming func finish(eventsProcessed: Int) -> RunResult {
        var result = result
        result.eventsProcessed = eventsProcessed
        result.outputs = accumulator.count
        result.actions = actionCounts
        result.tickDigests = accumulator.tickDigests
        result.canonicalBytes = accumulator.byteCount + 1
        result.digest = accumulator.finish()
        return result
    }
}
