// Why one tick of the paper pipeline yields no output. Whatever it changed before it failed stays
// changed; the digests of later ticks depend on it.

import DecimalArithmetic
import Domain
import Features
import OrderEngine
import Policies
import Risk

public struct TickFailure: Error, Sendable {
    public var fault: EventFault
    public var field: SnapshotField?

    public init(_ fault: EventFault, field: SnapshotField? = nil) {
        self.fault = fault
        self.field = field
    }

    /// The failure that an error of any stage amounts to.
    init(_ error: any Error) {
        switch error {
        case let failure as TickFailure: self = failure
        case let error as DecimalError: self.init(EventFault(error))
        case let error as OrderEngineError: self.init(error.fault)
        case let error as FeatureError: self.init(error.fault)
        case let error as PolicyError: self.init(error.fault)
        case DrawdownGuardError.decimal(let error): self.init(EventFault(error))
        case is DrawdownGuardError: self.init(.negativeEquity)
        default: self.init(.outOfRange)
        }
    }
}
