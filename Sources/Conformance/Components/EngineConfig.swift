// Which options the engines refuse.

import Domain
import Engine

extension VectorComponents {
    static let engineConfig = VectorComponent("engine_config") { input in
        let engine = try input.text("engine")
        guard engine == "replay" else { throw VectorFault.notImplemented(engine) }
        guard let overrides = try input.member("options").objectValue else {
            throw VectorFault.malformed("'options' is not an object")
        }
        var options = ReplayOptions()
        try options.apply(overrides)
        _ = try ReplayEngine(options)
        return .text("ok")
    }
}
