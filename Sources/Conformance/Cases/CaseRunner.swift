// `grinder conformance cases`: whole runs against the digests that are recorded for them. How a
// run is made is the caller's business: in this process, or through the workers.

import Domain
import Engine
import Policies

public enum CaseRunner {
    /// Makes one run. Input that cannot be used is refused with a `FixtureError` or `ParameterError`.
    public typealias Executor = (CaseInput) throws -> CaseRun

    /// Checks every case at or under `directories`.
    ///
    /// - Parameter emit: takes one line per case that fails, then `N passed, N failed`.
    /// - Throws: when a folder cannot be read or holds no case. Faults in a case's files are failures.
    public static func run(
        directories: [String], pipeline: CasePipeline = .replay, execute: Executor = CaseInput.executeInProcess,
        executePaper: (PaperRequest) throws -> PaperReport = PaperRequest.runInProcess, emit: (String) -> Void
    ) throws(ConformanceError) -> ConformanceReport {
        var directoriesOfCases: [String] = []
        for directory in directories { directoriesOfCases += try CaseDiscovery.cases(directory) }
        var report = ConformanceReport()
        for directory in directoriesOfCases {
            do throws(ConformanceError) {
                switch pipeline {
                case .replay:
                    for run in try CaseExpectation.replayRuns(directory) {
                        note(try problem(run, execute), run.name, &report, emit)
                    }
                case .paper:
                    for run in try PaperCase.cases(directory) {
                        note(try run.problem(executePaper), run.name, &report, emit)
                    }
                }
            } catch {
                note(error.description, directory, &report, emit)
            }
        }
        emit(report.summary)
        return report
    }

    private static func note(
        _ problem: String?, _ name: String, _ report: inout ConformanceReport, _ emit: (String) -> Void
    ) {
        guard let problem else { return report.passed += 1 }
        report.failed += 1
        emit("failed: \(name): \(problem)")
    }

    /// What is wrong with one run, on one line; nil when it is as recorded.
    private static func problem(
        _ expectation: CaseExpectation, _ execute: Executor
    ) throws(ConformanceError) -> String? {
        let run: CaseRun
        var input: CaseInput
        do {
            input = CaseInput(
                name: expectation.name, directory: expectation.directory, options: try expectation.options())
            input.keep.keepsTickDigests = expectation.ticks != nil
            run = try execute(input)
        } catch {
            guard expectation.digest == nil else { return "the run was refused: \(error)" }
            return isRefusal(error) ? nil : "expected a clear refusal of the input, got the error \(error)"
        }
        let result = run.result
        guard let digest = expectation.digest else {
            return "expected a refusal of the input, got the digest \(result.digest.short) of \(result.outputs) outputs"
        }
        var problems = try tickProblems(expectation, result, input, execute)
        if result.digest.short != digest { problems.append("digest: expected \(digest), got \(result.digest.short)") }
        problems += expectation.summary.problems(run)
        return problems.isEmpty ? nil : problems.joined(separator: "; ")
    }

    /// An error that names what is wrong with the input.
    private static func isRefusal(_ error: any Error) -> Bool { error is FixtureError || error is ParameterError }

    private static func tickProblems(
        _ expectation: CaseExpectation, _ result: RunResult, _ input: CaseInput, _ execute: Executor
    ) throws(ConformanceError) -> [String] {
        // Without the run's tick digests only the digest of all can tell.
        guard let expected = expectation.ticks, !result.tickDigests.isEmpty || result.outputs == 0,
            let difference = TickDifference(expected: expected, got: result.tickDigests)
        else { return [] }
        // The run is made again to see that tick: keeping every document of every run would need gigabytes.
        var second = input
        second.keep.keepsDocuments = true
        second.keep.onlyDocument = difference.index
        let document: JSONValue?
        do {
            document = try execute(second).result.documents.first
        } catch {
            return [difference.text(document: nil, recorded: nil), "the second run failed: \(error)"]
        }
        let recorded = try TickDifference.recordedOutput(difference.index, input.directory)
        return [difference.text(document: document, recorded: recorded)]
    }
}
