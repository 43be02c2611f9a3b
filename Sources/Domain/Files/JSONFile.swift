// A whole JSON document in a file: configuration, expected results, caches.

public enum JSONFile {
    /// Reads the document at `path`. Errors name the file, the line and the column.
    public static func read(_ path: String) throws(FixtureError) -> JSONValue {
        let mapped = try MappedFile(input: path)
        try mapped.checkEncoding(path)
        do throws(JSONError) {
            return try JSONParser.parse(mapped.bytes)
        } catch {
            throw FixtureError(
                .malformed, file: path, line: mapped.line(at: error.offset), "invalid JSON: \(error.reason)",
                remedy: "Correct the file; nothing was run.")
        }
    }
}
