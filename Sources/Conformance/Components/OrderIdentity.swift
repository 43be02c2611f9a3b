// Client order ids: reading, writing, ownership.

import Domain

extension VectorComponents {
    static let orderID = VectorComponent("order_id") { input in
        switch try input.text("op") {
        case "parse": ClientOrderID(try input.text("id")).map { document($0) } ?? .null
        case "is_ours": .bool(try identity(input.member("config")).isOurs(input.text("id")))
        case "generate": try generate(input)
        case let operation: throw VectorFault.malformed("'\(operation)' is no operation on order ids")
        }
    }

    private static func generate(_ input: JSONValue) throws -> JSONValue {
        let identity = try identity(input.member("config"))
        let level = try input.member("level_id")
        let id = identity.makeID(
            symbol: try input.text("symbol"), level: level.stringValue ?? level.canonicalText,
            timestampMs: try input.integer("ts"), sequence: try input.integer("seq"))
        return .members([("id", .text(id)), ("is_ours", .bool(identity.isOurs(id)))])
    }

    private static func identity(_ config: JSONValue) throws -> OrderIdentity {
        let allowed = try config["allowed_strategies"] == nil ? [] : config.array("allowed_strategies")
        return OrderIdentity(
            prefix: config["prefix"]?.stringValue ?? "grinder_",
            strategy: config["strategy_id"]?.stringValue ?? "default",
            allowedStrategies: Set(allowed.compactMap(\.stringValue)),
            requiresAllowedStrategy: config["require_strategy_allowlist"]?.isTruthy ?? true,
            allowsLegacyFormat: config["allow_legacy_format"]?.isTruthy ?? false)
    }

    private static func document(_ id: ClientOrderID) -> JSONValue {
        .members([
            ("prefix", .text(id.prefix)), ("strategy_id", .text(id.strategy ?? "__legacy__")),
            ("symbol", .text(id.symbol)), ("level_id", .text(id.level)), ("ts", .text(id.timestamp)),
            ("seq", .text(id.sequence)), ("is_legacy", .bool(id.isLegacy)),
        ])
    }
}
