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

    /// The same for a stream, which is read for it when it has books. They are checked and not kept.
    public init(_ stream: inout EventStream, _ options: PaperOptions, _ symbols: inout SymbolTable) throws {
        if options.machineLearning.signalsEnabled { try Self.checkSignals(stream.path, &symbols) }
        books = []
        guard stream.bookCount > 0 else { return }
        var reader = BookReader()
        stream.rewind()
        while let event = try stream.next(&symbols) {
            if event.kind == .depth { _ = try reader.read(Array(stream.text), &symbols) }
        }
    }

    private static func books(
        _ fixture: Fixture, _ symbols: inout SymbolTable
    ) throws(PaperRunError) -> [(symbol: SymbolID, impact: BookImpact)] {
        var books: [(SymbolID, BookImpact)] = []
        var reader = BookReader()
        for record in fixture.depthRecords { books.append(try reader.read(record, &symbols)) }
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

/// Reads books one after the other.
struct BookReader {
    private var reader = L2SnapshotReader()
    private var calculator = L2FeatureCalculator()
    private var number = 0

    mutating func read(
        _ record: [UInt8], _ symbols: inout SymbolTable
    ) throws(PaperRunError) -> (symbol: SymbolID, impact: BookImpact) {
        number += 1
        do {
            let features = try calculator.features(of: reader.read(record, &symbols))
            return (features.symbol, BookImpact(features))
        } catch {
            throw PaperRunError(description: "book snapshot \(number) of the fixture: \(error)")
        }
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
