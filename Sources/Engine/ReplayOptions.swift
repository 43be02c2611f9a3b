// The parameters of the replay pipeline: replay specification, section 1.

import DecimalArithmetic
import Domain
import OrderEngine
import Policies

public struct ReplayOptions: OverridableOptions, Sendable {
    public var spacingBps = BasisPoints(10)
    /// Per side.
    public var levels = 5
    /// Base-asset quantity.
    public var sizePerLevel = Decimal(100)
    /// Decimals of order prices and quantities.
    public var pricePrecision = 2
    public var quantityPrecision = 3

    public init() {}

    public mutating func set(_ name: String, _ value: JSONValue) throws(ParameterError) {
        switch name {
        case "spacing_bps": spacingBps = try OptionValue.basisPoints(value, name)
        case "levels": levels = try OptionValue.integer(value, name)
        case "size_per_level": sizePerLevel = try OptionValue.decimal(value, name)
        case "price_precision": pricePrecision = try OptionValue.integer(value, name)
        case "quantity_precision": quantityPrecision = try OptionValue.integer(value, name)
        default: throw ParameterError(name, "is not an option of the replay pipeline")
        }
    }

    /// The policy that these options describe; refuses values it cannot work with.
    public func policy() throws(ParameterError) -> StaticGridPolicy {
        try StaticGridPolicy(spacingBps: spacingBps, levels: levels, sizePerLevel: sizePerLevel)
    }
}
