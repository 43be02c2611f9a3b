// A recorded market scenario as source: small tables or a seeded market model instead of data files.
//
// Purpose: the fixture directories of the project are generated from these values, byte for byte
// the same on every machine, so a change of a fixture is a readable change of source.
// Not here: running a scenario, reading fixture directories, writing to disk.

import Domain

public struct Scenario: Sendable {
    /// Where the events come from.
    enum Content: Sendable {
        case tables(ScenarioTables)
        case market(MarketModel)
    }

    /// The directory name of the fixture, such as `sample_day`.
    public let name: String
    /// One sentence: what happens, and why it is worth recording.
    public let summary: String

    /// The members of `config.json` in order, without name, summary and digests.
    let config: JSONValue
    let content: Content

    init(name: String, summary: String, config: JSONValue, content: Content) {
        self.name = name
        self.summary = summary
        self.config = config
        self.content = content
    }

    /// What a run over this scenario must produce.
    public var knownDigests: KnownDigests {
        KnownDigests.of(scenario: name)
    }
}
