// Decimals as a test writes them down.

import struct DecimalArithmetic.Decimal

/// A decimal literal of a test.
func dec(_ text: String) -> Decimal {
    guard let value = try? Decimal(text) else { preconditionFailure("'\(text)' is no decimal") }
    return value
}
