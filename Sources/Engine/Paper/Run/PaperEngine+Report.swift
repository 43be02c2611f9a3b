// What the engine knows at the end of a run, and what it does with symbols that are only watched.

import DecimalArithmetic
import Domain
import Features
import Policies
import Risk

extension PaperEngine {
    /// A snapshot of a symbol that Top-K v1 did not select: features and marks go on, nothing is decided.
    mutating func watch(
        _ event: borrowing MarketEvent, _ symbols: borrowing SymbolTable, into output: inout PaperOutput
    ) throws {
        let symbol = symbols.identity(event.symbol)
        let quote = try Quote(bid: event.bidPrice, ask: event.askPrice)
        output.reset(time: event.time, symbol: event.symbol)
        output.notInTopK = true
        account.recordPrice(symbol, quote.midPrice)
        output.features = try features?.step(event, quote, identity: symbol)
        output.pnl = try pnl(symbol, event, quote)
    }

    /// Adds counters, positions and guards to `result`.
    func report(into result: inout PaperResult) {
        result.ordersPlaced = counters.ordersPlaced
        result.ordersBlocked = counters.ordersBlocked
        result.totalFills = account.fillCount
        guard result.eventsProcessed > 0 else { return }
        do {
            try reportAccount(into: &result)
            for symbol in controller?.symbols ?? [] {
                if let decision = try controller?.decide(symbol) { result.controllerDecisions.append((symbol, decision)) }
            }
        } catch {
            result.failures.append(EventFailure(time: .absent, fault: TickFailure(error).fault))
        }
        result.killSwitch = account.killSwitch.isTriggered ? account.killSwitch.state : nil
    }

    private func reportAccount(into result: inout PaperResult) throws(DecimalError) {
        for symbol in account.ledger.openSymbols {
            let position = account.ledger.position(symbol)
            let unrealizedPnl = try account.lastPrices[symbol].map { (price) throws(DecimalError) in
                try position.unrealizedPnl(at: price)
            } ?? .zero
            result.finalPositions.append((symbol, position, unrealizedPnl))
            result.totalUnrealizedPnl = try result.totalUnrealizedPnl + unrealizedPnl
        }
        result.totalRealizedPnl = account.ledger.totalRealizedPnl
        guard let guardV0 = account.drawdownGuard else { return }
        let equity = try account.initialCapital + result.totalRealizedPnl + result.totalUnrealizedPnl
        let drawdownPct = try DrawdownGuard.drawdownPct(equity: equity, highWaterMark: guardV0.highWaterMark)
        result.finalEquity = (equity, drawdownPct, guardV0.highWaterMark)
    }
}
