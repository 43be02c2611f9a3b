// The selection pass over all events of a fixture. Paper specification, sections 5.1 and 5.2. Unlike the
// trading pass it tolerates nothing: an event that cannot be read or computed with ends the run.

import DecimalArithmetic
import Domain
import Features
import Policies
import Risk

extension PaperStrategy {
    /// Makes ready for the selection pass. Throws what the selection's options are refused for.
    public mutating func beginSelection() throws { selection = try PaperSelection(options) }

    /// Takes one event of the selection pass. Books are applied by the caller.
    public mutating func observe(
        _ event: borrowing MarketEvent, _ symbols: borrowing SymbolTable
    ) throws(PaperRunError) {
        switch event.kind {
        case .unhandled, .depth: return
        case .rejected: throw Self.intolerable(event, TickFailure(event.fault, field: event.field), symbols)
        case .snapshot:
            do {
                try observe(event, symbols.identity(event.symbol))
            } catch {
                throw Self.intolerable(event, TickFailure(error), symbols)
            }
        }
    }

    private mutating func observe(_ event: borrowing MarketEvent, _ symbol: SymbolID) throws {
        let quote = try Quote(bid: event.bidPrice, ask: event.askPrice)
        guard selection?.byFeatures != nil else {
            selection?.byVolatility?.record(symbol, midPrice: quote.midPrice)
            return
        }
        _ = try features?.step(event, quote, identity: symbol)
        guard let timeMs = event.time.milliseconds else { throw TickFailure(.wrongType, field: .ts) }
        gates.toxicity.recordPrice(symbol, midPrice: quote.midPrice, atMs: timeMs)
        account.recordPrice(symbol, quote.midPrice)
    }

    /// Ends the selection pass: selects, and forgets what is not to reach the trading pass.
    public mutating func beginTrading(_ symbols: borrowing SymbolTable) throws(PaperRunError) {
        do throws(DecimalError) {
            if let selector = selection?.byFeatures {
                let selected = try selector.select(candidates(), symbols)
                selection?.finish(selected)
                forgetSelectionPass()
            } else if let selector = selection?.byVolatility {
                let selected = try selector.select(symbols)
                selection?.finish(selected)
            }
        } catch {
            throw Self.unselectable(error)
        }
    }

    /// Bars, books and guards stay.
    private mutating func forgetSelectionPass() {
        gates.reset()
        account.resetLedger()
        orders.removeAll()
        counters = PaperCounters()
    }

    private mutating func candidates() throws(DecimalError) -> [TopKCandidate] {
        guard let features else { return [] }
        var candidates: [TopKCandidate] = []
        for position in 0..<features.count {
            guard let latest = features.latest(at: position) else { continue }
            let inputs = latest.policyInputs
            let symbol = features.identity(at: position)
            var isToxic = false
            if try latest.midPrice.isGreater(than: .zero), let nowMs = latest.time.milliseconds {
                isToxic = try !gates.toxicity.check(
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

    private static func intolerable(
        _ event: borrowing MarketEvent, _ failure: TickFailure, _ symbols: borrowing SymbolTable
    ) -> PaperRunError {
        let message = EventFailure(time: event.time, fault: failure.fault, field: failure.field).message(symbols)
        return PaperRunError(
            description: "\(message). The selection pass needs every snapshot: correct or remove the event.")
    }

    private static func unselectable(_ error: DecimalError) -> PaperRunError {
        let reason = EventFault(error).explanation(field: nil)
        return PaperRunError(
            description: "the prices of the fixture cannot be compared for the selection: \(reason). "
                + "Look for prices that are not finite or have more than 26 digits before the point.")
    }
}
