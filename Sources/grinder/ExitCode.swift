// What the process says to its caller.

import Conformance
import Domain
import Engine
import Journal
import Supervision

enum ExitCode {
    static let success: Int32 = 0
    /// A check failed, the input is wrong, or nothing was done.
    static let failure: Int32 = 1
    /// Wrong usage or configuration.
    static let usage: Int32 = 2
    /// A run or a connection failed.
    static let runtime: Int32 = 3

    static func of(_ error: any Error) -> Int32 {
        switch error {
        case is FixtureError, is PaperRunError: failure
        case is ParameterError, is ConfigurationError, is SettingsError, is PaperOptionsError, is MetricsSourceError: usage
        case is SoakThresholdsError: usage
        case let error as SupervisionError: error.exitCode
        case let error as JournalError:
            if case .system = error { runtime } else { failure }
        default: runtime
        }
    }
}
