// What the reference's constructor refuses, in its order: paper specification, section 3 ("Construction
// errors") and 3.1. The budgets of guard v1 come first: the reference checks them where they are made.
// Other values that no engine can work with are refused by the component that gets them.

import DecimalArithmetic
import Domain
import Policies
import Risk

/// Options that no engine can be made of.
public enum PaperOptionsError: Error, Equatable, Sendable, CustomStringConvertible {
    case parameter(ParameterError)
    /// Guard v1's own refusal: "guard error" in the specification, all others are value errors.
    case drawdownGuardV1(String)
    case machineLearning(MachineLearningFault)

    public var description: String {
        switch self {
        case .parameter(let error): error.description
        case .drawdownGuardV1(let explanation): explanation
        case .machineLearning(let fault): fault.description
        }
    }
}

extension PaperOptions {
    /// Refuses what v1's constructor refuses.
    /// - Parameters:
    ///   - environment: of the process; only `GRINDER_ENV` is read.
    ///   - registry: where a model's artefacts are looked up.
    public func validate(
        environment: [String: String], registry: some ArtifactRegistry = NoArtifactRegistry()
    ) throws(PaperOptionsError) {
        try validateBudgets()
        do throws(ParameterError) {
            _ = try StaticGridPolicy(spacingBps: spacingBps, levels: levels, sizePerLevel: sizePerLevel)
            if killSwitchEnabled { try validateDrawdownGuard() }
            if featureEngineEnabled { _ = try features.configuration() }
        } catch {
            throw .parameter(error)
        }
        do throws(MachineLearningFault) {
            try machineLearning.validate(environment: environment["GRINDER_ENV"] ?? "", registry: registry)
        } catch {
            throw .machineLearning(error)
        }
    }

    /// Guard v1's budgets are checked whenever they are given, even when the guard is off.
    private func validateBudgets() throws(PaperOptionsError) {
        guard let drawdownGuardV1 else { return }
        var symbols = SymbolTable()
        let budgets: DrawdownBudgets
        do throws(ParameterError) { budgets = try drawdownGuardV1.budgets(&symbols) } catch { throw .parameter(error) }
        do throws(DrawdownGuardError) {
            _ = try DrawdownGuardV1(budgets)
        } catch {
            throw .drawdownGuardV1(error.explanation(symbols))
        }
    }

    private func validateDrawdownGuard() throws(ParameterError) {
        do throws(DrawdownGuardParameterError) {
            _ = try DrawdownGuard(initialCapital: initialCapital, drawdownPctMax: drawdownPctMax)
        } catch {
            switch error {
            case .initialCapitalNotPositive: throw ParameterError("initial_capital", "must be positive")
            case .drawdownPctOutOfRange: throw ParameterError("max_drawdown_pct", "must be above 0 and at most 100")
            }
        }
    }
}
