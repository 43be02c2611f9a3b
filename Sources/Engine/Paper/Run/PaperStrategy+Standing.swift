// What a strategy shows to those who watch it: nothing here decides.

import DecimalArithmetic
import Domain
import Risk

extension PaperStrategy {
    /// What the gates said so far in the trading pass: the codes of gate and reason, with `pass` for what it allowed.
    /// A walk instead of the metrics themselves: nothing is copied.
    public func forEachGateCount(_ body: (_ gate: Int, _ reason: Int, _ count: Int) -> Void) {
        for gate in 0..<GateName.caseCount {
            body(gate, Int(GateReason.pass.code), gates.metrics.allowedCount(gateCode: gate))
            for reason in 1..<GateReason.caseCount {
                body(gate, reason, gates.metrics.blockedCount(gateCode: gate, reasonCode: reason))
            }
        }
    }

    /// Why the kill switch of v1 is latched; nil: it is not.
    @inline(__always)
    public var killSwitchReason: KillSwitchReason? { account.killSwitch.state.trip?.reason }

    /// The limit of the drawdown guard, percent; nil: there is none.
    public var drawdownLimitPct: Double? { account.drawdownGuard?.drawdownPctMax.value }

    /// Equity before the first fill, quote currency.
    public var initialCapital: Decimal { account.initialCapital }

    /// The position of a symbol; flat where there was no fill.
    @inline(__always)
    public func position(of symbol: SymbolID) -> Position { account.ledger.position(symbol) }

    /// Orders of a symbol that rest.
    @inline(__always)
    public func restingCount(of symbol: SymbolID) -> Int {
        guard let position = orders.position(of: symbol) else { return 0 }
        return orders[at: position].resting.count
    }
}
