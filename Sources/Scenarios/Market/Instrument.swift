// What the market model knows about one symbol: exchange precision, size and temper.

struct Instrument: Sendable {
    let symbol: String
    /// Decimal places of a price, and the price step in units of the last place.
    let priceScale: Int
    let tickUnits: Int
    let openTicks: Int
    /// Decimal places of a quantity; the quantity step is one unit of the last place.
    let quantityScale: Int
    /// The largest quantity at the touch in a calm market, in quantity steps.
    let depthSteps: Int
    /// The largest single move in a calm market, in hundredths of a basis point.
    let moveCapCentiBps: Int
    /// Share of all events, relative to the other symbols.
    let weight: Int

    func price(ticks: Int) -> FixedPoint {
        FixedPoint(units: ticks * tickUnits, scale: priceScale)
    }

    func quantity(steps: Int) -> FixedPoint {
        FixedPoint(units: steps, scale: quantityScale)
    }
}

extension Instrument {
    /// Precision and price steps of Binance USDT-M futures, prices of the order of late 2023.
    /// At the default size of 100 units BTC and ETH exceed the notional limit of a symbol; SOL, ADA
    /// and DOGE do not, so a paper run with default options sees both.
    static let binanceUSDTM: [Instrument] = [
        Instrument(
            symbol: "BTCUSDT", priceScale: 2, tickUnits: 10, openTicks: 354_872,
            quantityScale: 3, depthSteps: 24_000, moveCapCentiBps: 100, weight: 32
        ),
        Instrument(
            symbol: "ETHUSDT", priceScale: 2, tickUnits: 1, openTicks: 197_946,
            quantityScale: 3, depthSteps: 180_000, moveCapCentiBps: 120, weight: 26
        ),
        Instrument(
            symbol: "SOLUSDT", priceScale: 4, tickUnits: 10, openTicks: 48_217,
            quantityScale: 0, depthSteps: 2_400, moveCapCentiBps: 220, weight: 18
        ),
        Instrument(
            symbol: "ADAUSDT", priceScale: 5, tickUnits: 10, openTicks: 3_618,
            quantityScale: 0, depthSteps: 320_000, moveCapCentiBps: 240, weight: 12
        ),
        Instrument(
            symbol: "DOGEUSDT", priceScale: 6, tickUnits: 10, openTicks: 7_423,
            quantityScale: 0, depthSteps: 1_900_000, moveCapCentiBps: 260, weight: 12
        ),
    ]
}
