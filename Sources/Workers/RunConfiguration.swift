// What the supervisor tells the workers of a run, through the region's configuration pages: written
// once before they start, never changed.

import CGrinder
import DecimalArithmetic
import Domain
import Engine
import Rings

public struct RunConfiguration: Sendable {
    /// What runs, with all its options.
    public enum Pipeline: Sendable {
        case replay(ReplayOptions)
        case paper(PaperOptions)
    }

    public var pipeline: Pipeline
    /// Least time between two events of the feed; 0 for as fast as the strategy takes them.
    public var paceUs = 0
    /// Times the speed at which the source's times go; 0 for as fast as it can. Instead of `paceUs`.
    public var speed = 0.0
    /// How often the source is sent, each time behind the last one in its own time.
    public var repeats = 1
    /// The feed does not wait for the strategy: what it cannot send gives way to newer events of the same symbol.
    /// Otherwise every event is decided, in lockstep.
    public var isFreeRunning = false
    public var keepsTickDigests = false
    public var keepsDocuments = false
    /// Paper: the digest over all members as well.
    public var takesFullDigest = false
    /// How workers wait and where they stay, for the roles that do not follow the cores.
    public var placements: [WorkerRole: WorkerPlacement] = [:]

    public init(_ pipeline: Pipeline = .replay(ReplayOptions())) { self.pipeline = pipeline }

    /// Writes the pages. Refuses what they cannot hold. Reads the constraint cache when the options name one.
    public func store(in region: InstanceRegion) throws(ParameterError) {
        var page = gr_run_configuration_t()
        page.keeps =
            UInt32(keepsTickDigests ? GR_KEEPS_TICK_DIGESTS : 0) | UInt32(keepsDocuments ? GR_KEEPS_DOCUMENTS : 0)
            | UInt32(takesFullDigest ? GR_KEEPS_FULL_DIGEST : 0)
        page.pace_us = UInt64(max(paceUs, 0))
        page.speed = max(speed, 0)
        page.repeats = UInt64(max(repeats, 1))
        page.is_free_running = isFreeRunning ? 1 : 0
        switch pipeline {
        case .replay(let options): try Self.put(options, &page)
        case .paper(let options):
            page.pipeline = UInt32(GR_PIPELINE_PAPER)
            page.options_length = UInt64(try options.store(in: region.runOptions))
        }
        for (role, placement) in placements { region.worker(role).setPlacementWanted(placement) }
        region.runConfiguration.storeBytes(of: page, as: gr_run_configuration_t.self)
    }

    /// Reads the pages.
    static func load(from region: InstanceRegion) throws(ParameterError) -> RunConfiguration {
        let page = region.runConfiguration.load(as: gr_run_configuration_t.self)
        var configuration: RunConfiguration
        switch Int(page.pipeline) {
        case GR_PIPELINE_REPLAY: configuration = RunConfiguration(.replay(try replayOptions(page)))
        case GR_PIPELINE_PAPER:
            guard let length = Int(exactly: page.options_length), length <= region.runOptions.count else {
                throw ParameterError("options", "are longer than their section")
            }
            configuration = RunConfiguration(
                .paper(try PaperOptions(stored: UnsafeRawBufferPointer(rebasing: region.runOptions.prefix(length)))))
        default: throw ParameterError("pipeline", "is unknown")
        }
        configuration.paceUs = Int(page.pace_us)
        configuration.speed = page.speed
        configuration.repeats = Int(page.repeats)
        configuration.isFreeRunning = page.is_free_running != 0
        configuration.keepsTickDigests = page.keeps & UInt32(GR_KEEPS_TICK_DIGESTS) != 0
        configuration.keepsDocuments = page.keeps & UInt32(GR_KEEPS_DOCUMENTS) != 0
        configuration.takesFullDigest = page.keeps & UInt32(GR_KEEPS_FULL_DIGEST) != 0
        return configuration
    }

    private static func put(_ options: ReplayOptions, _ page: inout gr_run_configuration_t) throws(ParameterError) {
        guard let size = options.sizePerLevel.words else {
            throw ParameterError("size_per_level", "has more than 38 digits")
        }
        page.pipeline = UInt32(GR_PIPELINE_REPLAY)
        page.spacing_bps = options.spacingBps.value
        page.spacing_is_integer = options.spacingBps.isInteger ? 1 : 0
        page.levels = Int64(options.levels)
        page.price_precision = Int64(options.pricePrecision)
        page.quantity_precision = Int64(options.quantityPrecision)
        page.size_low = size.low
        page.size_high = size.high
        page.size_exponent = size.exponent
        page.size_flags = size.flags
    }

    /// The page of a run of the replay pipeline.
    static func page(of options: ReplayOptions) throws(ParameterError) -> gr_run_configuration_t {
        var page = gr_run_configuration_t()
        try put(options, &page)
        return page
    }

    /// The options of a page, wherever it was kept.
    static func replayOptions(_ page: gr_run_configuration_t) throws(ParameterError) -> ReplayOptions {
        let words = DecimalWords(
            low: page.size_low, high: page.size_high, exponent: page.size_exponent, flags: page.size_flags)
        guard let size = Decimal(words: words) else { throw ParameterError("size_per_level", "is no decimal") }
        var options = ReplayOptions()
        options.spacingBps = BasisPoints(page.spacing_bps, isInteger: page.spacing_is_integer != 0)
        options.levels = Int(page.levels)
        options.pricePrecision = Int(page.price_precision)
        options.quantityPrecision = Int(page.quantity_precision)
        options.sizePerLevel = size
        return options
    }
}
