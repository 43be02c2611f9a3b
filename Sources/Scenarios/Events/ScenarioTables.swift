// The tables of one hand-written scenario, and their expansion into events.

struct ScenarioTables: Equatable, Sendable {
    let templates: [Template]
    let bid: Grid
    let bidQuantity: Grid?
    let lastQuantity: Grid?
    let books: [BookSnapshot]
    let signals: [RegimeSignal]

    init(
        template: String,
        bid: String,
        bidQuantity: String? = nil,
        lastQuantity: String? = nil,
        books: String = "",
        signals: String = ""
    ) {
        templates = Template.parse(template)
        self.bid = Grid(bid)
        self.bidQuantity = bidQuantity.map(Grid.init)
        self.lastQuantity = lastQuantity.map(Grid.init)
        self.books = BookSnapshot.parse(books)
        self.signals = RegimeSignal.parse(signals)
        precondition(templates.map(\.symbol) == self.bid.symbols, "one template per bid column, same order")
    }

    /// The snapshots in file order: rows top to bottom, inside a row columns left to right.
    func snapshots() -> [SnapshotEvent] {
        bid.rows.flatMap { row in
            zip(templates, row.cells).compactMap { template, bidPrice in
                bidPrice.map { snapshot(timestampMs: row.timestampMs, bidPrice: $0, template) }
            }
        }
    }

    private func snapshot(timestampMs: Int, bidPrice: FixedPoint, _ template: Template) -> SnapshotEvent {
        func quantity(_ rule: QuantityRule, from grid: Grid?, besideBid bidQuantity: FixedPoint?) -> FixedPoint {
            switch rule {
            case .constant(let quantity):
                return quantity
            case .grid:
                guard let cell = grid?.cell(timestampMs: timestampMs, symbol: template.symbol) else {
                    preconditionFailure("no quantity for \(template.symbol) at \(timestampMs)")
                }
                return cell
            case .remainder(let total):
                guard let bidQuantity else {
                    preconditionFailure("only the ask quantity can be the rest of a total")
                }
                return total - bidQuantity
            }
        }

        let bidQuantity = quantity(template.bidQuantity, from: self.bidQuantity, besideBid: nil)
        return SnapshotEvent(
            timestampMs: timestampMs,
            symbol: template.symbol,
            bidPrice: bidPrice,
            askPrice: bidPrice + template.askDistance,
            bidQuantity: bidQuantity,
            askQuantity: quantity(template.askQuantity, from: nil, besideBid: bidQuantity),
            lastPrice: bidPrice + template.lastDistance,
            lastQuantity: quantity(template.lastQuantity, from: self.lastQuantity, besideBid: nil)
        )
    }
}
