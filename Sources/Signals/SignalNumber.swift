// A number of a signal file as it stood there. v1 takes any JSON number, and a boolean as 0 or 1, and hands
// it on as it came; documents show the difference.

import Domain

public enum SignalNumber: Sendable, BitwiseCopyable {
    case integer(Int)
    case double(Double)
    case boolean(Bool)

    /// nil for anything that is no number: text, null, containers, integers beyond 64 bits and NaN.
    init?(_ value: JSONValue) {
        switch value {
        case .integer(let number): self = .integer(number)
        case .bool(let flag): self = .boolean(flag)
        case .double(let number) where !number.isNaN: self = .double(number)
        default: return nil
        }
    }

    /// The integer, counting a boolean as 0 or 1; nil for a double, whole or not.
    public var integer: Int? {
        switch self {
        case .integer(let number): number
        case .boolean(let flag): flag ? 1 : 0
        case .double: nil
        }
    }

    /// Exact numeric order, also between an integer and a double.
    static func < (left: SignalNumber, right: SignalNumber) -> Bool {
        switch (left.integer, right.integer) {
        case (let a?, let b?): a < b
        case (let a?, nil): Double(a) == right.double ? exactLess(a, right.double) : Double(a) < right.double
        case (nil, let b?): Double(b) == left.double ? exactGreater(b, left.double) : left.double < Double(b)
        case (nil, nil): left.double < right.double
        }
    }

    static func == (left: SignalNumber, right: SignalNumber) -> Bool { !(left < right) && !(right < left) }

    private var double: Double {
        switch self {
        case .double(let number): number
        case .integer(let number): Double(number)
        case .boolean(let flag): flag ? 1 : 0
        }
    }

    /// `integer` < `double` where both round to the same double.
    private static func exactLess(_ integer: Int, _ double: Double) -> Bool {
        Int(exactly: double).map { integer < $0 } ?? true
    }

    /// `integer` > `double` where both round to the same double: 2^63 is above every integer.
    private static func exactGreater(_ integer: Int, _ double: Double) -> Bool {
        Int(exactly: double).map { integer > $0 } ?? false
    }

    public var document: JSONValue {
        switch self {
        case .integer(let number): .integer(number)
        case .double(let number): .double(number)
        case .boolean(let flag): .bool(flag)
        }
    }
}
