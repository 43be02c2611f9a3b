// The options of the suites: one table that the parser and the help are made from.

enum BenchOption: String, CaseIterable {
    case json = "--json"
    case quick = "--quick"
    case slices = "--slices"
    case runs = "--runs"
    case fixture = "--fixture"
    case memory = "--memory"

    /// What stands for its value; nil: it takes none.
    var placeholder: String? {
        switch self {
        case .json, .quick, .memory: nil
        case .slices, .runs: "N"
        case .fixture: "DIR"
        }
    }

    var help: String {
        switch self {
        case .json: "Print one JSON object on one line instead of a table."
        case .quick: "Fewer and shorter slices: seconds, for a first look and for tests."
        case .slices: "Slices of a run: measurements whose median is the run's."
        case .runs: "Runs: their medians' median is the result, their range its spread."
        case .fixture: "Directory with events.jsonl or events.json."
        case .memory: "Measure memory instead: a generated market of 1 and of 10 million events."
        }
    }

    var usage: String { placeholder.map { rawValue + " " + $0 } ?? rawValue }
}

/// Command line arguments that make no sense: how they do not.
struct UsageError: Error {
    let reason: String
}

struct BenchOptions {
    var json = false
    var quick = false
    var slices: Int?
    var runs: Int?
    /// Where the replay and paper suites find their events.
    var fixture: String?
    var memory = false

    init(_ arguments: ArraySlice<String>, accepting accepted: [BenchOption]) throws(UsageError) {
        var rest = arguments
        while let argument = rest.popFirst() {
            guard let option = BenchOption(rawValue: argument), accepted.contains(option) else {
                throw UsageError(reason: "'\(argument)' is no option of this suite")
            }
            switch option {
            case .json: json = true
            case .quick: quick = true
            case .memory: memory = true
            case .slices: slices = try Self.count(option, rest.popFirst())
            case .runs: runs = try Self.count(option, rest.popFirst())
            case .fixture:
                guard let value = rest.popFirst() else { throw UsageError(reason: "\(option.rawValue) needs a directory") }
                fixture = value
            }
        }
    }

    private static func count(_ option: BenchOption, _ text: String?) throws(UsageError) -> Int {
        guard let value = text.flatMap({ Int($0) }), value > 0 else {
            throw UsageError(reason: "\(option.rawValue) needs a positive integer")
        }
        return value
    }
}
