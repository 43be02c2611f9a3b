// The command line of `grinder-bench compare`.

enum CompareCommand {
    static let name = "compare"
    static let help = """
        usage: grinder-bench compare A B [--threshold PERCENT] [--json]

        Says of each series whether B is better than A, worse, or the same within the noise.

        A and B are files that --history wrote; FILE:N is entry N alone. Entries of one suite are taken together.

        options:
          --threshold PERCENT  A difference of the medians below this is none (default 3).
          --json               Print one JSON object on one line instead of a table.

        exit codes: 0 nothing is worse, 1 something is worse, 2 usage, or histories that cannot be compared
        """

    static func run(_ arguments: ArraySlice<String>) -> Int32 {
        var paths: [String] = []
        var json = false
        var threshold = Comparison.thresholdDefault
        var rest = arguments
        while let argument = rest.popFirst() {
            switch argument {
            case "--help", "-h":
                print(help)
                return 0
            case "--json": json = true
            case "--threshold":
                guard let percent = rest.popFirst().flatMap({ Double($0) }), percent >= 0, percent < 100 else {
                    return usageError("--threshold needs a percentage from 0 to 100", help)
                }
                threshold = percent / 100
            case _ where argument.hasPrefix("-"): return usageError("'\(argument)' is no option of compare", help)
            default: paths.append(argument)
            }
        }
        guard paths.count == 2 else { return usageError("compare needs two histories", help) }
        do throws(HistoryFile.Refusal) {
            return try compare(try HistoryFile(paths[0]), try HistoryFile(paths[1]), threshold, json)
        } catch {
            return usageError(error.reason, help)
        }
    }

    private static func compare(
        _ a: HistoryFile, _ b: HistoryFile, _ threshold: Double, _ json: Bool
    ) throws(HistoryFile.Refusal) -> Int32 {
        var rows: [Comparison.Row] = []
        var notes: [String] = []
        for series in b.series {
            guard let other = a.series.first(where: { $0.suite == series.suite && $0.name == series.name }) else {
                notes.append("\(series.suite): \(series.name): only in B")
                continue
            }
            rows.append(Comparison.row(other, series, threshold: threshold))
        }
        guard !rows.isEmpty else { throw HistoryFile.Refusal(reason: "A and B have no series in common") }
        for (suite, origin) in b.origins.sorted(by: { $0.key < $1.key }) {
            guard let other = a.origins[suite] else { continue }
            for (member, value) in origin.sorted(by: { $0.key < $1.key }) where other[member] != value {
                guard member != "data" else {
                    throw HistoryFile.Refusal(reason: "\(suite): A and B were measured on different data")
                }
                notes.append("\(suite): \(member) differs: '\(other[member] ?? "")' and '\(value)'")
            }
        }
        json ? printJSON(rows, notes) : printTable(rows, notes)
        return rows.contains { $0.verdict == .worse } ? 1 : 0
    }

    private static func printTable(_ rows: [Comparison.Row], _ notes: [String]) {
        print(padded("series", 60) + ["B / A", "99% from", "to"].map { padded($0, 10, right: true) }.joined() + "  verdict")
        for row in rows {
            let cells = [row.ratio, row.low, row.high].map { padded(fixed($0, 3), 10, right: true) }.joined()
            print(padded(row.name, 60) + cells + "  \(row.verdict.rawValue)")
        }
        for note in notes { print("note: \(note)") }
    }

    private static func printJSON(_ rows: [Comparison.Row], _ notes: [String]) {
        let texts = rows.map {
            "{\"name\":\(jsonText($0.name)),\"ratio\":\(fixed($0.ratio, 4)),\"low\":\(fixed($0.low, 4)),"
                + "\"high\":\(fixed($0.high, 4)),\"verdict\":\(jsonText($0.verdict.rawValue))}"
        }
        print("{\"rows\":[\(texts.joined(separator: ","))],\"notes\":[\(notes.map(jsonText).joined(separator: ","))]}")
    }
}
