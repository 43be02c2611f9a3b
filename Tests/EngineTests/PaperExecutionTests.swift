// The executing half by itself: the tick-delay model's picture of the orders, and orders that a port refuses.

import struct DecimalArithmetic.Decimal
import Domain
import Engine
import OrderEngine
import XCTest

final class PaperExecutionTests: XCTestCase {
    private var symbols = Symbols()

    /// A tick of symbol X that wants to sell one unit at `price` on level 1; nil wants nothing.
    private func output(_ timeMs: Int, sellAt price: String?) -> PaperOutput {
        var output = PaperOutput()
        output.reset(time: EventTime(milliseconds: timeMs), symbol: symbols("X"))
        if let price {
            output.tick.actions = [
                .place(LevelKey(side: .sell, level: 1), price: decimal(price), quantity: .one, .reconcileAdd)
            ]
        }
        return output
    }

    private func execution(afterTicks: Int) -> PaperExecution<StubPort> {
        var options = PaperOptions()
        options.fillAfterTicks = afterTicks
        return PaperExecution(options, constraints: nil, port: StubPort())
    }

    private func fills(
        _ execution: inout PaperExecution<StubPort>, _ output: PaperOutput, midPrice: String
    ) -> [String] {
        var output = output
        XCTAssertEqual(execution.execute(&output, midPrice: decimal(midPrice), symbols.table), .executed)
        return output.fills.map { $0.id(symbols) }
    }

    func testOrdersOfATickThatWasDroppedNeverFill() {
        for keeps in [true, false] {
            var execution = execution(afterTicks: 1)
            XCTAssertEqual(fills(&execution, output(1, sellAt: "100"), midPrice: "99"), [])
            execution.settle(keepsOrders: keeps)
            let later = fills(&execution, output(2, sellAt: nil), midPrice: "101")
            XCTAssertEqual(later, keeps ? ["X:1:1:SELL:1"] : [])
            execution.settle(keepsOrders: true)
            XCTAssertEqual(fills(&execution, output(3, sellAt: nil), midPrice: "101"), [], "it fills once")
        }
    }

    func testAFillOfATickThatWasDroppedHappensAgain() {
        var execution = execution(afterTicks: 1)
        XCTAssertEqual(fills(&execution, output(1, sellAt: "100"), midPrice: "99"), [])
        execution.settle(keepsOrders: true)
        XCTAssertEqual(fills(&execution, output(2, sellAt: nil), midPrice: "101"), ["X:1:1:SELL:1"])
        execution.settle(keepsOrders: false)
        XCTAssertEqual(fills(&execution, output(3, sellAt: nil), midPrice: "101"), ["X:1:1:SELL:1"])
        execution.settle(keepsOrders: true)
        XCTAssertEqual(fills(&execution, output(4, sellAt: nil), midPrice: "101"), [])
    }

    func testWhatFailedAndHowFarItCame() {
        var execution = execution(afterTicks: 0)
        var unset = output(1, sellAt: "0")
        XCTAssertEqual(execution.execute(&unset, midPrice: .one, symbols.table), .fillsFailed(.badDecimal))
        XCTAssertEqual(execution.outcomes.count, 1)
        var options = PaperOptions()
        options.constraintsEnabled = true
        var constrained = PaperExecution(
            options, constraints: ["X": QuantityConstraint(step: decimal("sNaN"), minimum: .one)], port: StubPort())
        var order = output(1, sellAt: "100")
        XCTAssertEqual(constrained.execute(&order, midPrice: .one, symbols.table), .ordersFailed(.decimalOperation))
    }

    // MARK: - A port that refuses

    private struct ClosedPort: OrderPort {
        mutating func place(
            _ key: LevelKey, price: Decimal, quantity: Decimal, symbol: SymbolID, at time: EventTime
        ) -> PortReply { .refused(.killSwitchActive) }
        mutating func cancel(_ id: OrderID) -> Bool { false }
        mutating func cancelAll() -> Int { 0 }
    }

    func testAnOrderThatTheInstanceStopsFillsNothing() {
        for mode in [FillMode.crossing, .instant] {
            for afterTicks in [0, 1, -1] {
                var options = PaperOptions()
                options.fillMode = mode
                options.fillAfterTicks = afterTicks
                var execution = PaperExecution(options, constraints: nil, port: ClosedPort())
                for timeMs in 1...3 {
                    var output = output(timeMs, sellAt: "100")
                    XCTAssertEqual(execution.execute(&output, midPrice: decimal("101"), symbols.table), .executed)
                    XCTAssertEqual(output.fills.count, 0, "\(mode) after \(afterTicks)")
                    execution.settle(keepsOrders: true)
                }
            }
        }
    }
}
