// The end of the paper chain: takes finished outputs, keeps both digests and what else was asked for.

import Domain

public struct PaperSink: ~Copyable {
    /// What to keep beside the digest.
    public struct Options: Sendable {
        public var keepsTickDigests = false
        public var keepsDocuments = false
        /// The digest over all members as well.
        public var takesFullDigest = false
        public init() {}
    }

    private let keep: Options
    private var digest: DigestAccumulator
    private var fullDigest = DigestAccumulator()
    private var documents: [JSONValue] = []
    private var failures: [EventFailure] = []

    public init(_ keep: Options) {
        self.keep = keep
        digest = DigestAccumulator(recordsTickDigests: keep.keepsTickDigests)
    }

    /// Takes the output of one tick.
    @inline(__always)
    public mutating func append(_ output: borrowing PaperOutput, _ symbols: borrowing SymbolTable) {
        digest.append(output, .digest, symbols)
        if keep.takesFullDigest { fullDigest.append(output, .full, symbols) }
        if keep.keepsDocuments { documents.append(output.document(symbols)) }
    }

    /// Notes an event that yields no output.
    public mutating func fail(_ failure: EventFailure) { failures.append(failure) }

    /// Adds digests, outputs and failures to `result`.
    public consuming func finish(into result: inout PaperResult) {
        result.outputs = digest.count
        result.tickDigests = digest.tickDigests
        result.documents = documents
        result.failures = failures
        result.canonicalBytes = digest.byteCount + 1
        result.digest = digest.finish()
        result.fullDigest = fullDigest.finish()
    }
}
