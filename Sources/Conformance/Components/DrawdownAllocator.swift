import DecimalArithmetic
import Domain
import Policies

extension VectorComponents {
    static let drawdownAllocator = VectorComponent("dd_allocator") { input in
        var symbols = SymbolTable()
        var candidates: [AllocationCandidate] = []
        for value in try input.array("candidates") {
            var candidate = AllocationCandidate(symbol: try PolicyInputs.symbol(value.text("symbol"), &symbols))
            if let tier = value["tier"]?.stringValue {
                guard let tier = RiskTier(rawValue: tier) else { throw VectorFault.rejected("ValueError") }
                candidate.tier = tier
            }
            if value["weight"] != nil { candidate.weight = try value.decimal("weight") }
            candidate.isEnabled = value["enabled"]?.isTruthy ?? true
            candidates.append(candidate)
        }
        let config = try PolicyInputs.options(input, default: AllocatorConfig())
        let equity = try input.decimal("equity")
        let portfolioBudget = try input.decimal("portfolio_dd_budget")
        do throws(AllocationError) {
            let result = try DrawdownAllocator(config)
                .allocate(equity: equity, portfolioBudget: portfolioBudget, candidates, symbols)
            return .object(result.document(symbols))
        } catch .decimal {
            throw VectorFault.rejected("InvalidOperation")
        } catch {
            throw VectorFault.rejected("AllocationError")
        }
    }
}
