// Integer arithmetic of the policies. The reference computes with unbounded integers; here a value that
// leaves 64 bits is a typed error, never a wrong number and never a trap.

import DecimalArithmetic

enum IntegerMath {
    static func product(_ a: Int, _ b: Int) throws(DecimalError) -> Int {
        let (value, overflow) = a.multipliedReportingOverflow(by: b)
        if overflow { throw .integerOverflow }
        return value
    }

    static func sum(_ a: Int, _ b: Int) throws(DecimalError) -> Int {
        let (value, overflow) = a.addingReportingOverflow(b)
        if overflow { throw .integerOverflow }
        return value
    }

    static func difference(_ a: Int, _ b: Int) throws(DecimalError) -> Int {
        let (value, overflow) = a.subtractingReportingOverflow(b)
        if overflow { throw .integerOverflow }
        return value
    }

    static func magnitude(_ a: Int) throws(DecimalError) -> Int {
        guard let value = Int(exactly: a.magnitude) else { throw .integerOverflow }
        return value
    }

    /// a ÷ b rounded down, also for negative operands. A zero divisor throws `divisionByZero`.
    static func floorQuotient(_ a: Int, _ b: Int) throws(DecimalError) -> Int {
        if b == 0 { throw .divisionByZero }
        let (quotient, overflow) = a.dividedReportingOverflow(by: b)
        if overflow { throw .integerOverflow }
        let remainder = a % b
        return remainder != 0 && (remainder < 0) != (b < 0) ? quotient - 1 : quotient
    }

    /// `value` × `percent` ÷ 100, rounded down.
    static func percentage(_ value: Int, _ percent: Int) throws(DecimalError) -> Int {
        try floorQuotient(product(value, percent), 100)
    }
}
