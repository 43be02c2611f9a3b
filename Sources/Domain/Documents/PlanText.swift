// The canonical text of plans, one after the other. From tick to tick usually only the centre price
// changes, so the text behind it is kept and copied.

import DecimalArithmetic

public struct PlanText: ~Copyable {
    private var last: GridPlan?
    private var tail = ByteBuffer(capacity: 512)

    public init() {}

    /// Appends the canonical form of `plan`.
    @inline(__always)
    public mutating func append(_ plan: borrowing GridPlan, to buffer: inout ByteBuffer) {
        if !isTail(of: plan) { remember(plan) }
        buffer.append("{\"center_price\":")
        buffer.appendQuoted(plan.centerPrice)
        buffer.append(tail.bytes)
    }

    @inline(__always)
    private func isTail(of plan: borrowing GridPlan) -> Bool {
        guard let last, case .uniform(let lastSize, let lastCount) = last.sizes,
            case .uniform(let size, let count) = plan.sizes
        else { return false }
        return last.spacingBps.printsLike(plan.spacingBps) && last.levelsUp == plan.levelsUp
            && last.levelsDown == plan.levelsDown && lastCount == count && lastSize.isIdentical(to: size)
            && last.skewBps.printsLike(plan.skewBps) && last.widthBps.printsLike(plan.widthBps) && last.mode == plan.mode
            && last.regime == plan.regime && last.reset == plan.reset && last.reasons == plan.reasons
    }

    private mutating func remember(_ plan: borrowing GridPlan) {
        last = copy plan
        tail.removeAll()
        tail.appendAfterCenter(of: plan)
    }
}

extension BasisPoints {
    /// Whether both have the same text. `==` is not enough: 0.0 equals -0.0.
    @inline(__always)
    fileprivate func printsLike(_ other: BasisPoints) -> Bool {
        value.bitPattern == other.value.bitPattern && isInteger == other.isInteger
    }
}
