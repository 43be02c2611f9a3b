// Why a policy has no plan, or the auto sizer no sizes, for a tick. The tick fails, the run goes on.

import DecimalArithmetic
import Domain

public enum PolicyError: RangeFailure, Equatable, Sendable, CustomStringConvertible {
    /// A number out of its range: the drawdown budget ratio, or what the auto sizer refuses, for example a
    /// grid that the L2 gate emptied (policies specification, section 11.6).
    case range(RangeViolation)
    /// An arithmetic refusal; `divisionByZero` for a step or bar interval of zero.
    case decimal(DecimalError)

    /// How the event that brought this tick is counted.
    public var fault: EventFault {
        switch self {
        case .range: .outOfRange
        case .decimal(let error): EventFault(error)
        }
    }

    public var description: String {
        switch self {
        case .range(let violation): violation.description
        case .decimal(let error): "\(error)"
        }
    }
}
