// `feature_engine`: the features of each snapshot of a sequence.

import DecimalArithmetic
import Domain
import Features

extension VectorComponents {
    static let featureEngine = VectorComponent("feature_engine") { input in
        var engine = FeatureEngine(try featureConfiguration(input.member("config")))
        var symbols = SymbolTable()
        var outputs: [JSONValue] = []
        for snapshot in try input.array("snapshots") {
            let event = try marketEvent(snapshot, &symbols)
            let quote = try Quote(bid: event.bidPrice, ask: event.askPrice)
            do throws(FeatureError) {
                let features = try engine.step(event, quote, identity: symbols.identity(event.symbol))
                outputs.append(.document(features, symbols))
            } catch {
                switch error {
                case .decimal(let inner): throw inner
                case .timeNotANumber: throw VectorFault.rejected("TypeError")
                }
            }
        }
        return .array(outputs)
    }

    private static func featureConfiguration(_ config: JSONValue) throws -> FeatureConfiguration {
        let standard = FeatureConfiguration()
        return try FeatureConfiguration(
            barIntervalMs: config["bar_interval_ms"]?.integerValue ?? standard.barIntervalMs,
            atrPeriod: config["atr_period"]?.integerValue ?? standard.atrPeriod,
            rangeHorizon: config["range_horizon"]?.integerValue ?? standard.rangeHorizon,
            barsMax: config["max_bars"]?.integerValue ?? standard.barsMax)
    }

    private static func marketEvent(_ value: JSONValue, _ symbols: inout SymbolTable) throws -> MarketEvent {
        guard let symbol = symbols.intern(text: try value.text("symbol")) else {
            throw VectorFault.malformed("too many symbols")
        }
        var event = MarketEvent(kind: .snapshot, time: EventTime(milliseconds: try value.integer("ts")), symbol: symbol)
        event.bidPrice = try value.decimal("bid_price")
        event.askPrice = try value.decimal("ask_price")
        event.bidQuantity = try value.decimal("bid_qty")
        event.askQuantity = try value.decimal("ask_qty")
        return event
    }
}
