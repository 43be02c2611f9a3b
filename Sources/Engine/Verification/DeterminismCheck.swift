// One fixture of the determinism suite: both engines twice, the recorded digests, and what the configuration
// says a run selects and decides. Backtest specification, section 4.3.

import Domain

public struct DeterminismCheck: Sendable {
    /// The fixture's folder name.
    public let name: String
    /// nil when the configuration could not be read.
    public let replay: DoubleRun?
    public let paper: DoubleRun?
    /// Everything else that is wrong.
    private let errors: [String]

    /// Checks the fixture in `directory`. Whatever is wrong with it is a problem of the check.
    public init(name: String, directory: String, _ runs: PipelineRuns = .inProcess) {
        self.name = name
        do {
            let config = try RecordedConfig(directory: directory)
            let options = try PaperOptions.from(config: config.content, directory: directory)
            let expectations = try RunExpectations(config)
            let replay = DoubleRun("Replay", expected: try config.digest(["expected_digest"])) {
                Self.trace(try runs.replay(directory))
            }
            var unmet: [String] = []
            let paper = DoubleRun(
                "Paper", expected: try config.digest(["expected_paper_digest", "canonical_digest"])
            ) {
                try Self.paper(directory, options, expectations, &unmet, runs)
            }
            self.replay = replay
            self.paper = paper
            errors = replay.errors + paper.errors + unmet
        } catch {
            replay = nil
            paper = nil
            errors = ["Config error: \(error)"]
        }
    }

    public var hasPassed: Bool { problems.isEmpty }

    /// Whether v1 passes it, which looks at nothing but the digests.
    public var hasEqualDigests: Bool { (replay?.isDeterministic ?? false) && (paper?.isDeterministic ?? false) }

    /// What is wrong, in the order in which the report lists it.
    public var problems: [String] { (replay?.mismatches ?? []) + (paper?.mismatches ?? []) + errors }

    private static func trace(_ run: (result: RunResult, symbols: SymbolTable)) -> RunTrace {
        RunTrace(
            digest: run.result.digest.short, outputs: run.result.outputs, failures: run.result.failures.count,
            firstFailure: run.result.failures.first?.message(run.symbols))
    }

    private static func paper(
        _ directory: String, _ options: PaperOptions, _ expectations: RunExpectations, _ problems: inout [String],
        _ runs: PipelineRuns
    ) throws -> RunTrace {
        try options.validate(environment: [:])
        var request = PaperRequest(directory: directory, options: options)
        request.keep.keepsDocuments = expectations.needsDocuments
        let report = try runs.paper(request)
        problems = expectations.problems(report.document)
        return trace((report.run, report.symbols))
    }
}
