// Quote notional to base quantity: policies specification, section 10.

import DecimalArithmetic
import Domain

public enum NotionalConversion {
    /// notional ÷ price, truncated to `precision` decimals; a precision of 0 or less gives whole units.
    public static func quantity(notional: Decimal, price: Decimal, precision: Int = 8) throws -> Decimal {
        guard try price.isGreater(than: .zero) else { throw ParameterError("price", "must be positive") }
        guard try !notional.isLess(than: .zero) else { throw ParameterError("notional", "must be non-negative") }
        return try (notional / price).quantized(exponent: -max(precision, 0), rounding: .down)
    }
}
