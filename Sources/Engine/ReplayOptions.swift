// The parameters of the replay pipeline: replay specification, section 1.

import DecimalArithmetic
import Domain
import OrderEngine
import Policies

public struct ReplayOptions: Sendable {
    public var spacingBps = BasisPoints(10)
    /// Per side.
    public var levels = 5
    /// Base-asset quantity.
    public var sizePerLevel = Decimal(100)
    /// Decimals of order prices and quantities.
    public var pricePrecision = 2
    public var quantityPrecision = 3

    public init() {}

    /// Replaces the options that `overrides` names. Unknown names are refused.
    public mutating func apply(_ overrides: JSONObject) throws(ParameterError) {
        for member in overrides.members {
            let name = String(decoding: member.key, as: UTF8.self)
            switch name {
            case "spacing_bps":
                guard let value = member.value.doubleValue else { throw ParameterError(name, "must be a number") }
                spacingBps = BasisPoints(value, isInteger: member.value.integerValue != nil)
            case "levels": levels = try Self.integer(member.value, name)
            case "price_precision": pricePrecision = try Self.integer(member.value, name)
            case "quantity_precision": quantityPrecision = try Self.integer(member.value, name)
            case "size_per_level":
                guard let text = member.value.stringValue, let size = try? Decimal(text) else {
                    throw ParameterError(name, "must be a decimal number in quotes")
                }
                sizePerLevel = size
            default:
                throw ParameterError(name, "is not an option of the replay pipeline")
            }
        }
    }

    private static func integer(_ value: JSONValue, _ name: String) throws(ParameterError) -> Int {
        guard let number = value.integerValue else { throw ParameterError(name, "must be an integer") }
        return number
    }

    /// The policy that these options describe; refuses values it cannot work with.
    public func policy() throws(ParameterError) -> StaticGridPolicy {
        try StaticGridPolicy(spacingBps: spacingBps, levels: levels, sizePerLevel: sizePerLevel)
    }
}
