// A whole fixture through the paper engine: a selection pass over all events, then the trading pass.
// Paper specification, section 5. Errors of the first pass end the run; errors of the second cost
// their tick.

import DecimalArithmetic
import Domain
import Features
import OrderEngine
import Policies
import Risk
import Signals

/// The selection pass met an event that v1 does not tolerate; there is no result.
public struct PaperRunError: Error, Sendable, CustomStringConvertible {
    public var description: String
}

public struct PaperRun: ~Copyable {
    /// What to keep beside the digests.
    public struct Options: Sendable {
        public var keepsTickDigests = false
        public var keepsDocuments = false
        /// The digest over all members as well.
        public var takesFullDigest = false
        public init() {}
    }

    private var engine: PaperEngine
    private var symbols: SymbolTable
    private let keep: Options
    private var output = PaperOutput()
    private var result = PaperResult()
    private var digest: DigestAccumulator
    private var fullDigest = DigestAccumulator()
    private var ranks = SymbolMap<Int>()
    private var books: [(symbol: SymbolID, impact: BookImpact)] = []

    /// Runs `fixture` on a fresh engine. Throws `ParameterError` and the like for options that no engine
    /// can work with, and `PaperRunError` for events that v1 does not tolerate.
    public static func run(
        _ fixture: Fixture, _ options: PaperOptions, _ keep: Options = Options()
    ) throws -> (result: PaperResult, symbols: SymbolTable) {
        var symbols = fixture.symbols
        let engine = try PaperEngine(
            options, constraints: options.constraintSource().constraints, &symbols)
        var run = PaperRun(engine, symbols, keep)
        try run.run(fixture)
        return run.finish(events: fixture.events.count)
    }

    private init(_ engine: consuming PaperEngine, _ symbols: SymbolTable, _ keep: Options) {
        self.engine = engine
        self.symbols = symbols
        self.keep = keep
        digest = DigestAccumulator(recordsTickDigests: keep.keepsTickDigests)
    }

    private mutating func run(_ fixture: Fixture) throws {
        if engine.options.machineLearning.signalsEnabled { try readSignals(fixture.path) }
        if fixture.events.isEmpty { return }
        try readBooks(fixture)
        if engine.options.selectsByFeatures {
            try selectByFeatures(fixture)
            for event in fixture.events { tradeRanked(event) }
        } else {
            let selected = try selectByVolatility(fixture)
            for event in fixture.events {
                if event.kind == .snapshot, selected[symbols.identity(event.symbol)] == nil { continue }
                trade(event, rank: nil)
            }
        }
    }

    // MARK: - Selection passes

    /// Reads every book once; one that is malformed ends the run.
    private mutating func readBooks(_ fixture: Fixture) throws {
        var reader = L2SnapshotReader()
        var calculator = L2FeatureCalculator()
        for (index, record) in fixture.depthRecords.enumerated() {
            do {
                let features = try calculator.features(of: reader.read(record, &symbols))
                books.append((features.symbol, BookImpact(features)))
            } catch {
                throw PaperRunError(description: "book snapshot \(index + 1) of the fixture: \(error)")
            }
        }
    }

    /// Reads and checks the signal file. v1 hands its signals to policies that do not read them, so that
    /// only a file that cannot be used makes a difference.
    private mutating func readSignals(_ directory: String) throws {
        let file = directory + "/ml/signal.json"
        guard fileExists(file) else { return }
        let document = try JSONFile.read(file)
        do throws(SignalFileError) {
            _ = try SignalTable(document, &symbols)
        } catch {
            throw PaperRunError(description: "\(file): \(error)")
        }
    }

    private mutating func selectByVolatility(_ fixture: Fixture) throws -> SymbolMap<Bool> {
        var selector = try TopKV0(k: engine.options.topK.k, windowSize: engine.options.topK.windowSize)
        for event in fixture.events where try isSnapshot(event) {
            let quote = try intolerantly(event) { try Quote(bid: event.bidPrice, ask: event.askPrice) }
            selector.record(symbols.identity(event.symbol), midPrice: quote.midPrice)
        }
        let selection: TopKV0Selection
        do throws(DecimalError) { selection = try selector.select(symbols) } catch { throw Self.unselectable(error) }
        result.selection = selection
        var selected = SymbolMap<Bool>()
        for symbol in selection.selected { selected.set(true, for: symbol) }
        return selected
    }

    private mutating func selectByFeatures(_ fixture: Fixture) throws {
        for event in fixture.events where try isSnapshot(event) { try observe(event) }
        let selector = try TopKV1(engine.options.topKV1 ?? TopKV1Config())
        let selection: TopKV1Selection
        do throws(DecimalError) {
            selection = try selector.select(candidates(), symbols)
        } catch {
            throw Self.unselectable(error)
        }
        result.selectionV1 = selection
        for (index, symbol) in selection.selected.enumerated() { ranks.set(index + 1, for: symbol) }
        engine.beginTrading()
    }

