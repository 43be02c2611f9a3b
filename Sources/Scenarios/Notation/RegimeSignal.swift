// The `ml` block: one regime prediction per line.
//
//     ts_ms symbol low_bps mid_bps high_bps predicted spacing_x1000

struct RegimeSignal: Equatable, Sendable {
    let timestampMs: Int
    let symbol: String
    let lowBps: Int
    let midBps: Int
    let highBps: Int
    let predictedRegime: String
    let spacingMultiplierX1000: Int

    static func parse(_ block: String) -> [RegimeSignal] {
        TextBlock.rows(block).map(RegimeSignal.init(cells:))
    }

    private init(cells: [Substring]) {
        precondition(cells.count == 7, "malformed ml line: \(cells)")
        timestampMs = TextBlock.integer(cells[0])
        symbol = String(cells[1])
        lowBps = TextBlock.integer(cells[2])
        midBps = TextBlock.integer(cells[3])
        highBps = TextBlock.integer(cells[4])
        predictedRegime = String(cells[5])
        spacingMultiplierX1000 = TextBlock.integer(cells[6])
        precondition(lowBps + midBps + highBps == 10_000, "probabilities must sum to 10000 bps")
    }
}
