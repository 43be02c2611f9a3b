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

    /// The names that member `name` lists; nil when it is absent.
    func names<Name: StableName>(_ name: String, _ type: Name.Type) throws(FixtureError) -> [Name]? {
        guard let value = content[name] else { return nil }
        guard let elements = value.arrayValue else {
            throw malformed("field '\(name)' is \(value.kindName)", "Make it a list, or leave it out.")
        }
        var names: [Name] = []
        for element in elements { names.append(try read(element, name)) }
        return names
    }

    /// The name that member `name` gives each symbol; nil when it is absent.
    func names<Name: StableName>(
        _ name: String, bySymbol type: Name.Type
    ) throws(FixtureError) -> [(symbol: String, name: Name)]? {
        guard let value = content[name] else { return nil }
        guard let object = value.objectValue else {
            throw malformed("field '\(name)' is \(value.kindName)", "Make it an object of symbols, or leave it out.")
        }
        var names: [(symbol: String, name: Name)] = []
        for member in object.members {
            names.append((String(decoding: member.key, as: UTF8.self), try read(member.value, name)))
        }
        return names
    }

    private func read<Name: StableName>(_ value: JSONValue, _ field: String) throws(FixtureError) -> Name {
        if let name = value.stringValue.flatMap(Name.init(rawValue:)) { return name }
        let known = Name.allCases.map(\.rawValue).joined(separator: ", ")
        throw malformed("field '\(field)' holds \(value.canonicalText)", "Use one of \(known), or leave it out.")
    }

    private func malformed(_ reason: String, _ remedy: String) -> FixtureError {
        FixtureError(.malformed, file: file, reason, remedy: remedy)
    }
}
