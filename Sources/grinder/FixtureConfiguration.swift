// A fixture's config.json as the commands read it. v1 replay takes no parameters from it; what it
// names is the semantics, and it must be readable.

import Domain

/// A configuration that cannot be used.
struct ConfigurationError: Error, CustomStringConvertible {
    let file: String
    var line: Int?
    let reason: String
    let remedy: String
    var description: String { "\(line.map { "\(file):\($0)" } ?? file): \(reason). \(remedy)" }
}

enum FixtureConfiguration {
    /// Refuses a config.json that cannot be read, or that asks for semantics other than v1.
    static func check(_ fixturePath: String) throws(ConfigurationError) {
        let file = fixturePath + "/config.json"
        guard fileExists(file) else { return }
        let content = try parse(file)
        guard content.objectValue != nil else {
            throw ConfigurationError(
                file: file, line: 1, reason: "the top level is \(content.kindName)", remedy: "Make it a JSON object.")
        }
        guard let semantics = content["semantics"] else { return }
        guard semantics.stringValue == "v1" else {
            throw ConfigurationError(
                file: file, reason: "field 'semantics': \(semantics.canonicalText) is unknown",
                remedy: "Use \"v1\", or leave it out.")
        }
    }

    private static func parse(_ file: String) throws(ConfigurationError) -> JSONValue {
        do throws(FixtureError) {
            return try JSONFile.read(file)
        } catch {
            throw ConfigurationError(
                file: error.file, line: error.line, reason: error.reason, remedy: error.remedy)
        }
    }
}
