// The construction guards of ML inference: paper specification, section 3.1. The first violation wins;
// a registry that is configured is resolved even when every ML switch is off. An inference runtime is
// always on board, so guard G1 of the specification has no case here.

/// Why ML options are refused, by the specification's guard.
public enum MachineLearningFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// R, with the cause.
    case registryUnresolved(String)
    /// G2
    case ambiguousMode
    /// G3
    case activeWithoutInference
    /// G4
    case acknowledgementMissing
    /// G-REG
    case activeWithoutRegistry
    /// G5
    case activeWithoutArtifact
    /// G6, with the value of GRINDER_ENV.
    case environmentNotAllowed(String, allowed: [String])
    /// S1
    case shadowWithoutInference
    /// S2
    case shadowWithoutArtifact

    public var description: String {
        switch self {
        case .registryUnresolved(let cause): "Failed to resolve artifact from registry: \(cause)"
        case .ambiguousMode: "ml_infer_enabled is ambiguous: set ml_shadow_mode or ml_active_enabled"
        case .activeWithoutInference: "ml_active_enabled needs ml_infer_enabled as its second key"
        case .acknowledgementMissing: "ml_active_ack must be '\(MachineLearningOptions.acknowledgement)'"
        case .activeWithoutRegistry: "ml_active_enabled needs a registry; onnx_artifact_dir alone is not accepted"
        case .activeWithoutArtifact: "ml_active_enabled needs ml_registry_path and ml_model_name (onnx_artifact_dir)"
        case .environmentNotAllowed(let environment, let allowed):
            environment.isEmpty
                ? "GRINDER_ENV must be set to one of \(allowed)"
                : "GRINDER_ENV '\(environment)' is not one of \(allowed)"
        case .shadowWithoutInference: "ml_shadow_mode needs ml_infer_enabled"
        case .shadowWithoutArtifact: "ml_shadow_mode needs onnx_artifact_dir or a registry"
        }
    }
}

/// A registry did not lead to an artefact.
public struct ArtifactRegistryError: Error, Equatable, Sendable {
    public var cause: String
    public init(_ cause: String) { self.cause = cause }
}

/// Finds the artefact folder of a model.
public protocol ArtifactRegistry {
    func artifactDirectory(registry path: String, model: String, stage: String) throws(ArtifactRegistryError) -> String
}

/// The registry of an engine that was given none: it knows no model.
public struct NoArtifactRegistry: ArtifactRegistry {
    public init() {}

    public func artifactDirectory(
        registry path: String, model: String, stage: String
    ) throws(ArtifactRegistryError) -> String {
        throw ArtifactRegistryError("\(path): no model registry is available to this engine")
    }
}

/// Where the artefacts of a model are, and who said so.
public enum ArtifactSource: Equatable, Sendable {
    case none
    case legacy(directory: String)
    case registry(directory: String)
}

extension MachineLearningOptions {
    /// A registry with a model name wins over a legacy folder; a registry without one is not looked at.
    public func artifactSource(_ registry: some ArtifactRegistry) throws(MachineLearningFault) -> ArtifactSource {
        if let registryPath, let modelName, !registryPath.isEmpty, !modelName.isEmpty {
            do throws(ArtifactRegistryError) {
                return .registry(
                    directory: try registry.artifactDirectory(registry: registryPath, model: modelName, stage: stage))
            } catch {
                throw .registryUnresolved(error.cause)
            }
        }
        if let artifactDirectory, !artifactDirectory.isEmpty { return .legacy(directory: artifactDirectory) }
        return .none
    }

    /// - Parameter environment: the value of `GRINDER_ENV`, empty when it is not set.
    public func validate(environment: String, registry: some ArtifactRegistry) throws(MachineLearningFault) {
        let source = try artifactSource(registry)
        if inferenceEnabled, !shadowEnabled, !activeEnabled { throw .ambiguousMode }
        if activeEnabled { try validateActive(source, environment) }
        if shadowEnabled {
            guard inferenceEnabled else { throw .shadowWithoutInference }
            if source == .none { throw .shadowWithoutArtifact }
        }
    }

    private func validateActive(_ source: ArtifactSource, _ environment: String) throws(MachineLearningFault) {
        guard inferenceEnabled else { throw .activeWithoutInference }
        guard activeAcknowledgement == Self.acknowledgement else { throw .acknowledgementMissing }
        switch source {
        case .legacy: throw .activeWithoutRegistry
        case .none: throw .activeWithoutArtifact
        case .registry: break
        }
        guard let allowed = allowedEnvironments, !allowed.isEmpty else { return }
        if environment.isEmpty || !allowed.contains(environment) {
            throw .environmentNotAllowed(environment, allowed: allowed)
        }
    }
}
