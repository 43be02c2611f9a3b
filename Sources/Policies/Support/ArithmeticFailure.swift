// Lifts decimal errors and refused numbers into the error type of a calculation, in one place.

import DecimalArithmetic

/// An error type in which an arithmetic refusal is one case.
protocol ArithmeticFailure: Error {
    static func decimal(_ error: DecimalError) -> Self
}

extension ArithmeticFailure {
    /// The result of `body`, its decimal errors as `.decimal`.
    @inline(__always)
    static func lifting<Value>(_ body: () throws(DecimalError) -> Value) throws(Self) -> Value {
        do throws(DecimalError) {
            return try body()
        } catch {
            throw .decimal(error)
        }
    }
}

/// An error type in which a number out of range is another case.
protocol RangeFailure: ArithmeticFailure {
    static func range(_ violation: RangeViolation) -> Self
}

extension RangeFailure {
    /// Refuses a value that breaks the requirement.
    static func require(
        _ quantity: CheckedQuantity, _ requirement: RangeViolation.Requirement, _ value: Decimal
    ) throws(Self) {
        let holds = try lifting { () throws(DecimalError) in try requirement.holds(value) }
        if !holds { throw .range(RangeViolation(quantity, requirement, value)) }
    }
}
