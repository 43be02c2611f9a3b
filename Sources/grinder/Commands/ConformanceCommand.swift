// `grinder conformance`: the recorded corpus against this program.

import Conformance
import Domain
import Engine
import Supervision
import Workers

extension Command {
    static let conformanceCases = Command(
        name: "conformance cases", summary: "Check recorded cases: digests, ticks and counts.", operands: "DIR…",
        options: [
            Option(name: "--pipeline", value: "replay|paper", help: "The pipeline to check (default replay)."),
            throughOption,
        ],
        run: { arguments in
            let name = try arguments.choice("--pipeline", of: CasePipeline.allCases.map(\.rawValue), or: "replay")
            guard let pipeline = CasePipeline(rawValue: name) else { preconditionFailure("a choice that is none") }
            let isThroughWorkers = try arguments.isThroughWorkers()
            let report = try CaseRunner.run(
                directories: try directories(arguments), pipeline: pipeline,
                execute: isThroughWorkers ? executeThroughWorkers : CaseInput.executeInProcess,
                executePaper: isThroughWorkers ? WorkerRuns.paper : PaperRequest.runInProcess, emit: Console.line)
            return report.isFailure(strict: false) ? ExitCode.failure : ExitCode.success
        })

    static let conformanceVectors = Command(
        name: "conformance vectors", summary: "Check recorded component vectors.", operands: "DIR…",
        options: [
            Option(name: "--only", value: "NAME,…", help: "Only these components."),
            Option(name: "--strict", help: "Fail when a component is not implemented."),
        ],
        run: { arguments in
            let only = arguments.value("--only")?.split(separator: ",").map(String.init) ?? []
            let report = try VectorRunner.run(directories: try directories(arguments), only: only, emit: Console.line)
            return report.isFailure(strict: arguments.flag("--strict")) ? ExitCode.failure : ExitCode.success
        })

    private static func directories(_ arguments: Arguments) throws(UsageError) -> [String] {
        guard !arguments.operands.isEmpty else { throw UsageError("name at least one directory.") }
        return arguments.operands
    }

    @Sendable
    private static func executeThroughWorkers(_ input: CaseInput) throws -> CaseRun {
        var configuration = RunConfiguration(.replay(input.options))
        configuration.keepsTickDigests = input.keep.keepsTickDigests
        configuration.keepsDocuments = input.keep.keepsDocuments
        let run = try WorkerRuns.run(input.directory, configuration)
        var result = run.result
        // The workers keep all documents; the runner asks for one.
        if let index = input.keep.onlyDocument { result.documents = Array(result.documents.dropFirst(index).prefix(1)) }
        return CaseRun(result: result, symbols: run.symbols)
    }
}

extension Command {
    static let throughOption = Option(
        name: "--through", value: "in-process|workers",
        help: "In this process, or through supervisor and workers (default in-process).")
}

extension Arguments {
    /// What `throughOption` says.
    func isThroughWorkers() throws(UsageError) -> Bool {
        try choice("--through", of: ["in-process", "workers"], or: "in-process") == "workers"
    }
}
