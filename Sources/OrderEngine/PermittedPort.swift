// The last gate before an order leaves: a port that asks a permit immediately before each placement, with nothing
// between the answer and the port. Cancels reduce risk: they need a weaker permit.

import DecimalArithmetic
import Domain

/// Says whether something may leave this process now. Asked once per send; must be cheap.
public protocol SendPermit {
    /// Whether an order that adds risk may leave; nil when it may.
    mutating func refusalOfPlacement() -> SendRefusal?
    /// Whether a cancel may leave; nil when it may.
    mutating func refusalOfCancel() -> SendRefusal?
}

public struct PermittedPort<Port: OrderPort, Permit: SendPermit>: OrderPort {
    public var permit: Permit
    public private(set) var port: Port
    /// Placements that the permit stopped.
    public private(set) var refusedCount = 0

    public init(_ port: Port, permit: Permit) {
        self.port = port
        self.permit = permit
    }

    @inline(__always)
    public mutating func place(
        _ key: LevelKey, price: Decimal, quantity: Decimal, symbol: SymbolID, at time: EventTime
    ) -> PortReply {
        if let refusal = permit.refusalOfPlacement() {
            refusedCount += 1
            return .refused(refusal)
        }
        return port.place(key, price: price, quantity: quantity, symbol: symbol, at: time)
    }

    @inline(__always)
    public mutating func cancel(_ id: OrderID) -> Bool {
        permit.refusalOfCancel() == nil && port.cancel(id)
    }

    public mutating func cancelAll() -> Int { permit.refusalOfCancel() == nil ? port.cancelAll() : 0 }
}
