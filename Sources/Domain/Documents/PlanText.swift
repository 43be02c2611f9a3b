// The canonical text of plans, one after the other. From tick to tick of a symbol usually only the centre
// price changes, so the text behind it is kept and copied: of the last plan, and of a few before it, because
// the plans of several symbols take turns.

import DecimalArithmetic

public struct PlanText: ~Copyable {
    private var plans: [GridPlan] = []
    /// Of each plan, where its text stands.
    private var places: [Range<Int>] = []
    private var tails = ByteBuffer(capacity: 4096)
    private static let plansMax = 8

    public init() {}

    /// Appends the canonical form of `plan`.
    @inline(__always)
    public mutating func append(_ plan: borrowing GridPlan, to buffer: inout ByteBuffer) {
        // Listed sizes follow the price: such a plan hardly comes again.
        guard case .uniform = plan.sizes else { return buffer.appendCanonical(plan) }
        let place = find(plan) ?? remember(plan)
        buffer.append("{\"center_price\":")
        buffer.appendQuoted(plan.centerPrice)
        buffer.append(UnsafeBufferPointer(rebasing: tails.bytes[place]))
    }

    @inline(__always)
    private func find(_ plan: borrowing GridPlan) -> Range<Int>? {
        for index in plans.indices where Self.isTail(plans[index], of: plan) { return places[index] }
        return nil
    }

    @inline(__always)
    private static func isTail(_ known: borrowing GridPlan, of plan: borrowing GridPlan) -> Bool {
        guard case .uniform(let knownSize, let knownCount) = known.sizes, case .uniform(let size, let count) = plan.sizes
        else { return false }
        return known.spacingBps.printsLike(plan.spacingBps) && known.levelsUp == plan.levelsUp
            && known.levelsDown == plan.levelsDown && knownCount == count && knownSize.isIdentical(to: size)
            && known.skewBps.printsLike(plan.skewBps) && known.widthBps.printsLike(plan.widthBps)
            && known.mode == plan.mode && known.regime == plan.regime && known.reset == plan.reset
            && known.reasons == plan.reasons
    }

    /// Writes the text of a plan that is not known, and forgets all others when there are too many.
    @inline(never)
    private mutating func remember(_ plan: borrowing GridPlan) -> Range<Int> {
        if plans.count == Self.plansMax {
            plans.removeAll(keepingCapacity: true)
            places.removeAll(keepingCapacity: true)
            tails.removeAll()
        }
        let start = tails.count
        tails.appendAfterCenter(of: plan)
        let place = start..<tails.count
        plans.append(copy plan)
        places.append(place)
        return place
    }
}

extension BasisPoints {
    /// Whether both have the same text. `==` is not enough: 0.0 equals -0.0.
    @inline(__always)
    fileprivate func printsLike(_ other: BasisPoints) -> Bool {
        value.bitPattern == other.value.bitPattern && isInteger == other.isInteger
    }
}
