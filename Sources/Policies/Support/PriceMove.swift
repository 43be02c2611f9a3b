// The move from one mid price to the next, as the volatility proxies of Top-K v0 and of the controller
// sum it up: policies specification, sections 5 and 8.
// Invariant: a move depends on its two prices only, so it does not matter when it is computed.
// The sum is folded anew each time: 28-digit rounding makes a running sum differ from the fold.

import DecimalArithmetic

enum PriceMove: Sendable {
    /// The earlier price is zero or negative: the move does not count.
    case skipped
    /// |later − earlier| ÷ earlier.
    case relative(Decimal)
    /// What the reference would raise whenever it sums up a window that holds this move.
    case failed(DecimalError)

    init(from earlier: Decimal, to later: Decimal) {
        do throws(DecimalError) {
            guard try earlier.isGreater(than: .zero) else {
                self = .skipped
                return
            }
            self = .relative(try ((later - earlier) / earlier).magnitude())
        } catch {
            self = .failed(error)
        }
    }

    /// `sum` plus this move.
    @inline(__always)
    func added(to sum: Decimal) throws(DecimalError) -> Decimal {
        switch self {
        case .skipped: sum
        case .relative(let move): try sum + move
        case .failed(let error): throw error
        }
    }
}

extension Decimal {
    /// A ratio in whole basis points, half-even. Throws `invalidOperation` past 28 digits and
    /// `integerOverflow` past 64 bits, where the reference still has an integer.
    func wholeBasisPoints() throws(DecimalError) -> Int {
        try (self * .tenThousand).quantized(exponent: 0).truncatedInt()
    }
}
