// A number of a soak report or a thresholds file. Integers stay integers, so that messages print them
// as the file does: `errors_total: 1 > 0`, `fill_rate: 0.2 < min(0.4)`.

import DecimalArithmetic
import Domain

public enum SoakNumber: Sendable, CustomStringConvertible {
    case integer(Int)
    /// Finite.
    case real(Double)

    /// nil for anything but a finite number: with NaN every comparison would pass.
    init?(_ value: JSONValue) {
        switch value {
        case .integer(let number): self = .integer(number)
        case .double(let number) where number.isFinite: self = .real(number)
        default: return nil
        }
    }

    var double: Double {
        switch self {
        case .integer(let number): Double(number)
        case .real(let number): number
        }
    }

    public var description: String {
        switch self {
        case .integer(let number): "\(number)"
        case .real(let number): JSONValue.double(number).canonicalText
        }
    }

    static func > (one: SoakNumber, other: SoakNumber) -> Bool { one.double > other.double }
    static func < (one: SoakNumber, other: SoakNumber) -> Bool { one.double < other.double }
}

extension Double {
    /// Rounded half-even on the exact binary value. A finite number too large for that has no decimals.
    func rounded(decimals: Int) -> Double {
        do throws(DecimalError) {
            return try Decimal(exactly: self).quantized(exponent: -decimals).doubleValue
        } catch {
            return self
        }
    }

    /// With exactly that many decimals, rounded like `rounded(decimals:)`.
    func text(decimals: Int) -> String {
        do throws(DecimalError) {
            return try Decimal(exactly: self).quantized(exponent: -decimals).description
        } catch {
            return JSONValue.double(self).canonicalText
        }
    }
}
