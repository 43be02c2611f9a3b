// What the supervisor tells the workers of a run, through the region's configuration page: written
// once before they start, never changed.

import CGrinder
import DecimalArithmetic
import Domain
import Engine
import Rings

public struct RunConfiguration: Sendable {
    public var options = ReplayOptions()
    /// Least time between two events of the feed; 0 for as fast as the strategy takes them.
    public var paceUs = 0
    public var keepsTickDigests = false

    public init() {}

    /// Writes the page. Refuses what a fixed layout cannot hold.
    public func store(in region: InstanceRegion) throws(ParameterError) {
        guard let size = options.sizePerLevel.words else {
            throw ParameterError("size_per_level", "has more than 38 digits")
        }
        var page = gr_run_configuration_t()
        page.pipeline = UInt32(GR_PIPELINE_REPLAY)
        page.keeps_tick_digests = keepsTickDigests ? 1 : 0
        page.pace_us = UInt64(max(paceUs, 0))
        page.spacing_bps = options.spacingBps.value
        page.spacing_is_integer = options.spacingBps.isInteger ? 1 : 0
        page.levels = Int64(options.levels)
        page.price_precision = Int64(options.pricePrecision)
        page.quantity_precision = Int64(options.quantityPrecision)
        page.size_low = size.low
        page.size_high = size.high
        page.size_exponent = size.exponent
        page.size_flags = size.flags
        region.runConfiguration.storeBytes(of: page, as: gr_run_configuration_t.self)
    }

    /// Reads the page.
    static func load(from region: InstanceRegion) throws(ParameterError) -> RunConfiguration {
        let page = region.runConfiguration.load(as: gr_run_configuration_t.self)
        let words = DecimalWords(
            low: page.size_low, high: page.size_high, exponent: page.size_exponent, flags: page.size_flags)
        guard page.pipeline == UInt32(GR_PIPELINE_REPLAY) else { throw ParameterError("pipeline", "is unknown") }
        guard let size = Decimal(words: words) else { throw ParameterError("size_per_level", "is no decimal") }
        var configuration = RunConfiguration()
        configuration.options.spacingBps = BasisPoints(page.spacing_bps, isInteger: page.spacing_is_integer != 0)
        configuration.options.levels = Int(page.levels)
        configuration.options.pricePrecision = Int(page.price_precision)
        configuration.options.quantityPrecision = Int(page.quantity_precision)
        configuration.options.sizePerLevel = size
        configuration.paceUs = Int(page.pace_us)
        configuration.keepsTickDigests = page.keeps_tick_digests != 0
        return configuration
    }
}
