// How the verification makes its runs: in this process, or however its caller does.

import Domain

public struct PipelineRuns: Sendable {
    /// A replay of a folder with the default options.
    public var replay: @Sendable (_ directory: String) throws -> (result: RunResult, symbols: SymbolTable)
    public var paper: @Sendable (PaperRequest) throws -> PaperReport

    public init(
        replay: @escaping @Sendable (String) throws -> (result: RunResult, symbols: SymbolTable),
        paper: @escaping @Sendable (PaperRequest) throws -> PaperReport
    ) {
        self.replay = replay
        self.paper = paper
    }

    public static let inProcess = PipelineRuns(
        replay: { directory in
            let fixture = try Fixture.load(directory: directory)
            var engine = try ReplayEngine()
            return (engine.run(fixture), fixture.symbols)
        },
        paper: PaperRequest.runInProcess)
}
