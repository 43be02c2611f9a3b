// Gates and weights of Top-K v1, and what it is asked about: policies specification, section 9.
// These are the class defaults; a fixture's flags bring their own (spread 100, warm-up 10).

import DecimalArithmetic
import Domain

public struct TopKV1Config: Sendable, Equatable {
    public var k = 3
    public var spreadBpsMax = 50
    /// Base units. A limit that came as a JSON number is the exact value of that binary64.
    public var thinL1Min = Decimal(coefficient: 10, exponent: -1)
    public var warmupBarsMin = 15
    public var excludesToxic = true
    /// Weights in percent.
    public var rangeWeight = 100
    public var liquidityWeight = 50
    public var toxicityWeight = 200
    public var trendWeight = 100
    /// Points per decimal digit of depth, before the weight.
    public var liquidityScale = 1000

    public init() {}
}

/// The latest features of one symbol.
public struct TopKCandidate: Sendable, BitwiseCopyable {
    public var symbol: SymbolID
    public var rangeScore: Int
    public var spreadBps: Int
    /// Smaller of the two best quantities, in base units.
    public var thinL1: Decimal
    public var netReturnBps: Int
    /// Completed bars.
    public var warmupBars: Int
    public var isToxic: Bool

    public init(
        symbol: SymbolID, rangeScore: Int, spreadBps: Int, thinL1: Decimal, netReturnBps: Int, warmupBars: Int,
        isToxic: Bool = false
    ) {
        self.symbol = symbol
        self.rangeScore = rangeScore
        self.spreadBps = spreadBps
        self.thinL1 = thinL1
        self.netReturnBps = netReturnBps
        self.warmupBars = warmupBars
        self.isToxic = isToxic
    }
}

/// Why a candidate is not eligible, in the order in which failures are listed.
public enum TopKGate: String, StableName {
    case toxicityBlocked = "TOXICITY_BLOCKED"
    case spreadTooWide = "SPREAD_TOO_WIDE"
    case thinBook = "THIN_BOOK"
    case warmupInsufficient = "WARMUP_INSUFFICIENT"
    public static var caseCount: Int { 4 }
}

/// The gates that one candidate failed.
public struct TopKGates: OptionSet, Sendable, BitwiseCopyable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    init(_ gate: TopKGate) { rawValue = 1 << gate.code }

    public func contains(_ gate: TopKGate) -> Bool { contains(TopKGates(gate)) }

    /// The failed gates in order.
    public var gates: [TopKGate] { TopKGate.allCases.filter { contains($0) } }
}
