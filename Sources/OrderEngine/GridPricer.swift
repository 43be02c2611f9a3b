// From a plan to level prices and quantities: execution specification, section 3.

import DecimalArithmetic
import Domain

/// A plan whose sizes do not reach its levels.
public enum OrderEngineError: Error, Sendable, Equatable {
    case decimal(DecimalError)
    /// Levels were asked for with an empty size schedule.
    case emptySizeSchedule

    public var fault: EventFault {
        switch self {
        case .decimal(let error): EventFault(error)
        case .emptySizeSchedule: .missingField
        }
    }
}

/// Prices the levels of a plan. Remembers the factors of the last spacing and skew, because getting
/// them goes through text (decimal specification, section 8).
public struct GridPricer: Sendable {
    public let pricePrecision: Int
    public let quantityPrecision: Int

    private var spacing = Double.nan
    private var skew = Double.nan
    private var upFactor = Decimal.one
    private var downFactor = Decimal.one
    private var skewFactor = Decimal.one

    public init(pricePrecision: Int, quantityPrecision: Int) {
        self.pricePrecision = pricePrecision
        self.quantityPrecision = quantityPrecision
    }

    /// Levels a plan has on each side once its mode is taken into account: SELL above, BUY below.
    /// A negative number of levels is none, as in the reference.
    @inline(__always)
    static func levelCounts(_ plan: borrowing GridPlan) -> (sell: Int, buy: Int) {
        switch plan.mode {
        case .pause, .emergency: (0, 0)
        case .uniLong: (0, max(plan.levelsDown, 0))
        case .uniShort: (max(plan.levelsUp, 0), 0)
        case .bilateral, .throttle: (max(plan.levelsUp, 0), max(plan.levelsDown, 0))
        }
    }

    /// Prices and quantities of all levels, SELL 1…n then BUY 1…m.
    mutating func price(
        _ plan: borrowing GridPlan, into levels: inout [GridLevel]
    ) throws(OrderEngineError) {
        levels.removeAll(keepingCapacity: true)
        let counts = Self.levelCounts(plan)
        if plan.mode == .pause || plan.mode == .emergency { return }
        do throws(DecimalError) {
            refreshFactors(plan)
            let center = try plan.centerPrice * skewFactor
            try append(.sell, counts.sell, center, upFactor, &levels)
            try append(.buy, counts.buy, center, downFactor, &levels)
        } catch {
            throw .decimal(error)
        }
        for index in levels.indices {
            levels[index].quantity = try quantity(plan, level: Int(levels[index].key.level))
        }
    }

    /// The quantity of one level (1-based).
    @inline(__always)
    func quantity(_ plan: borrowing GridPlan, level: Int) throws(OrderEngineError) -> Decimal {
        guard let size = plan.sizes.size(at: level - 1) else { throw .emptySizeSchedule }
        do throws(DecimalError) {
            return try size.quantized(exponent: -max(quantityPrecision, 0), rounding: .down)
        } catch {
            throw .decimal(error)
        }
    }

    /// Whether pricing this plan certainly succeeds, decided without pricing it: a finite centre of
    /// ordinary size, a spacing that at most doubles a price per level, and few levels. Then a tick
    /// on which nothing is missing needs no prices at all.
    @inline(__always)
    func pricingCannotFail(_ plan: borrowing GridPlan) -> Bool {
        guard plan.centerPrice.isFinite, abs(plan.spacingBps.value) <= 10_000, abs(plan.skewBps.value) <= 10_000,
            plan.levelsUp <= Self.easyLevels, plan.levelsDown <= Self.easyLevels
        else { return false }
        let exponent = plan.centerPrice.adjustedExponent
        return exponent > -Self.easyExponent && exponent + Self.easyGrowthDigits + max(pricePrecision, 0) <= 26
    }

    private static let easyLevels = 20
    /// 2^(20 levels + skew) has fewer than seven digits.
    private static let easyGrowthDigits = 7
    private static let easyExponent = 1000

    private func append(
        _ side: OrderSide, _ count: Int, _ center: Decimal, _ factor: Decimal, _ levels: inout [GridLevel]
    ) throws(DecimalError) {
        guard count > 0 else { return }
        // Multiplying on from the last level gives the same products as starting from the centre
        // each time, because every product is rounded before the next.
        var price = center
        for level in 1...count {
            price = try price * factor
            let truncated = try price.quantized(exponent: -max(pricePrecision, 0), rounding: .down)
            levels.append(GridLevel(key: LevelKey(side: side, level: Int32(level)), price: truncated, quantity: .zero))
        }
    }

    @inline(__always)
    private mutating func refreshFactors(_ plan: borrowing GridPlan) {
        if plan.spacingBps.value != spacing {
            spacing = plan.spacingBps.value
            upFactor = DoubleMath.spacingFactorUp(bps: spacing)
            downFactor = DoubleMath.spacingFactorDown(bps: spacing)
        }
        if plan.skewBps.value != skew {
            skew = plan.skewBps.value
            skewFactor = DoubleMath.skewFactor(bps: skew)
        }
    }
}

/// One priced place of the grid.
struct GridLevel: Sendable {
    var key: LevelKey
    var price: Decimal
    var quantity: Decimal
}
