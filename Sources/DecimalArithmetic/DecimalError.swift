// Purpose: the closed list of reasons a decimal operation can refuse.
// Invariant: trivial (no payload), so `throws(DecimalError)` costs one register compare.

/// Why a decimal operation produced no value.
///
/// The first four cases are the conditions that raise under the fixed context of this module
/// (see ``DecimalContext``). Inexact, rounded, subnormal, underflow and clamped results do not raise.
public enum DecimalError: Error, Equatable, Sendable {
    /// The text is not a number (conversion syntax), or its exponent is outside the constructible range.
    case syntax
    /// 0/0, inf - inf, inf * 0, inf/inf, arithmetic on a signalling NaN, ordering a NaN, quantize result too long.
    case invalidOperation
    /// A finite non-zero value, or an infinity, divided by zero in the sense of the specification.
    case divisionByZero
    /// The adjusted exponent of the rounded result exceeds Emax; also the integer value of an infinity.
    case overflow
    /// The integer value exists but is larger than the requested integer type or text bound.
    case integerOverflow
    /// The integer value of a NaN was asked for.
    case notANumber
    /// The process-wide table of over-long coefficients is full (see ``LongCoefficientTable``).
    case longCoefficientTableFull
}
