// One run that a case asks for, as the executor gets it, and what the executor gives back.

import Domain
import Engine

/// The pipelines whose digests can be checked.
public enum CasePipeline: String, CaseIterable, Sendable {
    case replay
    case paper
}

public struct CaseInput: Sendable {
    /// The case's folder; of several runs over one folder also the run's name.
    public var name: String
    /// The folder with the events.
    public var directory: String
    public var options: ReplayOptions
    /// What the runner would like to have beside the digest. An executor that cannot keep it leaves it out.
    public var keep: OutputSink.Options

    public init(name: String, directory: String, options: ReplayOptions, keep: OutputSink.Options = .init()) {
        self.name = name
        self.directory = directory
        self.options = options
        self.keep = keep
    }

    /// The executor of `--through in-process`.
    public static func executeInProcess(_ input: CaseInput) throws -> CaseRun {
        let fixture = try Fixture.load(directory: input.directory)
        var engine = try ReplayEngine(input.options)
        return CaseRun(result: engine.run(fixture, input.keep), symbols: fixture.symbols)
    }
}

public struct CaseRun: Sendable {
    public var result: RunResult
    /// The table in which the failures' times that are text stand.
    public var symbols: SymbolTable

    public init(result: RunResult, symbols: SymbolTable) {
        self.result = result
        self.symbols = symbols
    }

    /// Times of the events that failed, in order, as JSON texts.
    var errorTimes: [String] {
        result.failures.map { failure in
            var buffer = ByteBuffer(capacity: 64)
            buffer.appendJSON(failure.time, symbols)
            return buffer.string
        }
    }
}
