// Which options the engines refuse.

import Domain
import Engine

extension VectorComponents {
    static let engineConfig = VectorComponent("engine_config") { input in
        guard let overrides = try input.member("options").objectValue else {
            throw VectorFault.malformed("'options' is not an object")
        }
        switch try input.text("engine") {
        case "replay":
            var options = ReplayOptions()
            try options.apply(overrides)
            _ = try ReplayEngine(options)
        case "paper":
            var options = PaperOptions()
            try options.apply(overrides)
            let environment = try environment(input.member("env"))
            do throws(PaperOptionsError) {
                try options.validate(environment: environment)
            } catch {
                throw VectorFault.rejected(errorClass(error))
            }
        case let engine: throw VectorFault.malformed("'\(engine)' is no engine")
        }
        return .text("ok")
    }

    private static func environment(_ value: JSONValue) throws -> [String: String] {
        var environment: [String: String] = [:]
        for member in value.objectValue?.members ?? [] {
            let name = String(decoding: member.key, as: UTF8.self)
            environment[name] = try value.text(name)
        }
        return environment
    }

    /// What the reference raises.
    private static func errorClass(_ error: PaperOptionsError) -> String {
        switch error {
        case .parameter, .machineLearning: "ValueError"
        case .drawdownGuardV1: "GuardError"
        }
    }
}
