import DecimalArithmetic
import Domain
import Policies

extension VectorComponents {
    static let adaptiveMath = VectorComponent("adaptive_math") { input in
        let math = AdaptiveMath(try PolicyInputs.options(input, default: AdaptiveGridConfig()))
        let natrBps = try input.integer("natr_bps")
        guard let regime = Regime(rawValue: try input.text("regime")) else {
            throw VectorFault.malformed("unknown regime")
        }
        let stepBps = try math.stepBps(natrBps: natrBps, regime)
        let widths = try math.widths(natrBps: natrBps, regime)
        var result: [(String, JSONValue)] = [
            ("step_bps", .integer(stepBps)), ("width_up_bps", .integer(widths.upBps)),
            ("width_down_bps", .integer(widths.downBps)),
        ]
        do {
            result.append(("levels_up", .integer(try math.levels(widthBps: widths.upBps, stepBps: stepBps))))
            result.append(("levels_down", .integer(try math.levels(widthBps: widths.downBps, stepBps: stepBps))))
        } catch DecimalError.divisionByZero {
            result.append(("levels_error", .text("ZeroDivisionError")))
        }
        return .object(JSONObject(result))
    }

    static let adaptivePolicy = VectorComponent("adaptive_policy") { input in
        guard let killSwitchActive = try input.member("kill_switch_active").boolValue else {
            throw VectorFault.malformed("'kill_switch_active' is not a boolean")
        }
        let ratio = try input.member("dd_budget_ratio")
        let conditions = PolicyConditions(
            killSwitchActive: killSwitchActive,
            toxicity: try PolicyInputs.toxicity(input.member("toxicity")).word,
            book: try PolicyInputs.book(input.member("l2_features")),
            budgetRatio: try ratio.isNull ? nil : input.decimal("dd_budget_ratio"))
        let config = try PolicyInputs.options(input, default: AdaptiveGridConfig())
        let features = try PolicyInputs.features(input.member("features"))
        do throws(PolicyError) {
            return .document(try AdaptiveGridPolicy(config).plan(features, conditions))
        } catch {
            throw PolicyInputs.fault(error)
        }
    }
}
