import DecimalArithmetic
import Domain
import Policies

extension VectorComponents {
    static let topKV0 = VectorComponent("topk_v0") { input in
        var symbols = SymbolTable()
        var selector = try TopKV0(k: input.integer("k"), windowSize: input.integer("window_size"))
        for row in try input.array("prices") {
            guard let parts = row.arrayValue, parts.count == 3, let name = parts[1].stringValue,
                let mid = parts[2].stringValue
            else { throw VectorFault.malformed("a price is not [ts, symbol, mid]") }
            selector.record(try PolicyInputs.symbol(name, &symbols), midPrice: try Decimal(mid))
        }
        return .object(try selector.select(symbols).document(symbols))
    }

    static let topKV1 = VectorComponent("topk_v1") { input in
        var symbols = SymbolTable()
        var candidates: [TopKCandidate] = []
        for value in try input.array("candidates") {
            candidates.append(
                TopKCandidate(
                    symbol: try PolicyInputs.symbol(value.text("symbol"), &symbols),
                    rangeScore: try value.integer("range_score"), spreadBps: try value.integer("spread_bps"),
                    thinL1: try value.decimal("thin_l1"), netReturnBps: try value.integer("net_return_bps"),
                    warmupBars: try value.integer("warmup_bars"),
                    isToxic: try value.member("toxicity_blocked").isTruthy))
        }
        let selector = try TopKV1(PolicyInputs.options(input, default: TopKV1Config()))
        return .object(try selector.select(candidates, symbols).document(symbols))
    }
}
