// The volatility regimes of the market model, and the schedule that strings them into a day.

struct Regime: Sendable {
    /// Largest move, in percent of the instrument's calm one.
    let movePercent: Int
    /// Average move in the phase's direction, in percent of the instrument's calm largest one.
    let driftPercent: Int
    /// Relative frequency of a spread of 1, 2, 3, ... ticks.
    let spreadWeights: [Int]
    /// How often a side of the book is empty and the spread opens to `Regime.emptyBookSpreadBps`.
    let emptyBookPerMille: Int
    /// Quantity at the touch, in percent of the instrument's calm one.
    let depthPercent: Int

    /// Every one of these is above the 15 bps at which the hard filter refuses a symbol.
    static let emptyBookSpreadBps = 16...40

    static let calm = Regime(
        movePercent: 100, driftPercent: 0, spreadWeights: [80, 15, 5],
        emptyBookPerMille: 2, depthPercent: 100
    )
    static let trend = Regime(
        movePercent: 160, driftPercent: 12, spreadWeights: [60, 25, 10, 5],
        emptyBookPerMille: 6, depthPercent: 70
    )
    static let shock = Regime(
        movePercent: 800, driftPercent: 150, spreadWeights: [20, 20, 20, 20, 10, 10],
        emptyBookPerMille: 250, depthPercent: 15
    )
}

/// A stretch of the day in which the whole market follows one regime.
struct Phase: Sendable {
    enum Direction: Int, Sendable {
        case down = -1
        case sideways = 0
        case up = 1
    }

    let regime: Regime
    let direction: Direction
    let eventCount: Int

    init(_ regime: Regime, _ direction: Direction, events eventCount: Int) {
        self.regime = regime
        self.direction = direction
        self.eventCount = eventCount
    }
}
