// The `template` block: what is the same in every snapshot of one symbol.
//
//     symbol d_ask d_last bid_qty ask_qty last_qty
//     HIGHUSDT 0.02 0.01 grid Q:1000.0 grid

/// One symbol's fixed distances from the best bid, and where its quantities come from.
struct Template: Equatable, Sendable {
    let symbol: String
    let askDistance: FixedPoint
    let lastDistance: FixedPoint
    let bidQuantity: QuantityRule
    let askQuantity: QuantityRule
    let lastQuantity: QuantityRule

    static func parse(_ block: String) -> [Template] {
        let columns: [Substring] = ["symbol", "d_ask", "d_last", "bid_qty", "ask_qty", "last_qty"]
        return TextBlock.rows(block, under: columns).map { cells in
            Template(
                symbol: String(cells[0]),
                askDistance: TextBlock.decimal(cells[1]),
                lastDistance: TextBlock.decimal(cells[2]),
                bidQuantity: QuantityRule(cells[3]),
                askQuantity: QuantityRule(cells[4]),
                lastQuantity: QuantityRule(cells[5])
            )
        }
    }
}

enum QuantityRule: Equatable, Sendable {
    /// The same quantity in every snapshot.
    case constant(FixedPoint)
    /// `grid`: read from the grid of the same name.
    case grid
    /// `Q:total`: what the bid side leaves of a constant total.
    case remainder(total: FixedPoint)

    init(_ cell: Substring) {
        if cell == "grid" {
            self = .grid
        } else if cell.hasPrefix("Q:") {
            self = .remainder(total: TextBlock.decimal(cell.dropFirst(2)))
        } else {
            self = .constant(TextBlock.decimal(cell))
        }
    }
}
