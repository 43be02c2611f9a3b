// The whole paper pipeline in one process, one event at a time: both halves, `PaperStrategy` and
// `PaperExecution`, are the ones that the workers run.

import Domain
import OrderEngine

public struct PaperEngine: ~Copyable {
    /// The deciding half: selection pass and report go straight to it.
    public var strategy: PaperStrategy
    private var execution: PaperExecution<StubPort>

    /// - Parameters:
    ///   - constraints: quantity constraints by symbol text; nil when they are off.
    ///   - symbols: takes the symbols that the options name.
    public init(
        _ options: PaperOptions, constraints: [String: QuantityConstraint]?, _ symbols: inout SymbolTable
    ) throws {
        strategy = try PaperStrategy(options, &symbols)
        execution = PaperExecution(options, constraints: constraints, port: StubPort())
    }

    /// Takes the newest book of a symbol.
    mutating func apply(_ book: BookImpact, of symbol: SymbolID) {
        strategy.apply(book, of: symbol)
        execution.apply(book, of: symbol)
    }

    /// One snapshot of the trading pass; whether there is an output.
    @inline(__always)
    public mutating func process(
        _ event: borrowing MarketEvent, _ symbols: borrowing SymbolTable, into output: inout PaperOutput
    ) throws(TickFailure) -> Bool {
        switch try strategy.decide(event, symbols, into: &output) {
        case .passedOver: return false
        case .complete: return true
        case .execute: break
        }
        let report = execution.execute(&output, midPrice: strategy.midPrice, symbols)
        defer { execution.settle(keepsOrders: strategy.keepsOrders) }
        try strategy.settle(report, execution.outcomes, into: &output)
        return true
    }
}
