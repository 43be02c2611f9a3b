// What is wrong with a configuration: where, which setting, why, and what to do.

public struct ConfigurationProblem: Sendable, Equatable, CustomStringConvertible {
    public enum Severity: String, Sendable {
        /// Nothing may start.
        case error
        case warning
    }

    public let severity: Severity
    public let origin: SettingOrigin
    /// The setting, or the unknown name; nil when a whole line or file is wrong.
    public let name: String?
    public let reason: String
    public let remedy: String

    init(_ severity: Severity, _ origin: SettingOrigin, name: String?, _ reason: String, remedy: String) {
        self.severity = severity
        self.origin = origin
        self.name = name
        self.reason = reason
        self.remedy = remedy
    }

    public var description: String {
        "\(severity.rawValue): \(origin): \(name.map { "\($0): " } ?? "")\(reason). \(remedy)"
    }
}

/// Where a setting's value comes from. Later ones beat earlier ones.
public enum SettingOrigin: Sendable, Equatable, CustomStringConvertible {
    case builtIn
    case file(String, line: Int?)
    case environment
    /// A file that holds nothing but the secret.
    case secretFile(String)
    case flag
    /// Several settings together.
    case relation

    public var description: String {
        switch self {
        case .builtIn: "built in"
        case .file(let path, let line): line.map { "\(path):\($0)" } ?? path
        case .environment: "environment"
        case .secretFile(let path): path
        case .flag: "command line"
        case .relation: "configuration"
        }
    }
}
