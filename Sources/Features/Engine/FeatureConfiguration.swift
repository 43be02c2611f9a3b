// The parameters of the feature engine: features specification, section 5.

import Domain

public struct FeatureConfiguration: Sendable, Equatable {
    /// Milliseconds of one bar.
    public let barIntervalMs: Int
    /// True ranges in the ATR.
    public let atrPeriod: Int
    /// Returns in the range and trend scores.
    public let rangeHorizon: Int
    /// Completed bars kept per symbol. Too few for a period or horizon, and its indicators stay 0.
    public let barsMax: Int

    /// The defaults of v1: minute bars, 14 and 14, a thousand bars.
    public init() {
        barIntervalMs = 60_000
        atrPeriod = 14
        rangeHorizon = 14
        barsMax = 1000
    }

    /// Every parameter must be above 0; the first that is not is named by its stable name.
    public init(
        barIntervalMs: Int = 60_000, atrPeriod: Int = 14, rangeHorizon: Int = 14, barsMax: Int = 1000
    ) throws(ParameterError) {
        try Self.requirePositive(barIntervalMs, "bar_interval_ms")
        try Self.requirePositive(atrPeriod, "atr_period")
        try Self.requirePositive(rangeHorizon, "range_horizon")
        try Self.requirePositive(barsMax, "max_bars")
        self.barIntervalMs = barIntervalMs
        self.atrPeriod = atrPeriod
        self.rangeHorizon = rangeHorizon
        self.barsMax = barsMax
    }

    private static func requirePositive(_ value: Int, _ name: String) throws(ParameterError) {
        if value <= 0 { throw ParameterError(name, "must be above 0") }
    }
}
