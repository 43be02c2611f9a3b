// What the strategy of a paper run shows of its gates, kill switch, account and positions. Computed from the decisions
// alone, so that a restarted worker comes to the same numbers: while it recovers it shows nothing.

import DecimalArithmetic
import Domain
import Engine
import Rings
import Risk

struct RiskInstruments {
    private let board: RiskBoard
    private let hasGuard: Bool
    private let initialCapital: Double
    private var account = RiskBoard.Account()
    /// In order of first appearance.
    private var positions: [RiskBoard.Position] = []
    private var places = SymbolMap<Int>()
    private var latch: KillSwitchReason?
    private var trips = InlineArray<4, Int>(repeating: 0)
    /// Whether the board has all that was computed so far.
    private var isShown = false

    init(_ context: WorkerContext, _ strategy: borrowing PaperStrategy) {
        board = context.region.risk
        hasGuard = strategy.drawdownLimitPct != nil
        initialCapital = strategy.initialCapital.doubleValue
        account.equity = initialCapital
        account.highWaterMark = initialCapital
        account.drawdownLimitPct = strategy.drawdownLimitPct ?? 0
    }

    /// Takes a tick that is settled. O(symbols) additions; no allocation but for a new symbol.
    @inline(never)
    mutating func take(
        _ output: borrowing PaperOutput, _ symbol: SymbolID, _ strategy: borrowing PaperStrategy, isNews: Bool
    ) {
        let place = takePosition(output, symbol, strategy)
        takeAccount(output)
        let reason = strategy.killSwitchReason
        if let reason, latch == nil { trips[Int(reason.code)] += 1 }
        latch = reason
        guard isNews else { return }
        board.show(account)
        board.show(positions[place], at: place)
        show(strategy.gatingMetrics)
        board.latch = latch.map { Int($0.code) }
        if !isShown { showAll() }
    }

    /// The symbol's place among the positions.
    private mutating func takePosition(
        _ output: borrowing PaperOutput, _ symbol: SymbolID, _ strategy: borrowing PaperStrategy
    ) -> Int {
        let place: Int
        if let known = places[symbol] {
            place = known
        } else {
            place = positions.count
            places.set(place, for: symbol)
            positions.append(RiskBoard.Position(symbol: symbol.index))
        }
        if let pnl = output.pnl {
            positions[place].realizedPnL = pnl.realizedPnl.doubleValue
            positions[place].unrealizedPnL = pnl.unrealizedPnl.doubleValue
        }
        if !output.fills.isEmpty {
            let position = strategy.position(of: symbol)
            positions[place].quantity = position.quantity.doubleValue
            positions[place].entryPrice = position.averageEntryPrice.doubleValue
        }
        positions[place].openOrders = strategy.restingCount(of: symbol)
        return place
    }

    private mutating func takeAccount(_ output: borrowing PaperOutput) {
        account.realizedPnL = 0
        account.unrealizedPnL = 0
        account.openOrders = 0
        for index in positions.indices {
            account.realizedPnL += positions[index].realizedPnL
            account.unrealizedPnL += positions[index].unrealizedPnL
            account.openOrders += positions[index].openOrders
        }
        account.equity = initialCapital + account.realizedPnL + account.unrealizedPnL
        // What the guard measures counts where there is one: it looks at executed ticks only.
        if let check = output.drawdownCheck {
            account.highWaterMark = check.highWaterMark.doubleValue
            account.drawdownPct = check.drawdownPct
        } else if !hasGuard {
            account.highWaterMark = max(account.highWaterMark, account.equity)
            let fall = account.highWaterMark - account.equity
            account.drawdownPct = account.highWaterMark > 0 ? max(fall / account.highWaterMark * 100, 0) : 0
        }
    }

    private func show(_ metrics: borrowing GatingMetrics) {
        for gate in 0..<GateName.caseCount {
            board.setAllowed(metrics.allowedCount(gateCode: gate), gate: gate)
            for reason in 0..<GateReason.caseCount {
                board.setBlocked(metrics.blockedCount(gateCode: gate, reasonCode: reason), gate: gate, reason: reason)
            }
        }
        for reason in 0..<KillSwitchReason.caseCount { board.setTrips(trips[reason], reason: reason) }
    }

    private mutating func showAll() {
        for index in positions.indices { board.show(positions[index], at: index) }
        isShown = true
    }
}
