import Domain
import Risk

extension VectorComponents {
    static let killSwitch = VectorComponent("kill_switch") { input in
        var killSwitch = KillSwitch<JSONValue>()
        return try steps(of: input) { step in
            switch try step.operation {
            case "trip":
                guard let reason = KillSwitchReason(rawValue: try step.text(1)) else {
                    throw VectorFault.malformed("an unknown reason")
                }
                let details = try step.value(3)
                killSwitch.trip(reason, atMs: try step.integer(2), details: details.isNull ? nil : details)
            case "reset": killSwitch.reset()
            case "state": break
            default: throw VectorFault.malformed("an unknown step")
            }
            return .document(killSwitch.state) { $0 }
        }
    }
}
