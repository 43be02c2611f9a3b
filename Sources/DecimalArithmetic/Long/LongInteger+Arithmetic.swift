// Purpose: sum, difference, product and decimal shifts of long integers.

extension LongInteger {
    static func + (a: LongInteger, b: LongInteger) -> LongInteger {
        let count = max(a.limbs.count, b.limbs.count)
        var result: [UInt32] = []
        result.reserveCapacity(count + 1)
        var carry: UInt32 = 0
        for index in 0..<count {
            var sum = carry
            if index < a.limbs.count { sum += a.limbs[index] }
            if index < b.limbs.count { sum += b.limbs[index] }
            carry = sum >= UInt32(base) ? 1 : 0
            result.append(carry == 1 ? sum - UInt32(base) : sum)
        }
        if carry != 0 { result.append(carry) }
        return LongInteger(limbs: result)
    }

    /// - Precondition: `b` is not larger than `a`.
    static func - (a: LongInteger, b: LongInteger) -> LongInteger {
        precondition(b.limbs.count <= a.limbs.count, "negative difference")
        var result = a.limbs
        var borrow: Int64 = 0
        for index in result.indices {
            var difference = Int64(result[index]) - borrow
            if index < b.limbs.count { difference -= Int64(b.limbs[index]) }
            borrow = difference < 0 ? 1 : 0
            result[index] = UInt32(difference + borrow * Int64(base))
        }
        precondition(borrow == 0, "negative difference")
        return LongInteger(limbs: result)
    }

    /// Schoolbook product, O(n * m).
    static func * (a: LongInteger, b: LongInteger) -> LongInteger {
        if a.isZero || b.isZero { return LongInteger(limbs: []) }
        let left = a.limbs
        let right = b.limbs
        let result = [UInt32](unsafeUninitializedCapacity: left.count + right.count) { out, initialized in
            initialized = left.count + right.count
            out.initialize(repeating: 0)
            for i in 0..<left.count {
                let factor = UInt64(left[i])
                var carry: UInt64 = 0
                for j in 0..<right.count {
                    let total = UInt64(out[i &+ j]) &+ factor &* UInt64(right[j]) &+ carry
                    carry = total / base
                    out[i &+ j] = UInt32(truncatingIfNeeded: total &- carry &* base)
                }
                out[i + right.count] = UInt32(carry)
            }
        }
        return LongInteger(limbs: result)
    }

    func multiplied(by factor: UInt32) -> LongInteger {
        var result: [UInt32] = []
        result.reserveCapacity(limbs.count + 1)
        var carry: UInt64 = 0
        for limb in limbs {
            let total = UInt64(limb) * UInt64(factor) + carry
            carry = total / LongInteger.base
            result.append(UInt32(total % LongInteger.base))
        }
        while carry > 0 {
            result.append(UInt32(carry % LongInteger.base))
            carry /= LongInteger.base
        }
        return LongInteger(limbs: result)
    }

    /// self * 10^count.
    func shifted(by count: Int) -> LongInteger {
        if isZero || count == 0 { return self }
        let (whole, part) = count.quotientAndRemainder(dividingBy: LongInteger.digitsPerLimb)
        let scaled = part == 0 ? self : multiplied(by: UInt32(PowersOfTen.word(part)))
        return LongInteger(limbs: [UInt32](repeating: 0, count: whole) + scaled.limbs)
    }

    /// self modulo 10^count.
    func lowestDigits(_ count: Int) -> LongInteger {
        self - dropping(count, rounding: .down).shifted(by: count)
    }

    /// self / 10^count, the dropped digits rounded; `sticky` adds a non-zero tail below them.
    func dropping(_ count: Int, rounding: DecimalRounding, sticky: Bool = false) -> LongInteger {
        let (whole, part) = count.quotientAndRemainder(dividingBy: LongInteger.digitsPerLimb)
        // More than one digit above the leading one: below half a unit.
        if count > digitCount { return LongInteger(limbs: []) }
        var quotient = LongInteger(limbs: Array(limbs.dropFirst(whole)))
        var lost: UInt32 = 0
        let divisor = UInt32(PowersOfTen.word(part))
        if part > 0 { (quotient, lost) = quotient.divided(byWord: divisor) }
        if rounding == .down || count == 0 { return quotient }
        let order = tailOrder(lost: lost, divisor: divisor, whole: whole, sticky: sticky)
        return order > 0 || (order == 0 && quotient.isOdd) ? quotient + LongInteger(1) : quotient
    }

    /// Compares the dropped tail with half a unit.
    private func tailOrder(lost: UInt32, divisor: UInt32, whole: Int, sticky: Bool) -> Int {
        let lower = limbs.prefix(whole)
        if divisor > 1 {
            let half = divisor / 2
            if lost != half { return lost < half ? -1 : 1 }
            return sticky || lower.contains { $0 != 0 } ? 1 : 0
        }
        let half = UInt32(LongInteger.base / 2)
        guard let top = lower.last, lower.count == whole else { return -1 }
        if top != half { return top < half ? -1 : 1 }
        return sticky || lower.dropLast().contains { $0 != 0 } ? 1 : 0
    }
}
