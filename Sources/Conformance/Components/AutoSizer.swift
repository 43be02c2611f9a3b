import DecimalArithmetic
import Domain
import Policies

extension VectorComponents {
    static let autoSizer = VectorComponent("auto_sizer") { input in
        let config = try PolicyInputs.options(input, default: AutoSizerConfig())
        let budget = RiskBudget(
            equity: try input.decimal("equity"), drawdownBudget: try input.decimal("dd_budget"),
            adverseMove: try input.decimal("adverse_move"))
        let grid = GridShape(
            levels: try input.integer("levels"), stepBps: try input.double("step_bps"),
            topK: try input.integer("top_k"))
        let price = try input.decimal("price")
        do throws(PolicyError) {
            return .object(try AutoSizer(config).report(budget, grid, price: price).document)
        } catch {
            throw PolicyInputs.fault(error)
        }
    }
}
