// Purpose: quotient and remainder of long integers (schoolbook, Knuth's algorithm D in base 10^9).

extension LongInteger {
    func divided(byWord divisor: UInt32) -> (LongInteger, UInt32) {
        var quotient = limbs
        var remainder: UInt64 = 0
        for index in quotient.indices.reversed() {
            let value = remainder * LongInteger.base + UInt64(quotient[index])
            quotient[index] = UInt32(value / UInt64(divisor))
            remainder = value % UInt64(divisor)
        }
        return (LongInteger(limbs: quotient), UInt32(remainder))
    }

    /// - Precondition: `divisor` is not zero.
    func quotientAndRemainder(dividingBy divisor: LongInteger) -> (LongInteger, LongInteger) {
        precondition(!divisor.isZero, "division by zero")
        if compare(divisor) < 0 { return (LongInteger(limbs: []), self) }
        if divisor.limbs.count == 1 {
            let (quotient, remainder) = divided(byWord: divisor.limbs[0])
            return (quotient, LongInteger(UInt128(remainder)))
        }
        // Scale so that the leading divisor limb is at least base / 2: quotient digit guesses are off by two at most.
        let factor = UInt32(LongInteger.base / (UInt64(divisor.limbs[divisor.limbs.count - 1]) + 1))
        let v = divisor.multiplied(by: factor).limbs
        var u = multiplied(by: factor).limbs
        while u.count < limbs.count + 1 { u.append(0) }
        var quotient = [UInt32](repeating: 0, count: u.count - v.count)
        for position in quotient.indices.reversed() {
            quotient[position] = LongInteger.quotientDigit(&u, v, at: position)
        }
        let (remainder, _) = LongInteger(limbs: u).divided(byWord: factor)
        return (LongInteger(limbs: quotient), remainder)
    }

    /// One quotient limb; subtracts digit * v from u at `position`.
    private static func quotientDigit(_ u: inout [UInt32], _ v: [UInt32], at position: Int) -> UInt32 {
        let n = v.count
        let head = UInt64(u[position + n]) * base + UInt64(u[position + n - 1])
        let top = UInt64(v[n - 1])
        var guess = head / top
        var rest = head % top
        while guess >= base
            || guess * UInt64(v[n - 2]) > rest * base + UInt64(u[position + n - 2])
        {
            guess -= 1
            rest += top
            if rest >= base { break }
        }
        var carry: UInt64 = 0
        var borrow: Int64 = 0
        for index in 0..<n {
            let product = guess * UInt64(v[index]) + carry
            carry = product / base
            let difference = Int64(u[position + index]) - borrow - Int64(product % base)
            borrow = difference < 0 ? 1 : 0
            u[position + index] = UInt32(difference + borrow * Int64(base))
        }
        let last = Int64(u[position + n]) - borrow - Int64(carry)
        if last >= 0 {
            u[position + n] = UInt32(last)
            return UInt32(guess)
        }
        // The guess was one too large: add v back once; the final carry cancels the borrow.
        var addCarry: UInt64 = 0
        for index in 0..<n {
            let sum = UInt64(u[position + index]) + UInt64(v[index]) + addCarry
            addCarry = sum >= base ? 1 : 0
            u[position + index] = UInt32(sum - addCarry * base)
        }
        u[position + n] = 0
        return UInt32(guess - 1)
    }
}
