// From a scenario to the files of its fixture directory.

import Domain

/// One file of a fixture directory.
public struct GeneratedFile: Equatable, Sendable {
    /// Relative to the fixture directory, with `/` between components.
    public let path: String
    public let bytes: [UInt8]
}

/// The files of a scenario's fixture directory: `events.jsonl`, `config.json` and, where the
/// scenario has signals, `ml/signal.json`. The bytes depend on the scenario alone. O(events).
public func files(of scenario: Scenario) -> [GeneratedFile] {
    var files = [
        GeneratedFile(path: "events.jsonl", bytes: eventLines(of: scenario.content)),
        GeneratedFile(path: "config.json", bytes: prettyText(config(of: scenario))),
    ]
    if case .tables(let tables) = scenario.content, !tables.signals.isEmpty {
        let signals = JSONValue.array(tables.signals.map(JSONValue.init))
        files.append(GeneratedFile(path: "ml/signal.json", bytes: prettyText(signals)))
    }
    return files
}

/// Book snapshots come first: without a `ts` key a loader sorts them ahead of every market snapshot.
private func eventLines(of content: Scenario.Content) -> [UInt8] {
    let lines: [JSONValue] = switch content {
    case .tables(let tables): tables.books.map(JSONValue.init) + tables.snapshots().map(JSONValue.init)
    case .market(let market): market.snapshots().map(JSONValue.init)
    }
    var buffer = ByteBuffer(capacity: 1 << 16)
    for line in lines {
        buffer.appendCompact(line)
        buffer.append(UInt8(ascii: "\n"))
    }
    return Array(buffer.bytes)
}

private func config(of scenario: Scenario) -> JSONValue {
    guard case .object(let members) = scenario.config else {
        preconditionFailure("the config of \(scenario.name) must be an object")
    }
    var config = JSONObject([("name", .text(scenario.name)), ("description", .text(scenario.summary))])
    for member in members.members { config.set(member.key, member.value) }
    for (key, digest) in scenario.knownDigests.configMembers { config.set(key, .text(digest)) }
    return .object(config)
}

private func prettyText(_ value: JSONValue) -> [UInt8] {
    Array(value.prettyText().utf8) + [UInt8(ascii: "\n")]
}
