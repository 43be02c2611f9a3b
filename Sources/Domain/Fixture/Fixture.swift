// A recorded scenario, loaded: domain specification, section 10.1. Loading is all or nothing; a
// fixture that cannot be used names the line that is to blame.

/// The events of a fixture in the order in which the engine sees them.
public struct Fixture: Sendable {
    /// The directory, without `./`, doubled or trailing slashes.
    public var path: String
    /// Sorted by time; equal times keep their file order.
    public var events: [MarketEvent]
    public var symbols: SymbolTable
    /// The JSON texts of book snapshots, in file order.
    public var depthRecords: [[UInt8]]

    /// Longest accepted line. A line of market data is a few hundred bytes; a depth snapshot some tens of thousands.
    public static let lineLimitBytes = 1 << 20

    /// Reads `events.jsonl`, or `events.json` when there is none; a directory with neither has no events.
    public static func load(directory: String) throws(FixtureError) -> Fixture {
        let path = normalised(directory)
        guard isDirectory(path) else {
            throw FixtureError(
                .unreadable, file: path, "Fixture directory not found: \(path)",
                remedy: "Give the path of a directory that holds events.jsonl or events.json.")
        }
        var loader = FixtureLoader()
        let lines = path + "/events.jsonl"
        let array = path + "/events.json"
        if fileExists(lines) {
            try loader.readLines(lines)
        } else if fileExists(array) {
            try loader.readArray(array)
        }
        return Fixture(path: path, events: loader.sortedEvents(), symbols: loader.symbols,
            depthRecords: loader.depthRecords)
    }

    /// The path as the reference prints it.
    public static func normalised(_ path: String) -> String {
        let absolute = path.hasPrefix("/")
        let parts = path.split(separator: "/", omittingEmptySubsequences: true).filter { $0 != "." }
        let joined = parts.joined(separator: "/")
        if absolute { return "/" + joined }
        return joined.isEmpty ? "." : joined
    }
}
