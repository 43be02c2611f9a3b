// Lines and cells of the text blocks in which the tables are written.
//
// The blocks are constants of this module: a malformed one is a programmer error, so every
// reader here stops with the offending cell instead of returning an error value.

enum TextBlock {
    /// The non-empty lines of a block, each split into its cells at runs of spaces.
    static func rows(_ block: String) -> [[Substring]] {
        block.split(separator: "\n").map(cells).filter { !$0.isEmpty }
    }

    /// The rows under a header line; traps unless the header reads exactly `columns`.
    static func rows(_ block: String, under columns: [Substring]) -> [[Substring]] {
        let all = rows(block)
        precondition(all.first == columns, "the header must read: \(columns.joined(separator: " "))")
        let body = all.dropFirst()
        for row in body {
            precondition(row.count == columns.count, "wrong number of cells: \(row)")
        }
        return Array(body)
    }

    static func cells(_ line: some StringProtocol) -> [Substring] {
        Substring(line).split(separator: " ")
    }

    static func integer(_ cell: Substring) -> Int {
        guard let value = Int(cell) else { preconditionFailure("not an integer: \(cell)") }
        return value
    }

    static func decimal(_ cell: Substring) -> FixedPoint {
        guard let value = FixedPoint(cell) else { preconditionFailure("not a decimal: \(cell)") }
        return value
    }
}
