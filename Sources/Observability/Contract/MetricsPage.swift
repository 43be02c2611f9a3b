// docs/metrics.md, written from the catalogue.

public enum MetricsPage {
    public static var markdown: String {
        var text = """
            # Metrics

            Written by `grinder metrics-contract --print-docs`; a test keeps this page equal to the program.

            `/metrics` answers in the Prometheus text format. Names, label keys and label values are public: adding
            is allowed, renaming or removing needs a recorded decision. The first \(Metric.contractCount) families are the
            contract that existing alerts and dashboards were written against; the others are this program's own.

            - **Start at zero.** Every combination of the label values below is there from the first scrape, so that a
              first event is a step from 0 to 1. Where older rules expect a series with the value `none`, it is there
              beside them and stays 0.
            - **Contract** says what `grinder metrics-contract` requires of a family as a text: `lines` are HELP and TYPE,
              `sample` also a series. Beyond that it checks form, types, label keys and label values of all families of
              the contract.
            - **Forbidden** anywhere in a scrape: \(MetricCatalogue.forbiddenLabels.map { "`\($0)`" }.joined(separator: ", ")). A label
              whose values grow with symbols, orders or clients would grow the database without bound.
            - Counters live as long as the supervisor's process.

            """
        for section in MetricCatalogue.sections {
            text += "\n## \(section.title)\n\nOwner: \(section.owner).\n\n"
            text += "| Name | Type | Labels | Unit | Contract | Meaning |\n|---|---|---|---|---|---|\n"
            for family in section.families { text += row(family) }
        }
        return text + "\n## Label values\n\n| Label | Values |\n|---|---|\n" + vocabulary()
    }

    private static func row(_ family: MetricFamily) -> String {
        let labels = family.labels.map { "`\($0.key)`" } + (family.kind == .histogram ? ["`le`"] : [])
        var meaning = family.help
        if family.kind == .histogram {
            meaning += " Buckets: \(family.bounds.map { SampleText.shortest($0) }.joined(separator: ", "))."
        }
        return "| `\(family.name)` | \(family.kind.rawValue) | \(labels.joined(separator: ", ")) | \(family.unit) | "
            + "\(part(family.contract)) | \(meaning) |\n"
    }

    private static func part(_ contract: ContractPart) -> String {
        switch contract {
        case .absent: ""
        case .lines: "lines"
        case .sample, .text: "sample"
        }
    }

    /// Each family's label once per list of values; families that share a list share a row.
    private static func vocabulary() -> String {
        var rows: [(label: MetricLabel, families: [String])] = []
        for family in MetricCatalogue.families {
            for label in family.labels where label.key != "version" && label.key != "build" {
                if let index = rows.firstIndex(where: { $0.label.key == label.key && $0.label.values == label.values }) {
                    rows[index].families.append(family.name)
                } else {
                    rows.append((label, [family.name]))
                }
            }
        }
        return rows.map { row in
            let families = row.families.count > 3 ? "\(row.families.count) families" : row.families.map { "`\($0)`" }.joined(separator: ", ")
            return "| `\(row.label.key)` of \(families) | \(row.label.values.map { "`\($0)`" }.joined(separator: ", ")) |\n"
        }.joined()
    }
}
