// The options of the suites: one table that the parser and the help are made from.

enum BenchOption: String, CaseIterable {
    case json = "--json"
    case quick = "--quick"
    case slices = "--slices"
    case runs = "--runs"
    case fixture = "--fixture"
    case memory = "--memory"
    case minutes = "--minutes"
    case realTime = "--realtime"
    case history = "--history"
    case hgrm = "--hgrm"

    /// What stands for its value; nil: it takes none.
    var placeholder: String? {
        switch self {
        case .json, .quick, .memory, .realTime: nil
        case .slices, .runs, .minutes: "N"
        case .fixture, .hgrm: "DIR"
        case .history: "FILE"
        }
    }

    var help: String {
        switch self {
        case .json: "Print one JSON object on one line instead of a table."
        case .quick: "Fewer and shorter slices: seconds, for a first look and for tests."
        case .slices: "Slices of a run: measurements whose median is the run's."
        case .runs: "Runs: their medians' median is the result, their range its spread."
        case .fixture: "Directory with events.jsonl or events.json."
        case .realTime: "Put the measured processes above all others (SCHED_FIFO; needs the right to)."
        case .history: "Append the result as one line of NDJSON, every slice in it: what `compare` reads."
        case .hgrm: "Write each latency distribution as a percentile file of HdrHistogram."
        case .minutes: "How long (default 30)."
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
    var minutes: Int?
    var realTime = false
    /// Where the result is appended.
    var history: String?
    /// Where distributions are written.
    var hgrm: String?

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
            case .realTime: realTime = true
            case .history: history = try Self.path(option, rest.popFirst())
            case .hgrm: hgrm = try Self.path(option, rest.popFirst())
            case .minutes: minutes = try Self.count(option, rest.popFirst())
            case .slices: slices = try Self.count(option, rest.popFirst())
            case .runs: runs = try Self.count(option, rest.popFirst())
            case .fixture: fixture = try Self.path(option, rest.popFirst())
            }
        }
    }

    /// The words of those options that another suite shares.
    func words(accepting accepted: [BenchOption]) -> [String] {
        var words: [String] = []
        if json { words.append(BenchOption.json.rawValue) }
        if quick { words.append(BenchOption.quick.rawValue) }
        if realTime, accepted.contains(.realTime) { words.append(BenchOption.realTime.rawValue) }
        if let history, accepted.contains(.history) { words += [BenchOption.history.rawValue, history] }
        if let hgrm, accepted.contains(.hgrm) { words += [BenchOption.hgrm.rawValue, hgrm] }
        return words
    }

    private static func path(_ option: BenchOption, _ text: String?) throws(UsageError) -> String {
        guard let text else { throw UsageError(reason: "\(option.usage): the path is missing") }
        return text
    }

    private static func count(_ option: BenchOption, _ text: String?) throws(UsageError) -> Int {
        guard let value = text.flatMap({ Int($0) }), value > 0 else {
            throw UsageError(reason: "\(option.rawValue) needs a positive integer")
        }
        return value
    }
}