    private mutating func observe(_ event: MarketEvent) throws {
        let symbol = symbols.identity(event.symbol)
        do {
            let quote = try Quote(bid: event.bidPrice, ask: event.askPrice)
            _ = try engine.features?.step(event, quote, identity: symbol)
            guard let timeMs = event.time.milliseconds else { throw TickFailure(.wrongType, field: .ts) }
            engine.gates.toxicity.recordPrice(symbol, midPrice: quote.midPrice, atMs: timeMs)
            engine.account.recordPrice(symbol, quote.midPrice)
        } catch {
            throw intolerable(event, TickFailure(error))
        }
    }

    private static func unselectable(_ error: DecimalError) -> PaperRunError {
        let reason = EventFault(error).explanation(field: nil)
        return PaperRunError(
            description: "the prices of the fixture cannot be compared for the selection: \(reason). "
                + "Look for prices that are not finite or have more than 26 digits before the point.")
    }

    private mutating func candidates() throws(DecimalError) -> [TopKCandidate] {
        guard let features = engine.features else { return [] }
        var candidates: [TopKCandidate] = []
        for position in 0..<features.count {
            guard let latest = features.latest(at: position) else { continue }
            let inputs = latest.policyInputs
            let symbol = features.identity(at: position)
            var isToxic = false
            if try latest.midPrice.isGreater(than: .zero), let nowMs = latest.time.milliseconds {
                isToxic = try !engine.gates.toxicity.check(
                    symbol, spreadBps: BasisPoints(Double(inputs.spreadBps)), midPrice: latest.midPrice, nowMs: nowMs
                ).allowed
            }
            candidates.append(
                TopKCandidate(
                    symbol: symbol, rangeScore: inputs.rangeScore, spreadBps: inputs.spreadBps, thinL1: inputs.thinL1,
                    netReturnBps: inputs.netReturnBps, warmupBars: inputs.warmupBars, isToxic: isToxic))
        }
        return candidates
    }

    /// Applies a book, refuses what cannot be read, and says whether the event is a snapshot.
    private mutating func isSnapshot(_ event: MarketEvent) throws -> Bool {
        switch event.kind {
        case .snapshot: return true
        case .unhandled: return false
        case .depth:
            apply(event)
            return false
        case .rejected: throw intolerable(event, TickFailure(event.fault, field: event.field))
        }
    }

    private func intolerantly<Value>(_ event: MarketEvent, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw intolerable(event, TickFailure(error)) }
    }

    private func intolerable(_ event: MarketEvent, _ failure: TickFailure) -> PaperRunError {
        let message = EventFailure(time: event.time, fault: failure.fault, field: failure.field).message(symbols)
        return PaperRunError(
            description: "\(message). The selection pass needs every snapshot: correct or remove the event.")
    }

    private mutating func apply(_ event: MarketEvent) {
        let book = books[Int(event.depthRecord)]
        engine.books.set(book.impact, for: book.symbol)
    }

    // MARK: - Trading pass

    private mutating func trade(_ event: MarketEvent, rank: Int?) {
        switch event.kind {
        case .unhandled: return
        case .depth: return apply(event)
        case .rejected:
            result.failures.append(EventFailure(time: event.time, fault: event.fault, field: event.field))
        case .snapshot:
            do {
                try engine.process(event, symbols, into: &output)
                output.topKRank = rank
                take()
            } catch {
                fail(event, error)
            }
        }
    }

    /// The trading pass of Top-K v1: symbols that were not selected are only watched.
    private mutating func tradeRanked(_ event: MarketEvent) {
        guard event.kind == .snapshot else { return trade(event, rank: nil) }
        if let rank = ranks[symbols.identity(event.symbol)] { return trade(event, rank: rank) }
        do {
            try engine.watch(event, symbols, into: &output)
            take()
        } catch {
            fail(event, error)
        }
    }

    private mutating func fail(_ event: MarketEvent, _ error: any Error) {
        let failure = TickFailure(error)
        result.failures.append(EventFailure(time: event.time, fault: failure.fault, field: failure.field))
    }

    private mutating func take() {
        if output.blockedByGating { result.eventsGated += 1 }
        for fill in output.fills where fill.side == .buy { result.fillsBought += 1 }
        digest.append(output, .digest, symbols)
        if keep.takesFullDigest { fullDigest.append(output, .full, symbols) }
        if keep.keepsDocuments { result.documents.append(output.document(symbols)) }
    }

    // MARK: - Result

    private consuming func finish(events: Int) -> (result: PaperResult, symbols: SymbolTable) {
        var result = result
        result.eventsProcessed = events
        result.outputs = digest.count
        result.tickDigests = digest.tickDigests
        result.digest = digest.finish()
        result.fullDigest = fullDigest.finish()
        engine.report(into: &result)
        return (result, symbols)
    }
}

extension BookImpact {
    init(_ features: L2FeatureSnapshot) {
        self.init(
            timeMs: features.timeMs.value, buyImpactBps: features.book.buyImpactBps,
            sellImpactBps: features.book.sellImpactBps, buyDepthInsufficient: features.book.buyDepthInsufficient,
            sellDepthInsufficient: features.book.sellDepthInsufficient)
    }
}
