// A fixture's config.json as the checks read it: what it asks for, and what it says must come out.
// A member of the wrong type is an error: an expectation that cannot be read must not count as met.

import Domain

struct RecordedConfig {
    let content: JSONValue
    private let file: String

    /// Reads the configuration of the fixture in `directory`; one that is absent asks for nothing.
    init(directory: String) throws(FixtureError) {
        file = directory + "/config.json"
        content = fileExists(file) ? try JSONFile.read(file) : .object(JSONObject())
        guard content.objectValue != nil else {
            throw malformed("the top level is \(content.kindName)", "Make it a JSON object.")
        }
    }

    /// The first of `names` that holds a digest; nil when all are absent or empty: nothing is expected.
    func digest(_ names: [String]) throws(FixtureError) -> String? {
        for name in names {
            guard let value = content[name], value.isTruthy else { continue }
            guard let text = value.stringValue else {
                throw malformed("field '\(name)' is \(value.kindName)", "Give the digest as text, or leave it out.")
            }
            return text
        }
        return nil
    }

    /// The symbols that member `name` lists; nil when it is absent.
    func symbols(_ name: String) throws(FixtureError) -> [String]? {
        guard let value = content[name] else { return nil }
        let symbols = value.arrayValue?.compactMap(\.stringValue)
        guard let symbols, symbols.count == value.arrayValue?.count else {
            throw malformed("field '\(name)' is no list of symbols", "Correct it, or leave it out.")
        }
        return symbols
    }

    private func malformed(_ reason: String, _ remedy: String) -> FixtureError {
        FixtureError(.malformed, file: file, reason, remedy: remedy)
    }
}
