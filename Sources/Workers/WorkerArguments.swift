// What a worker is told on its command line: paths. Everything else is in the region.

import Domain
import Journal

public struct WorkerArguments: Sendable {
    /// The source of the feed.
    public var fixture: String?
    /// Where the run is journalled; nil when it is not, and then nothing can be recovered.
    public var journal: String?
    public var durability = JournalDurability.async

    public init() {}

    /// The words after the role's name.
    public var words: [String] {
        var words: [String] = []
        if let fixture { words += ["--fixture", fixture] }
        if let journal { words += ["--journal", journal, "--durability", durability.rawValue] }
        return words
    }

    init(_ words: [String]) throws(ParameterError) {
        var index = 0
        while index < words.count {
            guard index + 1 < words.count else { throw ParameterError(words[index], "needs a value") }
            let value = words[index + 1]
            switch words[index] {
            case "--fixture": fixture = value
            case "--journal": journal = value
            case "--durability":
                guard let known = JournalDurability(rawValue: value) else {
                    throw ParameterError("--durability", "is not '\(value)'")
                }
                durability = known
            default: throw ParameterError(words[index], "is not known to workers")
            }
            index += 2
        }
    }

    /// A path without which a role cannot work.
    static func required(_ path: String?, _ name: String) throws(ParameterError) -> String {
        guard let path else { throw ParameterError(name, "is missing") }
        return path
    }
}
