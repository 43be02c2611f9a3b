// What a policy decides on one tick: the grid to stand in the market.

import DecimalArithmetic

/// A number of basis points. Policies compute doubles; a parameter given as a JSON integer prints
/// without a point, and the digests see the difference (decimal specification, section 7).
public struct BasisPoints: Sendable, Equatable, BitwiseCopyable {
    public var value: Double
    public var isInteger: Bool

    @inline(__always)
    public init(_ value: Double, isInteger: Bool = false) {
        self.value = value
        self.isInteger = isInteger
    }
}

extension ByteBuffer {
    @inline(__always)
    public mutating func append(_ points: BasisPoints) {
        if points.isInteger { append(Int(points.value)) } else { append(points.value) }
    }
}

/// Base-asset quantity per level index. The last entry repeats for deeper levels.
public enum SizeSchedule: Sendable {
    case uniform(Decimal, count: Int)
    case listed([Decimal])

    public var count: Int {
        switch self {
        case .uniform(_, let count): count
        case .listed(let sizes): sizes.count
        }
    }

    /// The size of the level with this zero-based index; nil when the schedule is empty.
    @inline(__always)
    public func size(at index: Int) -> Decimal? {
        switch self {
        case .uniform(let size, let count): count > 0 ? size : nil
        case .listed(let sizes): sizes.isEmpty ? nil : sizes[min(index, sizes.count - 1)]
        }
    }

    /// No level at all.
    public static var empty: SizeSchedule { .uniform(.zero, count: 0) }

    /// Adds the size of one more level. Stays uniform, without allocation, as long as all sizes print alike.
    public mutating func append(_ size: Decimal) {
        switch self {
        case .uniform(_, 0): self = .uniform(size, count: 1)
        case .uniform(let first, let count) where first.isIdentical(to: size):
            self = .uniform(first, count: count + 1)
        case .uniform(let first, let count):
            var sizes = Array(repeating: first, count: count)
            // Room for an ordinary grid, so that growing it allocates once.
            sizes.reserveCapacity(max(2 * count, 32))
            sizes.append(size)
            self = .listed(sizes)
        case .listed(var sizes):
            self = .empty
            sizes.append(size)
            self = .listed(sizes)
        }
    }
}

/// The reasons of a plan in order: at most eight, without allocation. The longest list that a policy
/// builds has six: regime, warm-up, asymmetry, one L2 code, its block, drawdown.
public struct PlanReasons: Sendable, Equatable, BitwiseCopyable {
    public static let capacity = 8
    /// One code a byte, first reason in the lowest.
    public private(set) var packed: UInt64
    public private(set) var count: Int

    public init() {
        packed = 0
        count = 0
    }

    public init(_ reason: PlanReason) {
        self.init()
        append(reason)
    }

    /// Rebuilt from a record; nil when a code is unknown.
    public init?(packed: UInt64, count: Int) {
        guard 0...Self.capacity ~= count else { return nil }
        for index in 0..<count where PlanReason(code: UInt8(truncatingIfNeeded: packed >> (8 * index))) == nil {
            return nil
        }
        self.packed = packed
        self.count = count
    }

    public mutating func append(_ reason: PlanReason) {
        precondition(count < Self.capacity, "a plan has more than \(Self.capacity) reasons")
        packed |= UInt64(reason.code) << (8 * count)
        count += 1
    }

    public subscript(index: Int) -> PlanReason {
        PlanReason(code: UInt8(truncatingIfNeeded: packed >> (8 * index)))!
    }
}

public struct GridPlan: Sendable {
    public var mode: GridMode
    /// Quote per base.
    public var centerPrice: Decimal
    /// Distance between levels.
    public var spacingBps: BasisPoints
    /// SELL levels above the centre.
    public var levelsUp: Int
    /// BUY levels below the centre.
    public var levelsDown: Int
    public var sizes: SizeSchedule
    /// Shift of the centre.
    public var skewBps: BasisPoints
    public var regime: MarketRegime
    /// Informational.
    public var widthBps: BasisPoints
    public var reset: ResetAction
    public var reasons: PlanReasons

    public init(
        mode: GridMode, centerPrice: Decimal, spacingBps: BasisPoints, levelsUp: Int, levelsDown: Int,
        sizes: SizeSchedule, skewBps: BasisPoints = BasisPoints(0), regime: MarketRegime = .range,
        widthBps: BasisPoints = BasisPoints(0), reset: ResetAction = .none, reasons: PlanReasons = PlanReasons()
    ) {
        self.mode = mode
        self.centerPrice = centerPrice
        self.spacingBps = spacingBps
        self.levelsUp = levelsUp
        self.levelsDown = levelsDown
        self.sizes = sizes
        self.skewBps = skewBps
        self.regime = regime
        self.widthBps = widthBps
        self.reset = reset
        self.reasons = reasons
    }
}
