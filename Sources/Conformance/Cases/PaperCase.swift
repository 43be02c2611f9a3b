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

    /// What is wrong with the run, on one line; nil when it is as recorded.
    func problem() throws(ConformanceError) -> String? {
        do {
            let result = try run(keepingDocuments: false)
            guard let digest else {
                return "expected a refusal of the input, got the digest \(result.result.digest.short)"
            }
            var problems = try tickProblems(result)
            if result.result.digest.short != digest {
                problems.append("digest: expected \(digest), got \(result.result.digest.short)")
            }
            if let fullDigest, result.result.fullDigest.short != fullDigest {
                problems.append("full digest: expected \(fullDigest), got \(result.result.fullDigest.short)")
            }
            problems += summaryProblems(result)
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

    private typealias Run = (result: PaperResult, symbols: SymbolTable, options: PaperOptions)

    private func run(keepingDocuments: Bool) throws -> Run {
        var options = try PaperOptions.from(config: config, directory: directory)
        if let overrides { try options.apply(overrides) }
        try options.validate(environment: [:])
        var keep = PaperRun.Options()
        keep.keepsTickDigests = ticks != nil
        keep.keepsDocuments = keepingDocuments
        keep.takesFullDigest = fullDigest != nil
        let run = try PaperRun.run(try Fixture.load(directory: directory), options, keep)
        return (run.result, run.symbols, options)
    }

    private func tickProblems(_ run: Run) throws -> [String] {
        guard let ticks, let difference = TickDifference(expected: ticks, got: run.result.tickDigests) else { return [] }
        let again = try self.run(keepingDocuments: true).result.documents
        let document = difference.index < again.count ? again[difference.index] : nil
        let recorded = try TickDifference.recordedOutput(
            difference.index, directory, file: "expected_outputs_paper_full.json")
        return [difference.text(document: document, recorded: recorded)]
    }

    // MARK: - Summary

    private func summaryProblems(_ run: Run) -> [String] {
        let document = run.result.document("", run.options, run.symbols)
        var problems: [String] = []
        for member in summary.members {
            let name = String(decoding: member.key, as: UTF8.self)
            let expected = member.value.canonicalText
            let got = (measured(name, run) ?? document[name] ?? .null).canonicalText
            if expected != got { problems.append("\(name): expected \(expected), got \(got)") }
        }
        return problems
    }

    /// Recorded members that stand for something else in the result document.
    private func measured(_ name: String, _ run: Run) -> JSONValue? {
        switch name {
        case "outputs": .integer(run.result.outputs)
        case "errors_count": .integer(run.result.failures.count + (run.result.eventsProcessed == 0 ? 1 : 0))
        case "total_fills_buy": .integer(run.result.fillsBought)
        case "total_fills_sell": .integer(run.result.totalFills - run.result.fillsBought)
        case "error_ts": .array(run.result.failures.map { Self.time($0.time, run.symbols) })
        case "error_note": run.result.eventsProcessed == 0 ? "NO_EVENTS" : JSONValue.null
        default: nil
        }
    }

    private static func time(_ time: EventTime, _ symbols: SymbolTable) -> JSONValue { .time(time, symbols) }
}
