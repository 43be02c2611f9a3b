// One measured ratio and how the reports show it.

/// Which way a ratio has to go.
enum Goal {
    case atMost(must: Double, aim: Double)
    case atLeast(must: Double, aim: Double)

    var must: Double { switch self { case .atMost(let must, _), .atLeast(let must, _): must } }
    var aim: Double { switch self { case .atMost(_, let aim), .atLeast(_, let aim): aim } }

    func holds(_ value: Double, against limit: Double) -> Bool {
        switch self {
        case .atMost: value <= limit
        case .atLeast: value >= limit
        }
    }
}

struct Measure {
    let name: String
    /// nil: reported, not judged.
    let goal: Goal?
    /// One list of slice ratios per run.
    var runs: [[Double]] = []
    /// Nanoseconds per operation, all slices: for the reader, not for comparing.
    var subjectNs: [Double] = []
    var baselineNs: [Double] = []

    var runMedians: [Double] { runs.map(median) }
    /// The median of the runs' medians.
    var value: Double { median(runMedians) }
    var meetsMust: Bool { goal.map { $0.holds(value, against: $0.must) } ?? true }

    var verdict: String {
        guard let goal else { return "-" }
        if goal.holds(value, against: goal.aim) { return "aim" }
        return goal.holds(value, against: goal.must) ? "must" : "FAIL"
    }
}

func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
    let fill = String(repeating: " ", count: max(0, width - text.count))
    return right ? fill + text : text + fill
}

func printMeasures(_ measures: [Measure]) {
    let header = ["ratio", "min", "max", "must", "aim", "ns", "base ns"].map { padded($0, 9, right: true) }.joined()
    print(padded("measure", 44) + header + "  verdict")
    for measure in measures {
        let sign = if case .atLeast? = measure.goal { ">=" } else { "<=" }
        let cells = [
            fixed(measure.value, 3), fixed(measure.runMedians.min()!, 3), fixed(measure.runMedians.max()!, 3),
            measure.goal.map { sign + fixed($0.must, 2) } ?? "", measure.goal.map { sign + fixed($0.aim, 2) } ?? "",
            fixed(median(measure.subjectNs), 1), fixed(median(measure.baselineNs), 1),
        ]
        print(padded(measure.name, 44) + cells.map { padded($0, 9, right: true) }.joined() + "  " + measure.verdict)
    }
}

func jsonText(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": out += "\\\""
        case "\\": out += "\\\\"
        case _ where scalar.value < 0x20: out += " "
        default: out.unicodeScalars.append(scalar)
        }
    }
    return out + "\""
}

extension Measure {
    var json: String {
        var fields = [
            "\"name\":" + jsonText(name), "\"ratio\":" + fixed(value, 4),
            "\"min\":" + fixed(runMedians.min()!, 4), "\"max\":" + fixed(runMedians.max()!, 4),
            "\"run_medians\":[" + runMedians.map { fixed($0, 4) }.joined(separator: ",") + "]",
            "\"subject_ns\":" + fixed(median(subjectNs), 2), "\"baseline_ns\":" + fixed(median(baselineNs), 2),
            "\"verdict\":" + jsonText(verdict),
        ]
        if let goal { fields += ["\"must\":" + fixed(goal.must, 2), "\"aim\":" + fixed(goal.aim, 2)] }
        return "{" + fields.joined(separator: ",") + "}"
    }
}
