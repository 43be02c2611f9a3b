// `l2`: one raw line to the book's best prices and features.

import DecimalArithmetic
import Domain
import Features

extension VectorComponents {
    static let l2 = VectorComponent("l2") { input in
        guard case .string(let line) = try input.member("line") else {
            throw VectorFault.malformed("member 'line' is not text")
        }
        var symbols = SymbolTable()
        let snapshot = try bookSnapshot(line, &symbols)
        let quantity = try input.member("qty_ref").isNull ? MarketImpact.quantityReference : input.decimal("qty_ref")
        var calculator = L2FeatureCalculator(quantityReference: quantity)
        let features = try calculator.features(of: snapshot)
        return .object(
            JSONObject([
                ("best_bid", printed(snapshot.bestBid)), ("best_ask", printed(snapshot.bestAsk)),
                ("mid_price", printed(try snapshot.midPrice)), ("features", .document(features, symbols)),
            ]))
    }

    private static func bookSnapshot(_ line: [UInt8], _ symbols: inout SymbolTable) throws -> L2Snapshot {
        var reader = L2SnapshotReader()
        do throws(L2ParseError) {
            return try reader.read(line, &symbols)
        } catch {
            switch error {
            case .invalid: throw VectorFault.rejected("L2ParseError")
            case .decimal(let inner): throw inner
            }
        }
    }

    /// The vectors print an absent price as the reference prints its null into text.
    private static func printed(_ value: Decimal?) -> JSONValue { .text(value?.description ?? "None") }
}
