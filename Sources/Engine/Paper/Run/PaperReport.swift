// A finished paper run as it is reported, wherever it ran: in this process, or through workers, of which the
// execution knows outputs and digests and the strategy everything else.

import Domain

public struct PaperReport: Sendable {
    /// Events, outputs, failures, digest, and what was kept of the ticks.
    public let run: RunResult
    /// Over all members; of the empty text when it was not taken.
    public let fullDigest: Digest256
    public let fillsBought: Int
    /// The result document, outputs included that were kept: paper specification, section 15.
    public let document: JSONValue
    /// The table in which the failures' times that are text stand.
    public let symbols: SymbolTable

    /// The report of a run in this process.
    public init(
        _ result: PaperResult, _ fixturePath: String, _ options: PaperOptions, _ symbols: SymbolTable
    ) {
        run = result.run
        fullDigest = result.fullDigest
        fillsBought = result.fillsBought
        document = result.document(fixturePath, options, symbols)
        self.symbols = symbols
    }

    /// The report of a run through workers, of what the execution and the strategy say.
    public init(
        _ run: RunResult, fullDigest: Digest256, words: JSONValue, _ fixturePath: String, _ symbols: SymbolTable
    ) throws(JSONError) {
        guard let fillsBought = words["fills_bought"]?.integerValue, var document = words["document"]?.objectValue
        else { throw JSONError(offset: 0, reason: "not a strategy's report of this version") }
        document.set("fixture_path", .text(fixturePath))
        document.set("outputs", .array(run.documents))
        document.set("digest", .text(run.digest.short))
        self.run = run
        self.fullDigest = fullDigest
        self.fillsBought = fillsBought
        self.document = .object(document)
        self.symbols = symbols
    }

    /// What a strategy says at the end of its run.
    public static func words(
        _ result: PaperResult, _ options: PaperOptions, _ symbols: borrowing SymbolTable
    ) -> JSONValue {
        .object(
            JSONObject([
                ("fills_bought", .integer(result.fillsBought)), ("document", result.document("", options, symbols)),
            ]))
    }

    /// A counter of the document.
    public func count(_ name: String) -> Int { document[name]?.integerValue ?? 0 }

    /// The errors as the document lists them.
    public var errors: [String] { document["errors"]?.arrayValue?.compactMap(\.stringValue) ?? [] }
}

/// What a paper run needs: everything but who makes it.
public struct PaperRequest: Sendable {
    /// The folder with the events.
    public var directory: String
    public var options: PaperOptions
    public var keep = PaperSink.Options()

    public init(directory: String, options: PaperOptions) {
        self.directory = directory
        self.options = options
    }

    /// Makes the run in this process.
    public static func runInProcess(_ request: PaperRequest) throws -> PaperReport {
        let fixture = try Fixture.load(directory: request.directory)
        let run = try PaperRun.run(fixture, request.options, request.keep)
        return PaperReport(run.result, fixture.path, request.options, run.symbols)
    }
}
