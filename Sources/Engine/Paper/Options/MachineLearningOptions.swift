// The switches of ML signals and inference: paper specification, sections 3 and 3.1.

public struct MachineLearningOptions: Sendable, Equatable {
    /// Time-indexed signals.
    public var signalsEnabled = false
    /// Inference beside the run, without effect.
    public var shadowEnabled = false
    public var inferenceEnabled = false
    public var activeEnabled = false
    /// Must equal `acknowledgement` before ACTIVE is accepted.
    public var activeAcknowledgement: String?
    public var killSwitch = false
    /// Values of `GRINDER_ENV` in which ACTIVE may run; nil or empty: all.
    public var allowedEnvironments: [String]?
    /// Artefact folder without a registry ("legacy").
    public var artifactDirectory: String?
    /// With `modelName`: where the artefact folder is looked up.
    public var registryPath: String?
    public var modelName: String?
    public var stage = "shadow"

    public static let acknowledgement = "I_UNDERSTAND_THIS_AFFECTS_TRADING"

    public init() {}
}
