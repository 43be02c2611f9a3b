// The parameters of the replay pipeline: replay specification, section 1.

import DecimalArithmetic
import Domain
import OrderEngine
import Policies

public struct ReplayOptions: TabledOptions {
    public var spacingBps = BasisPoints(10)
    /// Per side.
    public var levels = 5
    /// Base-asset quantity.
    public var sizePerLevel = Decimal(100)
    /// Decimals of order prices and quantities.
    public var pricePrecision = 2
    public var quantityPrecision = 3

    public init() {}

    public static let owner = "the replay pipeline"

    public static let table: [NamedOption<ReplayOptions>] = [
        NamedOption("spacing_bps", .basisPoints(\.spacingBps)),
        NamedOption("levels", .integer(\.levels)),
        NamedOption("size_per_level", .decimal(\.sizePerLevel)),
        NamedOption("price_precision", .integer(\.pricePrecision)),
        NamedOption("quantity_precision", .integer(\.quantityPrecision)),
    ]

    /// The policy that these options describe; refuses values it cannot work with.
    public func policy() throws(ParameterError) -> StaticGridPolicy {
        try StaticGridPolicy(spacingBps: spacingBps, levels: levels, sizePerLevel: sizePerLevel)
    }
}
