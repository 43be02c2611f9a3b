// L2 features back from their document: features specification, section 6. All fourteen members are required;
// the flags are taken as they stand, not derived again.

import DecimalArithmetic
import Domain

/// Why a document holds no L2 features. `member` names the first one that is at fault.
public enum L2FeatureReadError: Error, Equatable, Sendable {
    case missing(member: String)
    case wrongType(member: String)
    case decimal(DecimalError, member: String)
    /// The symbol table is full.
    case tooManySymbols
}

public struct L2FeatureReader {
    private let document: JSONValue

    private init(_ document: JSONValue) { self.document = document }

    /// Reads what `JSONValue.document(_: L2FeatureSnapshot, _:)` writes. Not for the tick path.
    public static func read(
        _ document: JSONValue, _ symbols: inout SymbolTable
    ) throws(L2FeatureReadError) -> L2FeatureSnapshot {
        let reader = L2FeatureReader(document)
        let timeMs = try reader.bookInteger("ts_ms")
        let symbol = try reader.symbol("symbol", &symbols)
        let venue = try reader.symbol("venue", &symbols)
        return L2FeatureSnapshot(
            timeMs: timeMs, symbol: symbol, venue: venue, depth: try reader.bookInteger("depth"),
            book: try reader.book(), quantityReference: try reader.decimal("qty_ref"))
    }

    private func book() throws(L2FeatureReadError) -> BookFeatures {
        BookFeatures(
            bidQuantity: try decimal("depth_bid_qty_topN"),
            askQuantity: try decimal("depth_ask_qty_topN"),
            imbalanceBps: try integer("depth_imbalance_topN_bps"),
            buyImpactBps: try integer("impact_buy_topN_bps"),
            sellImpactBps: try integer("impact_sell_topN_bps"),
            buyDepthInsufficient: try integer("impact_buy_topN_insufficient_depth") == 1,
            sellDepthInsufficient: try integer("impact_sell_topN_insufficient_depth") == 1,
            bidWallX1000: try integer("wall_bid_score_topN_x1000"),
            askWallX1000: try integer("wall_ask_score_topN_x1000"))
    }

    // MARK: - Members

    private func member(_ name: String) throws(L2FeatureReadError) -> JSONValue {
        guard let value = document[name] else { throw .missing(member: name) }
        return value
    }

    private func integer(_ name: String) throws(L2FeatureReadError) -> Int {
        guard let value = try member(name).integerValue else { throw .wrongType(member: name) }
        return value
    }

    private func bookInteger(_ name: String) throws(L2FeatureReadError) -> BookInteger {
        if let flag = try member(name).boolValue { return BookInteger(flag ? 1 : 0, isBoolean: true) }
        return BookInteger(try integer(name))
    }

    private func decimal(_ name: String) throws(L2FeatureReadError) -> Decimal {
        guard let text = try member(name).stringValue else { throw .wrongType(member: name) }
        do throws(DecimalError) { return try Decimal(text) } catch { throw .decimal(error, member: name) }
    }

    private func symbol(_ name: String, _ symbols: inout SymbolTable) throws(L2FeatureReadError) -> SymbolID {
        guard case .string(let text) = try member(name) else { throw .wrongType(member: name) }
        guard let symbol = text.withUnsafeBufferPointer({ symbols.intern($0) }) else { throw .tooManySymbols }
        return symbol
    }
}
