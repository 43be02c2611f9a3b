// Why one tick has no features.

import DecimalArithmetic
import Domain

public enum FeatureError: Error, Sendable, Equatable {
    /// A price, quantity or indicator is not a number, or too large.
    case decimal(DecimalError)
    /// The time of the tick is text or null and falls into no bar.
    case timeNotANumber

    public var fault: EventFault {
        switch self {
        case .decimal(let error): EventFault(error)
        case .timeNotANumber: .wrongType
        }
    }
}
