// Purpose: the storage of a General Decimal Arithmetic number: sign, coefficient, exponent.
//
// Invariants
// * 32 bytes, trivially copyable; safe to put in rings, mapped files and C buffers of one process
//   (a `.long` value holds a table handle and must be written as text to leave the process).
// * `.finite` if and only if the coefficient fits 128 bits; otherwise `.long` (handle into
//   ``LongCoefficientTable``) or `.binary` (bit pattern of the double whose exact expansion it is).
// * Arithmetic results are always `.finite`, an infinity or a NaN: only construction and
//   `roundedToIntegral` of an over-long value make coefficients of more than 28 digits.
//
// Not done here: no hashing, no `Comparable` (ordering a NaN is an error), no literals.

/// A decimal floating-point number that keeps its exponent: `1.0` and `1.00` are equal but print differently.
///
/// Arithmetic rounds to 28 digits, half to even (``DecimalContext``). Every operation on values of at most
/// 38 digits is allocation-free; longer constructed values take an exact slow path.
@frozen
public struct Decimal: Sendable {
    /// Coefficient; table handle (`.long`), double bits (`.binary`), payload or payload handle (NaN).
    @usableFromInline var rawCoefficient: UInt128
    /// Exponent; for a NaN 1 when the payload is a table handle.
    @usableFromInline var rawExponent: Int64
    /// Bit 0 is the sign, the bits above are the kind.
    @usableFromInline var flags: UInt64

    @inlinable
    init(rawCoefficient: UInt128, rawExponent: Int64, flags: UInt64) {
        self.rawCoefficient = rawCoefficient
        self.rawExponent = rawExponent
        self.flags = flags
    }

    /// The integer `value`, exponent 0.
    @inlinable
    public init(_ value: Int) {
        self.init(
            rawCoefficient: UInt128(value.magnitude), rawExponent: 0, flags: value < 0 ? 1 : 0)
    }

    /// (-1)^isNegative * coefficient * 10^exponent, kept exactly as given (no rounding).
    ///
    /// - Precondition: the exponent and the adjusted exponent are inside the constructible range.
    @inlinable
    public init(coefficient: UInt128, exponent: Int, isNegative: Bool = false) {
        precondition(
            exponent >= DecimalContext.constructibleExponentTiny
                && exponent <= DecimalContext.constructibleExponentMax,
            "decimal exponent out of range")
        self.init(
            rawCoefficient: coefficient, rawExponent: Int64(exponent), flags: isNegative ? 1 : 0)
    }

    /// `0` with exponent 0.
    @inlinable public static var zero: Decimal { Decimal(rawCoefficient: 0, rawExponent: 0, flags: 0) }
    /// `1` with exponent 0.
    @inlinable public static var one: Decimal { Decimal(rawCoefficient: 1, rawExponent: 0, flags: 0) }
    /// `2` with exponent 0.
    @inlinable public static var two: Decimal { Decimal(rawCoefficient: 2, rawExponent: 0, flags: 0) }
    /// `10000` with exponent 0: basis points per unit.
    @inlinable public static var tenThousand: Decimal {
        Decimal(rawCoefficient: 10_000, rawExponent: 0, flags: 0)
    }
    /// Positive infinity.
    @inlinable public static var infinity: Decimal {
        Decimal(rawCoefficient: 0, rawExponent: 0, flags: Kind.infinity.bits)
    }
    /// The quiet NaN without payload.
    @inlinable public static var nan: Decimal {
        Decimal(rawCoefficient: 0, rawExponent: 0, flags: Kind.quietNaN.bits)
    }

    /// 10^(-p), exactly: coefficient 1, exponent -p. A quantize pattern for `p` fraction digits.
    @inlinable
    public static func powerOfTen(minus p: Int) -> Decimal {
        Decimal(coefficient: 1, exponent: -p)
    }
}
