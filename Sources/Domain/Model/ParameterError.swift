// A refused parameter: what policies, engines and commands say about options they cannot work with.

/// A parameter that cannot be worked with.
public struct ParameterError: Error, Equatable, Sendable, CustomStringConvertible {
    public var parameter: String
    public var requirement: String

    public init(_ parameter: String, _ requirement: String) {
        self.parameter = parameter
        self.requirement = requirement
    }

    public var description: String { "\(parameter) \(requirement)" }
}
