// A parameter that a stage of the pipeline cannot work with: refused when the stage is made, never later.

public struct ParameterError: Error, Equatable, Sendable, CustomStringConvertible {
    public var parameter: String
    public var requirement: String

    public init(_ parameter: String, _ requirement: String) {
        self.parameter = parameter
        self.requirement = requirement
    }

    public var description: String { "\(parameter) \(requirement)" }
}
