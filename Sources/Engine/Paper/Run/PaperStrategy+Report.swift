// What the strategy knows at the end of a run.

import DecimalArithmetic
import Domain
import Policies
import Risk

extension PaperStrategy {
    /// Adds selection, counters, positions and guards to `result`.
    public func report(into result: inout PaperResult) {
        result.selection = selection?.volatilityResult
        result.selectionV1 = selection?.featureResult
        result.eventsGated = counters.eventsGated
        result.ordersPlaced = counters.ordersPlaced
        result.ordersBlocked = counters.ordersBlocked
        result.gates = gates.metrics
        result.totalFills = account.fillCount
        result.fillsBought = counters.fillsBought
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
