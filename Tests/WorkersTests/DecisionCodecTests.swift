// Decisions over a ring and back: plan, sizes, actions and summary arrive as they were decided.

import CGrinder
import Domain
import TestSupport
import XCTest

@testable import Workers

final class DecisionCodecTests: XCTestCase {
    func testRandomDecisionsRoundTrip() throws {
        let generator = OutputGenerator()
        var random = SeededGenerator(seed: 8)
        let channel = try Channel()
        var writer = try channel.writer()
        var reader = try channel.reader()
        var assembler = DecisionAssembler()
        var output = TickOutput()
        for tick in 1...2000 {
            let decision = generator.decision(&random)
            let stamp = DecisionStamp(tick: UInt64(tick), fence: 3, receiveTimeNs: 2, decideTimeNs: 4)
            try writer.write(decision, stamp, generator.symbols)
            while true {
                let record = try reader.next()
                let isComplete = try assembler.take(record, reader, into: &output)
                reader.release()
                if isComplete { break }
            }
            XCTAssertEqual(assembler.tick, UInt64(tick))
            var sent = ByteBuffer()
            var received = ByteBuffer()
            sent.appendCanonical(decision, generator.symbols)
            received.appendCanonical(output, reader.symbols)
            XCTAssertEqual(received.string, sent.string)
        }
    }

    /// `1` and `1.0` share their orders: a cancel on a tick of one may name an order of the other.
    func testACancelKeepsTheSymbolOfItsOrder() throws {
        var symbols = SymbolTable()
        let double = symbols.intern(bare: .double(1))!
        let order = OrderID(
            symbol: symbols.identity(double), time: EventTime(milliseconds: 5), level: 2, side: .buy, number: 9)
        XCTAssertNotEqual(order.symbol, double)
        var output = TickOutput()
        output.reset(time: EventTime(milliseconds: 6), symbol: double, filter: FilterDecision(.pass))
        var random = SeededGenerator(seed: 9)
        output.plan = OutputGenerator().plan(&random)
        output.actions = [.cancel(order, .reconcileRemove)]
        output.events = [.summary(.reconcile, placed: 0, cancelled: 1, reset: .none)]
        let channel = try Channel()
        var writer = try channel.writer()
        try writer.write(output, DecisionStamp(tick: 1, fence: 0, receiveTimeNs: 0, decideTimeNs: 0), symbols)
        var reader = try channel.reader()
        var assembler = DecisionAssembler()
        var received = TickOutput()
        while try !assembler.take(try reader.next(), reader, into: &received) { reader.release() }
        guard case .cancel(let id, _) = received.actions[0] else { return XCTFail("no cancel") }
        XCTAssertEqual(id, order)
    }

    func testTheWriterWaitsForSpaceAndGoesOn() throws {
        let generator = OutputGenerator()
        var random = SeededGenerator(seed: 10)
        let decisions = (0..<200).map { _ in generator.decision(&random) }
        let channel = try Channel(capacity: 16)
        let writing = Thread {
            do {
                var writer = try channel.writer()
                for (index, decision) in decisions.enumerated() {
                    try writer.write(
                        decision, DecisionStamp(tick: UInt64(index + 1), fence: 0, receiveTimeNs: 0, decideTimeNs: 0), generator.symbols)
                }
            } catch { XCTFail("\(error)") }
        }
        writing.start()
        var reader = try channel.reader()
        var assembler = DecisionAssembler()
        var output = TickOutput()
        var ticks: UInt64 = 0
        while ticks < 200 {
            if try assembler.take(try reader.next(), reader, into: &output) {
                ticks += 1
                XCTAssertEqual(assembler.tick, ticks)
            }
            reader.release()
        }
    }
}
