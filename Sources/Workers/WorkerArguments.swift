// What a worker is told on its command line: paths, and how it logs. Everything else is in the region.

import Domain
import Journal
import Logging

public struct WorkerArguments: Sendable {
    /// The source of the feed.
    public var fixture: String?
    /// Where the run is journalled; nil when it is not, and then nothing can be recovered.
    public var journal: String?
    public var durability = JournalDurability.async
    /// How the journal is laid out: bytes of a segment, and of the directory at most.
    public var segmentBytes = JournalOptions().segmentBytes
    public var directoryBytesMax: UInt64?
    /// As the supervisor logs: level, format, and whether journald reads it.
    public var log = Log.Options()

    /// The options, each with a value.
    public static let names = [
        "--fixture", "--journal", "--durability", "--segment-bytes", "--directory-bytes-max", "--log-level", "--log-format", "--log-reader",
    ]

    public init() {}

    /// The words after the role's name.
    public var words: [String] {
        var words: [String] = []
        if let fixture { words += ["--fixture", fixture] }
        if let journal { words += ["--journal", journal, "--durability", durability.rawValue] }
        if journal != nil, segmentBytes != JournalOptions().segmentBytes { words += ["--segment-bytes", "\(segmentBytes)"] }
        if journal != nil, let directoryBytesMax { words += ["--directory-bytes-max", "\(directoryBytesMax)"] }
        return words + [
            "--log-level", log.level.rawValue, "--log-format", log.format.rawValue, "--log-reader", log.marksPriority ? "journald" : "any",
        ]
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
            case "--segment-bytes": segmentBytes = try Self.number(value, "--segment-bytes")
            case "--directory-bytes-max": directoryBytesMax = UInt64(try Self.number(value, "--directory-bytes-max"))
            case "--log-level": log.level = try Self.word(value, "--log-level")
            case "--log-format": log.format = try Self.word(value, "--log-format")
            case "--log-reader":
                guard ["any", "journald"].contains(value) else { throw ParameterError("--log-reader", "is not '\(value)'") }
                log.marksPriority = value == "journald"
            default: throw ParameterError(words[index], "is not known to workers")
            }
            index += 2
        }
    }

    private static func number(_ text: String, _ name: String) throws(ParameterError) -> Int {
        guard let number = Int(text), number >= 0 else { throw ParameterError(name, "is not '\(text)'") }
        return number
    }

    private static func word<Word: RawRepresentable<String>>(_ text: String, _ name: String) throws(ParameterError) -> Word {
        guard let word = Word(rawValue: text) else { throw ParameterError(name, "is not '\(text)'") }
        return word
    }

    /// A path without which a role cannot work.
    static func required(_ path: String?, _ name: String) throws(ParameterError) -> String {
        guard let path else { throw ParameterError(name, "is missing") }
        return path
    }
}
