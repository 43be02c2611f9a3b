// Paper options whose value is an object, a list or a choice. A given object replaces the whole
// configuration: members that it leaves out have their defaults, not what was set before.

import DecimalArithmetic
import Domain
import OrderEngine
import Policies

extension PaperOption.Member {
    static let fillMode = composite(
        .text,
        set: { (options, value) throws(ParameterError) in
            options.fillMode = FillMode(name: try OptionValue.text(value, "fill_mode"))
        },
        get: { .text($0.fillMode.name) })

    static let adaptive = composite(
        .object,
        set: { (options, value) throws(ParameterError) in
            options.adaptive = try configuration(value, "adaptive_config", AdaptiveGridConfig())
        },
        get: { options in options.adaptive.map { .object($0.completeDocument) } ?? .null })

    static let topKV1 = composite(
        .object,
        set: { (options, value) throws(ParameterError) in
            options.topKV1 = try configuration(value, "topk_v1_config", TopKV1Config())
        },
        get: { options in options.topKV1.map { .object($0.document) } ?? .null })

    static let drawdownGuardV1 = composite(
        .object,
        set: { (options, value) throws(ParameterError) in
            options.drawdownGuardV1 = try configuration(value, "dd_guard_v1_config", DrawdownBudgetOptions())
        },
        get: { options in options.drawdownGuardV1.map { .object($0.document) } ?? .null })

    static let symbolConstraints = composite(
        .object,
        set: { (options, value) throws(ParameterError) in
            options.symbolConstraints = value.isNull ? nil : try SymbolConstraintOptions.read(value)
        },
        get: { options in options.symbolConstraints.map { SymbolConstraintOptions.document($0) } ?? .null })

    static let allowedEnvironments = composite(
        .list,
        set: { (options, value) throws(ParameterError) in
            options.machineLearning.allowedEnvironments = try texts(value, "ml_active_allowed_envs")
        },
        get: { options in
            options.machineLearning.allowedEnvironments.map { .array($0.map { .text($0) }) } ?? .null
        })

    /// The defaults with what the object names; null is none.
    private static func configuration<Config: OverridableOptions>(
        _ value: JSONValue, _ name: String, _ defaults: Config
    ) throws(ParameterError) -> Config? {
        if value.isNull { return nil }
        var config = defaults
        try config.apply(OptionValue.object(value, name))
        return config
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

extension AdaptiveGridConfig {
    /// All parameters as they were given: unlike the policy's own document with the auto sizer's, and a zero is a zero.
    fileprivate var completeDocument: JSONObject {
        var document = document
        document.set("equity", equity.map { .decimal($0) } ?? .null)
        document.set("dd_budget", drawdownBudget.map { .decimal($0) } ?? .null)
        document.set("adverse_move", adverseMove.map { .decimal($0) } ?? .null)
        document.set("auto_sizer_config", .object(autoSizer.document))
        return document
    }
}

extension DrawdownBudgetOptions: OverridableOptions {
    public mutating func set(_ name: String, _ value: JSONValue) throws(ParameterError) {
        switch name {
        case "portfolio_dd_limit": portfolioLimit = try OptionValue.decimal(value, name)
        case "symbol_dd_budgets":
            bySymbol = []
            for member in try OptionValue.object(value, name).members {
                let budget = try OptionValue.decimal(member.value, name)
                bySymbol.append((String(decoding: member.key, as: UTF8.self), budget))
            }
        default: throw ParameterError(name, "is not an option of drawdown guard v1")
        }
    }

    public var document: JSONObject {
        JSONObject([
            ("portfolio_dd_limit", .decimal(portfolioLimit)),
            ("symbol_dd_budgets", .object(JSONObject(bySymbol.map { ($0.symbol, .decimal($0.budget)) }))),
        ])
    }
}
