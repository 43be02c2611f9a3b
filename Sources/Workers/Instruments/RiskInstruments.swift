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
        takeLatch(strategy)
        guard isNews else { return }
        if !isShown { return showAll(strategy) }
        board.show(account)
        if let place { board.show(positions[place], at: place) }
        showCounts(strategy)
    }

    /// Takes a tick that failed: gates may have been asked, and the latch may be new.
    @inline(never)
    mutating func takeFailure(_ strategy: borrowing PaperStrategy, isNews: Bool) {
        takeLatch(strategy)
        if isNews { showCounts(strategy) }
    }

    /// Shows everything at the end of the run, when none of it is news too: the region of a resumed run is a new one.
    @inline(never)
    mutating func finish(_ strategy: borrowing PaperStrategy) { showAll(strategy) }

    private mutating func takeLatch(_ strategy: borrowing PaperStrategy) {
        let reason = strategy.killSwitchReason
        if let reason, latch == nil { trips[Int(reason.code)] += 1 }
        latch = reason
    }

    /// The symbol's place among the positions; nil as long as it has neither been filled nor ordered: the room is for
    /// those that have.
    private mutating func takePosition(
        _ output: borrowing PaperOutput, _ symbol: SymbolID, _ strategy: borrowing PaperStrategy
    ) -> Int? {
        let held = strategy.position(of: symbol)
        let openOrders = strategy.restingCount(of: symbol)
        let place: Int
        if let known = places[symbol] {
            place = known
        } else {
            if held.quantity.isZero, held.realizedPnl.isZero, openOrders == 0 { return nil }
            place = positions.count
            places.set(place, for: symbol)
            positions.append(RiskBoard.Position(symbol: symbol.index))
        }
        positions[place].quantity = held.quantity.doubleValue
        positions[place].entryPrice = held.averageEntryPrice.doubleValue
        positions[place].realizedPnL = held.realizedPnl.doubleValue
        if let pnl = output.pnl { positions[place].unrealizedPnL = pnl.unrealizedPnl.doubleValue }
        positions[place].openOrders = openOrders
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
        // The mark of the guard counts where there is one: it looks at executed ticks only. How far equity is below it
        // is measured on every tick, also once the switch is latched and nothing is executed any more.
        if let check = output.drawdownCheck {
            account.highWaterMark = check.highWaterMark.doubleValue
        } else if !hasGuard {
            account.highWaterMark = max(account.highWaterMark, account.equity)
        }
        let fall = account.highWaterMark - account.equity
        account.drawdownPct = account.highWaterMark > 0 ? max(fall / account.highWaterMark * 100, 0) : 0
    }

    private func showCounts(_ strategy: borrowing PaperStrategy) {
        let board = board
        strategy.forEachGateCount { gate, reason, count in
            if reason == GateReason.pass.code {
                board.setAllowed(count, gate: gate)
            } else {
                board.setBlocked(count, gate: gate, reason: reason)
            }
        }
        for reason in 0..<KillSwitchReason.caseCount { board.setTrips(trips[reason], reason: reason) }
        board.latch = latch.map { Int($0.code) }
    }

    private mutating func showAll(_ strategy: borrowing PaperStrategy) {
        board.show(account)
        for index in positions.indices { board.show(positions[index], at: index) }
        showCounts(strategy)
        isShown = true
    }
}
