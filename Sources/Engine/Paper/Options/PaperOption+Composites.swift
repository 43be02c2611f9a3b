// Paper options whose value is a list, a choice or names symbols.

import DecimalArithmetic
import Domain
import OrderEngine
import Policies

extension OptionMember<PaperOptions> {
    static var fillMode: OptionMember {
        OptionMember(
            .text,
            set: { (options, value, name) throws(ParameterError) in
                options.fillMode = FillMode(name: try OptionValue.text(value, name))
            },
            value: { .text($0.fillMode.name) })
    }

    static var symbolConstraints: OptionMember {
        OptionMember(
            .object,
            set: { (options, value, _) throws(ParameterError) in
                options.symbolConstraints = value.isNull ? nil : try SymbolConstraintOptions.read(value)
            },
            value: { options in options.symbolConstraints.map { SymbolConstraintOptions.document($0) } ?? .null })
    }

    static var allowedEnvironments: OptionMember {
        OptionMember(
            .list,
            set: { (options, value, name) throws(ParameterError) in
                options.machineLearning.allowedEnvironments = try texts(value, name)
            },
            value: { options in
                options.machineLearning.allowedEnvironments.map { .array($0.map { .text($0) }) } ?? .null
            })
    }

    private static func texts(_ value: JSONValue, _ name: String) throws(ParameterError) -> [String]? {
        if value.isNull { return nil }
        guard let elements = value.arrayValue else { throw ParameterError(name, "must be a list of texts") }
        var texts: [String] = []
        for element in elements { texts.append(try OptionValue.text(element, name)) }
        return texts
    }
}

extension FillMode {
    /// The name under which a configuration asks for it.
    var name: String {
        switch self {
        case .crossing: "crossing"
        case .instant: "instant"
        }
    }
}

extension DrawdownBudgetOptions: TabledOptions {
    public static let owner = "drawdown guard v1"

    public static let table: [NamedOption<DrawdownBudgetOptions>] = [
        NamedOption("portfolio_dd_limit", .decimal(\.portfolioLimit)),
        NamedOption("symbol_dd_budgets", .symbolBudgets),
    ]
}

extension OptionMember<DrawdownBudgetOptions> {
    fileprivate static var symbolBudgets: OptionMember {
        OptionMember(
            .object,
            set: { (options, value, name) throws(ParameterError) in
                options.bySymbol = []
                for member in try OptionValue.object(value, name).members {
                    let budget = try OptionValue.decimal(member.value, name)
                    options.bySymbol.append((String(decoding: member.key, as: UTF8.self), budget))
                }
            },
            value: { .object(JSONObject($0.bySymbol.map { ($0.symbol, .decimal($0.budget)) })) })
    }
}
