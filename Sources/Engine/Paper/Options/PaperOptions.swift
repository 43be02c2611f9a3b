// All constructor options of the paper engine with v1's defaults: paper specification, section 3.
// The values are as given: `validate` says whether an engine can work with them, and the parts that
// have an unchecked form here (`features`, `drawdownGuardV1`) are turned into their checked one by the engine.

import DecimalArithmetic
import Domain
import OrderEngine
import Policies
import Risk

public struct PaperOptions: Sendable {
    // MARK: Static grid
    public var spacingBps = BasisPoints(10)
    /// Per side.
    public var levels = 5
    /// Base-asset quantity; also what the adaptive grid trades when it has no configuration of its own.
    public var sizePerLevel = Decimal(100)
    /// Decimals of order prices and of cycle prices.
    public var pricePrecision = 2
    public var quantityPrecision = 3

    // MARK: Gates
    public var ordersPerMinuteMax = 60
    public var cooldownMs = 100
    public var riskLimits = RiskLimits()
    public var toxicityLimits = ToxicityLimits()

    // MARK: Selection and controller v0
    public var topK = TopKOptions()
    public var controllerEnabled = false
    public var controller = ControllerConfig()

    // MARK: Drawdown guard v0 and kill switch
    /// Equity base of both drawdown guards, quote currency.
    public var initialCapital = Decimal.tenThousand
    public var drawdownPctMax = Percent(5)
    /// Only then are capital and percentage validated.
    public var killSwitchEnabled = false

    // MARK: Fills and cycles
    public var fillMode = FillMode.crossing
    /// 0: immediate fills; anything else: the tick-delay model.
    public var fillAfterTicks = 0
    public var cycleEnabled = false
    /// A fraction: 0.001 = 0.1 %.
    public var cycleStepPct = Decimal(coefficient: 1, exponent: -3)

    // MARK: Features, adaptive grid, Top-K v1
    public var featureEngineEnabled = false
    public var features = FeatureOptions()
    public var adaptivePolicyEnabled = false
    /// nil: the defaults with this engine's `sizePerLevel`; see `adaptiveInEffect`.
    public var adaptive: AdaptiveGridConfig?
    /// Effective only together with `featureEngineEnabled`; see `selectsByFeatures`.
    public var topKV1Enabled = false
    /// nil: the selection's own defaults.
    public var topKV1: TopKV1Config?

    // MARK: Drawdown guard v1
    public var drawdownGuardV1Enabled = false
    /// nil: the guard's own defaults. Validated even when the guard is off.
    public var drawdownGuardV1: DrawdownBudgetOptions?

    // MARK: Execution
    public var constraintsEnabled = false
    /// By symbol; wins over the cache.
    public var symbolConstraints: [String: QuantityConstraint]?
    /// An exchangeInfo file, read only when constraints are enabled and none are given.
    public var constraintCachePath: String?
    public var l2GuardEnabled = false
    public var l2Guard = L2Guard()

    public var machineLearning = MachineLearningOptions()

    public init() {}
}

extension PaperOptions {
    /// The adaptive grid's configuration; one that was given is used as it is.
    public var adaptiveInEffect: AdaptiveGridConfig {
        if let adaptive { return adaptive }
        var config = AdaptiveGridConfig()
        config.sizePerLevel = sizePerLevel
        return config
    }

    /// Whether a selection pass by features precedes the trading pass.
    public var selectsByFeatures: Bool { topKV1Enabled && featureEngineEnabled }
}
