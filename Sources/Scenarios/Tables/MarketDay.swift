// The one scenario that is modelled rather than tabulated: 20 000 events over three quarters of an
// hour, in which the phases of a trading day follow one another at high speed.
//
// Any change here, or of a constant of the model, changes the events and with them the digests.

extension Scenario {
    static let marketDay = Scenario(
        name: "market_day",
        summary: """
            Five symbols walk through a condensed trading day of calm, trends and three shocks, with spreads that \
            open beyond the hard filter and moves that cross resting orders.
            """,
        config: [
            "symbols": .array(Instrument.binanceUSDTM.map { .text($0.symbol) }),
        ],
        content: .market(MarketModel(
            seed: 0x6D61_726B_6574_2D31,  // "market-1" in ASCII
            startMs: 1_700_000_000_000,
            instruments: Instrument.binanceUSDTM,
            phases: [
                Phase(.calm, .sideways, events: 3_500),
                Phase(.trend, .up, events: 2_600),
                Phase(.calm, .sideways, events: 2_200),
                Phase(.shock, .down, events: 300),
                Phase(.trend, .down, events: 1_500),
                Phase(.calm, .sideways, events: 2_600),
                Phase(.trend, .up, events: 2_200),
                Phase(.shock, .up, events: 200),
                Phase(.calm, .sideways, events: 2_100),
                Phase(.trend, .down, events: 1_300),
                Phase(.shock, .down, events: 200),
                Phase(.calm, .sideways, events: 1_300),
            ]
        ))
    )
}
