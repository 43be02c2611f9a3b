// The paper run of a case: three digests' worth of behaviour, the ticks, and every recorded member of
// the result document.

import Domain
import Engine

struct PaperCase {
    var name: String
    var directory: String
    private var config: JSONValue
    private var overrides: JSONObject?
    private var digest: String?
    private var fullDigest: String?
    private var ticks: [UInt32]?
    private var summary: JSONObject

    /// The paper runs that `directory` records.
    static func cases(_ directory: String) throws(ConformanceError) -> [PaperCase] {
        let expected = try JSONFile.read(directory + "/expected.json")
        let config = try JSONFile.read(directory + "/config.json")
        if let runs = expected["runs"]?.arrayValue {
            return runs.filter { $0["mode"]?.stringValue == "paper" }.map { run in
                PaperCase(
                    name: directory + " " + (run["run"]?.stringValue ?? "paper"), directory: directory,
                    config: config, overrides: run["engine_options"]?.objectValue,
                    digest: run["digest"]?.stringValue, fullDigest: run["full_digest"]?.stringValue,
                    summary: benchSummary(run))
            }
        }
        return [
            PaperCase(
                name: directory, directory: directory, config: config,
                digest: expected["paper_digest"]?.stringValue,
                fullDigest: expected["paper_full_digest"]?.stringValue,
                ticks: try CaseExpectation.ticks(directory, "paper"),
                summary: expected["summary"]?["paper"]?.objectValue ?? JSONObject())
        ]
    }

    private static func benchSummary(_ run: JSONValue) -> JSONObject {
        var summary = JSONObject()
        for name in ["outputs", "orders_placed", "total_fills"] { if let value = run[name] { summary.set(name, value) } }
        return summary
    }

    /// Makes one paper run. Input that cannot be used is refused with an error of `isRefusal`.
    typealias Executor = (PaperRequest) throws -> PaperReport

    /// What is wrong with the run, on one line; nil when it is as recorded.
    func problem(_ execute: Executor) throws(ConformanceError) -> String? {
        do {
            let report = try run(keepingDocuments: false, execute)
            guard let digest else { return "expected a refusal of the input, got the digest \(report.run.digest.short)" }
            var problems = try tickProblems(report, execute)
            if report.run.digest.short != digest {
                problems.append("digest: expected \(digest), got \(report.run.digest.short)")
            }
            if let fullDigest, report.fullDigest.short != fullDigest {
                problems.append("full digest: expected \(fullDigest), got \(report.fullDigest.short)")
            }
            problems += summaryProblems(report)
            return problems.isEmpty ? nil : problems.joined(separator: "; ")
        } catch let error as ConformanceError where digest != nil {
            throw error
        } catch {
            guard digest == nil else { return "the run was refused: \(error)" }
            return Self.isRefusal(error) ? nil : "expected a clear refusal of the input, got the error \(error)"
        }
    }

    /// An error that names what is wrong with the input or its options.
    private static func isRefusal(_ error: any Error) -> Bool {
        error is FixtureError || error is ParameterError || error is PaperOptionsError || error is PaperRunError
    }

    private func run(keepingDocuments: Bool, _ execute: Executor) throws -> PaperReport {
        var options = try PaperOptions.from(config: config, directory: directory)
        if let overrides { try options.apply(overrides) }
        try options.validate(environment: [:])
        var request = PaperRequest(directory: directory, options: options)
        request.keep.keepsTickDigests = ticks != nil
        request.keep.keepsDocuments = keepingDocuments
        request.keep.takesFullDigest = fullDigest != nil
        return try execute(request)
    }

    private func tickProblems(_ report: PaperReport, _ execute: Executor) throws -> [String] {
        guard let ticks, let difference = TickDifference(expected: ticks, got: report.run.tickDigests) else { return [] }
        let again = try run(keepingDocuments: true, execute).run.documents
        let document = difference.index < again.count ? again[difference.index] : nil
        let recorded = try TickDifference.recordedOutput(
            difference.index, directory, file: "expected_outputs_paper_full.json")
        return [difference.text(document: document, recorded: recorded)]
    }

    // MARK: - Summary

    private func summaryProblems(_ report: PaperReport) -> [String] {
        var problems: [String] = []
        for member in summary.members {
            let name = String(decoding: member.key, as: UTF8.self)
            let expected = member.value.canonicalText
            let got = (Self.measured(name, report) ?? report.document[name] ?? .null).canonicalText
            if expected != got { problems.append("\(name): expected \(expected), got \(got)") }
        }
        return problems
    }

    /// Recorded members that stand for something else in the result document.
    private static func measured(_ name: String, _ report: PaperReport) -> JSONValue? {
        switch name {
        case "outputs": .integer(report.run.outputs)
        case "errors_count": .integer(report.run.errorCount)
        case "total_fills_buy": .integer(report.fillsBought)
        case "total_fills_sell": .integer(report.count("total_fills") - report.fillsBought)
        case "error_ts": .array(report.run.failures.map { time($0.time, report.symbols) })
        case "error_note": report.run.eventsProcessed == 0 ? "NO_EVENTS" : JSONValue.null
        default: nil
        }
    }

    private static func time(_ time: EventTime, _ symbols: SymbolTable) -> JSONValue { .time(time, symbols) }
}
