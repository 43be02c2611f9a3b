// What can be wrong with a fixture. Every message names the file, the line and field where there
// is one, and what to do about it.

public struct FixtureError: Error, Sendable, CustomStringConvertible {
    public enum Category: Sendable {
        /// The directory or a file is missing or cannot be read.
        case unreadable
        /// A file was read and its content is wrong.
        case malformed
    }

    public var category: Category
    public var file: String
    /// 1-based, blank lines counted.
    public var line: Int?
    public var reason: String
    public var remedy: String

    public init(_ category: Category, file: String, line: Int? = nil, _ reason: String, remedy: String) {
        self.category = category
        self.file = file
        self.line = line
        self.reason = reason
        self.remedy = remedy
    }

    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place): \(reason). \(remedy)"
    }
}
