// A soak report as the gates read it. A member that is absent takes the gate's default; one of the wrong
// type is an error, because a measurement that cannot be read must not count as within its limit.

import Domain

public struct RecordedSoak: Sendable {
    private let content: JSONValue
    private let file: String

    /// Reads the report in `file`.
    public init(file: String) throws(FixtureError) {
        try self.init(JSONFile.read(file), file: file)
    }

    /// - Parameter file: what errors call the report.
    public init(_ content: JSONValue, file: String) throws(FixtureError) {
        self.content = content
        self.file = file
        guard content.objectValue != nil else {
            throw malformed("the top level is \(content.kindName)", "Give a report of grinder soak or soak-synthetic.")
        }
    }

    /// nil when the report lacks the metric.
    func number(_ metric: SoakMetric) throws(FixtureError) -> SoakNumber? {
        guard let value = content[metric.rawValue] else { return nil }
        guard let number = SoakNumber(value) else {
            throw malformed("field '\(metric.rawValue)' is no finite number", "Make a new report.")
        }
        return number
    }

    /// Absent counts as not stable.
    func allDigestsAreStable() throws(FixtureError) -> Bool {
        guard let value = content["all_digests_stable"] else { return false }
        return try flag(value, "all_digests_stable")
    }

    struct Result {
        let path: String
        let digestIsStable: Bool
        let errors: [String]
    }

    /// What the report says about single fixtures; empty when it says nothing.
    func results() throws(FixtureError) -> [Result] {
        guard let value = content["results"] else { return [] }
        guard let results = value.arrayValue else {
            throw malformed("field 'results' is \(value.kindName)", "Make a new report.")
        }
        var read: [Result] = []
        for result in results { read.append(try self.result(result)) }
        return read
    }

    private func result(_ value: JSONValue) throws(FixtureError) -> Result {
        guard let path = value["fixture_path"]?.stringValue else {
            throw malformed("a result has no 'fixture_path'", "Make a new report.")
        }
        let errors = value["errors"]?.arrayValue?.compactMap(\.stringValue)
        guard value["errors"] == nil || errors?.count == value["errors"]?.arrayValue?.count else {
            throw malformed("field 'errors' of \(path) is no list of texts", "Make a new report.")
        }
        let isStable = try value["digest_stable"].map { (value) throws(FixtureError) in
            try flag(value, "digest_stable")
        }
        return Result(path: path, digestIsStable: isStable ?? true, errors: errors ?? [])
    }

    private func flag(_ value: JSONValue, _ name: String) throws(FixtureError) -> Bool {
        guard let flag = value.boolValue else {
            throw malformed("field '\(name)' is \(value.kindName)", "Make a new report.")
        }
        return flag
    }

    private func malformed(_ reason: String, _ remedy: String) -> FixtureError {
        FixtureError(.malformed, file: file, reason, remedy: remedy)
    }
}
