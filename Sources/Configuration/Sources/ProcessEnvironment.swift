// The environment as the process got it. The one place that reads or changes it.
//
// Main thread only, before any other thread runs: the C library's environment is not guarded.

import Domain
import Glibc

public struct ProcessEnvironment: Sendable {
    /// In the order of the process's own list; a repeated name keeps its first value, as in the C library.
    public let variables: [(name: String, value: String)]

    public init(_ variables: [(name: String, value: String)]) { self.variables = variables }

    public subscript(name: String) -> String? { variables.first { $0.name == name }?.value }

    /// Takes a copy of this process's environment.
    public static func current() -> ProcessEnvironment {
        var variables: [(name: String, value: String)] = []
        var seen: Set<String> = []
        var position = environ
        while let entry = position.pointee {
            position += 1
            let text = String(cString: entry)
            guard let sign = text.firstIndex(of: "=") else { continue }
            let name = String(text[..<sign])
            if seen.insert(name).inserted { variables.append((name, String(text[text.index(after: sign)...]))) }
        }
        return ProcessEnvironment(variables)
    }

    /// Overwrites the values of the secrets among the settings and removes them, so that neither a child
    /// nor a look into /proc/PID/environ finds them. Call it once they are read.
    public static func wipeSecrets() {
        for setting in SettingTable.all where setting.kind == .secret {
            while let value = getenv(setting.name) {
                memset(value, 0, strlen(value))
                unsetenv(setting.name)
            }
        }
    }
}
