// Runs through a supervisor and its workers for callers that only want what comes out. Main thread only,
// like the supervisor.

import Domain
import Engine
import Workers

public enum WorkerRuns {
    /// The verification's runs, made through workers.
    public static let pipelines = PipelineRuns(
        replay: { directory in
            let run = try WorkerRuns.run(directory, RunConfiguration())
            return (run.result, run.symbols)
        },
        paper: paper)

    /// One run. Input that cannot be used is refused with the same kind of error as in one process.
    public static func run(_ directory: String, _ configuration: RunConfiguration) throws -> SupervisedRun {
        do throws(SupervisionError) {
            return try Supervisor(SupervisorOptions(fixturePath: directory, configuration: configuration)).run()
        } catch {
            if let refusal = error.refusal { throw refusal }
            throw error
        }
    }

    public static func paper(_ request: PaperRequest) throws -> PaperReport {
        var configuration = RunConfiguration(.paper(request.options))
        configuration.keepsTickDigests = request.keep.keepsTickDigests
        configuration.keepsDocuments = request.keep.keepsDocuments
        configuration.takesFullDigest = request.keep.takesFullDigest
        guard let report = try run(request.directory, configuration).paper else { throw SupervisionError.noResult }
        return report
    }
}
