// The `l2` block: one order-book snapshot per line, three parts between bars.
//
//     ts_ms symbol venue depth | bid levels | ask levels        level = price@quantity

struct BookSnapshot: Equatable, Sendable {
    struct Level: Equatable, Sendable {
        let price: FixedPoint
        let quantity: FixedPoint
    }

    let timestampMs: Int
    let symbol: String
    let venue: String
    let depth: Int
    let bids: [Level]
    let asks: [Level]

    static func parse(_ block: String) -> [BookSnapshot] {
        block.split(separator: "\n").map(BookSnapshot.init(line:))
    }

    private init(line: Substring) {
        let parts = line.split(separator: "|").map(TextBlock.cells)
        precondition(parts.count == 3 && parts[0].count == 4, "malformed l2 line: \(line)")
        timestampMs = TextBlock.integer(parts[0][0])
        symbol = String(parts[0][1])
        venue = String(parts[0][2])
        depth = TextBlock.integer(parts[0][3])
        bids = parts[1].map(Level.init(cell:))
        asks = parts[2].map(Level.init(cell:))
    }
}

extension BookSnapshot.Level {
    fileprivate init(cell: Substring) {
        let parts = cell.split(separator: "@")
        precondition(parts.count == 2, "a level is price@quantity: \(cell)")
        self.init(price: TextBlock.decimal(parts[0]), quantity: TextBlock.decimal(parts[1]))
    }
}
