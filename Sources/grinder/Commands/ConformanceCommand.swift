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
            Option(
                name: "--through", value: "in-process|workers",
                help: "In this process, or through supervisor and workers (default in-process)."),
        ],
        run: { arguments in
            let name = try arguments.choice("--pipeline", of: CasePipeline.allCases.map(\.rawValue), or: "replay")
            guard let pipeline = CasePipeline(rawValue: name) else { preconditionFailure("a choice that is none") }
            let through = try arguments.choice("--through", of: ["in-process", "workers"], or: "in-process")
            if pipeline == .paper, through == "workers" {
                throw UsageError("the paper pipeline does not run through workers yet; use --through in-process.")
            }
            let report = try CaseRunner.run(
                directories: try directories(arguments), pipeline: pipeline,
                execute: through == "workers" ? executeThroughWorkers : CaseInput.executeInProcess,
                emit: Console.line)
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
        var configuration = RunConfiguration()
        configuration.options = input.options
        configuration.keepsTickDigests = input.keep.keepsTickDigests
        let run: SupervisedRun
        do throws(SupervisionError) {
            run = try Supervisor(SupervisorOptions(fixturePath: input.directory, configuration: configuration)).run()
        } catch {
            if let refusal = error.refusal { throw refusal }
            throw error
        }
        return CaseRun(result: run.result, symbols: run.symbols)
    }
}
