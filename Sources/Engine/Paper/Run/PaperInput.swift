// What a paper run takes from a fixture beside its events: the books, read once, and the check of the
// signal file. Whoever feeds the run does it, before the first event.

import Domain
import Features
import Signals

public struct PaperInput: Sendable {
    /// Indexed by `MarketEvent.depthRecord`.
    public let books: [(symbol: SymbolID, impact: BookImpact)]

    /// Reads what `options` need from `fixture`. A book or a signal file that is malformed ends the run.
    /// - Parameter symbols: the fixture's; takes those of books and signals.
    public init(_ fixture: Fixture, _ options: PaperOptions, _ symbols: inout SymbolTable) throws {
        if options.machineLearning.signalsEnabled { try Self.checkSignals(fixture.path, &symbols) }
        books = fixture.events.isEmpty ? [] : try Self.books(fixture, &symbols)
    }

    private static func books(
        _ fixture: Fixture, _ symbols: inout SymbolTable
    ) throws(PaperRunError) -> [(symbol: SymbolID, impact: BookImpact)] {
        var books: [(SymbolID, BookImpact)] = []
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
        return books
    }

    /// v1 hands its signals to policies that do not read them, so that only a file that cannot be used
    /// makes a difference.
    private static func checkSignals(_ directory: String, _ symbols: inout SymbolTable) throws {
        let file = directory + "/ml/signal.json"
        guard fileExists(file) else { return }
        let document = try JSONFile.read(file)
        do throws(SignalFileError) {
            _ = try SignalTable(document, &symbols)
        } catch {
            throw PaperRunError(description: "\(file): \(error)")
        }
    }
}

extension PaperOptions {
    /// Defines the symbols that these options name, as the strategy does that is made of them.
    public func defineSymbols(in symbols: inout SymbolTable) throws(ParameterError) {
        if drawdownGuardV1Enabled { _ = try (drawdownGuardV1 ?? DrawdownBudgetOptions()).budgets(&symbols) }
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
