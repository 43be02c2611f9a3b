// The grid blocks `bid`, `bid_qty` and `last_qty`: a row per time, a column per symbol.
//
//     ts    BTCUSDT   ETHUSDT
//     1000  50000.00  -
//
// A dash means: no event of that symbol at that time.

struct Grid: Equatable, Sendable {
    struct Row: Equatable, Sendable {
        let timestampMs: Int
        /// One cell per symbol, in the order of `Grid.symbols`.
        let cells: [FixedPoint?]
    }

    let symbols: [String]
    let rows: [Row]

    init(_ block: String) {
        guard let header = TextBlock.rows(block).first, header.first == "ts" else {
            preconditionFailure("a grid starts with a header line: ts SYMBOL ...")
        }
        symbols = header.dropFirst().map { String($0) }
        rows = TextBlock.rows(block, under: header).map { cells in
            Row(
                timestampMs: TextBlock.integer(cells[0]),
                cells: cells.dropFirst().map { $0 == "-" ? nil : TextBlock.decimal($0) }
            )
        }
    }

    /// The cell of a symbol at a time, or nil where the grid has none. O(rows + symbols).
    func cell(timestampMs: Int, symbol: String) -> FixedPoint? {
        guard let column = symbols.firstIndex(of: symbol),
              let row = rows.first(where: { $0.timestampMs == timestampMs })
        else { return nil }
        return row.cells[column]
    }
}
