// A seeded market: several symbols walking in ticks through a day of calm, trend and shock.
//
// Purpose: enough realistic events to measure throughput and to exercise a filter, a fill and a
// volatile minute, without storing a recording.
// Invariants: the same value always gives the same snapshots; times never decrease; one symbol
// never appears twice at one time; bid < ask, and the last price lies between them, both included.
// Not here: an order book below the touch, correlation between symbols beyond the shared phase.

struct MarketModel: Sendable {
    let seed: UInt64
    let startMs: Int
    let instruments: [Instrument]
    let phases: [Phase]

    /// Pause between two moments of the market.
    static let stepMs = 40...400
    /// How often several symbols change in the same millisecond.
    static let burstPerMille = 90

    /// The snapshots of all phases, in time order. O(events).
    func snapshots() -> [SnapshotEvent] {
        var random = SplitMix64(seed: seed)
        var fairMilliticks = instruments.map { $0.openTicks * 1000 }
        var timestampMs = startMs
        var pending: [Int] = []
        var snapshots: [SnapshotEvent] = []
        snapshots.reserveCapacity(phases.reduce(0) { $0 + $1.eventCount })

        for phase in phases {
            for _ in 0..<phase.eventCount {
                if pending.isEmpty {
                    if !snapshots.isEmpty { timestampMs += pauseMs(&random) }
                    pending = instrumentsOfMoment(&random)
                }
                let index = pending.removeLast()
                fairMilliticks[index] += move(instruments[index], from: fairMilliticks[index], in: phase, &random)
                snapshots.append(quote(
                    instruments[index], fairMilliticks: fairMilliticks[index],
                    timestampMs: timestampMs, in: phase.regime, &random
                ))
            }
        }
        return snapshots
    }

    /// The smaller of two draws: most pauses are short, as trading clusters.
    private func pauseMs(_ random: inout SplitMix64) -> Int {
        min(random.within(Self.stepMs), random.within(Self.stepMs))
    }

    /// The instruments that change in one moment: one by weight, or a burst of several.
    private func instrumentsOfMoment(_ random: inout SplitMix64) -> [Int] {
        guard instruments.count > 1, random.chance(perMille: Self.burstPerMille) else {
            return [random.index(weights: instruments.map(\.weight))]
        }
        var shuffled = Array(instruments.indices)
        for last in shuffled.indices.dropFirst().reversed() {
            shuffled.swapAt(last, random.within(0...last))
        }
        return Array(shuffled.prefix(random.within(2...instruments.count)))
    }

    /// The change of the fair price, in thousandths of a tick.
    private func move(
        _ instrument: Instrument, from fairMilliticks: Int, in phase: Phase, _ random: inout SplitMix64
    ) -> Int {
        let calmCap = fairMilliticks * instrument.moveCapCentiBps / 1_000_000
        let noise = calmCap * phase.regime.movePercent * random.bell() / 100_000
        let drift = calmCap * phase.regime.driftPercent * phase.direction.rawValue / 100
        return noise + drift
    }

    /// A snapshot around the fair price.
    private func quote(
        _ instrument: Instrument, fairMilliticks: Int, timestampMs: Int, in regime: Regime,
        _ random: inout SplitMix64
    ) -> SnapshotEvent {
        let fairTicks = fairMilliticks / 1000
        let spreadTicks = spread(around: fairTicks, in: regime, &random)
        let bidTicks = fairTicks - spreadTicks / 2
        let depth = instrument.depthSteps * regime.depthPercent / 100
        return SnapshotEvent(
            timestampMs: timestampMs,
            symbol: instrument.symbol,
            bidPrice: instrument.price(ticks: bidTicks),
            askPrice: instrument.price(ticks: bidTicks + spreadTicks),
            bidQuantity: instrument.quantity(steps: smallRatherThanLarge(upTo: depth, &random)),
            askQuantity: instrument.quantity(steps: smallRatherThanLarge(upTo: depth, &random)),
            lastPrice: instrument.price(ticks: bidTicks + random.within(0...spreadTicks)),
            lastQuantity: instrument.quantity(steps: smallRatherThanLarge(upTo: max(1, depth / 10), &random))
        )
    }

    private func spread(around fairTicks: Int, in regime: Regime, _ random: inout SplitMix64) -> Int {
        guard random.chance(perMille: regime.emptyBookPerMille) else {
            return 1 + random.index(weights: regime.spreadWeights)
        }
        let spreadBps = random.within(Regime.emptyBookSpreadBps)
        return (fairTicks * spreadBps + 9_999) / 10_000
    }

    /// The product of two uniform draws: many small orders, few large ones.
    private func smallRatherThanLarge(upTo limit: Int, _ random: inout SplitMix64) -> Int {
        max(1, random.within(1...limit) * random.within(1...limit) / limit)
    }
}
