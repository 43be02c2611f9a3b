// Columns for a terminal: the first is words, the others are as wide as their widest cell.

struct TextTable {
    private var rows: [[String]]
    private let alignsRight: Set<Int>

    /// `alignsRight`: columns of numbers.
    init(_ titles: [String], alignsRight: Set<Int>) {
        rows = [titles]
        self.alignsRight = alignsRight
    }

    mutating func add(_ row: [String]) { rows.append(row) }

    var text: String {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let space = String(repeating: " ", count: widths[column] - cell.count)
                return alignsRight.contains(column) ? space + cell : cell + space
            }
            var line = cells.joined(separator: "  ")
            while line.hasSuffix(" ") { line.removeLast() }
            return line + "\n"
        }.joined()
    }
}

/// A duration with three or four digits and its unit: `870 ns`, `1.234 ms`, `12.35 s`.
func durationText(_ ns: UInt64) -> String {
    let units: [(size: UInt64, name: String)] = [(1_000_000_000, "s"), (1_000_000, "ms"), (1_000, "us")]
    guard let unit = units.first(where: { ns >= $0.size }) else { return "\(ns) ns" }
    let whole = ns / unit.size
    let thousandths = ns % unit.size * 1000 / unit.size
    let digits = whole >= 1000 ? 0 : whole >= 100 ? 1 : whole >= 10 ? 2 : 3
    guard digits > 0 else { return "\(whole) \(unit.name)" }
    let fraction = String(1000 + thousandths).dropFirst().prefix(digits)
    return "\(whole).\(fraction) \(unit.name)"
}
