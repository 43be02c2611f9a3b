// What a paper run amounts to: paper specification, section 15.

import DecimalArithmetic
import Domain
import Policies
import Risk

public struct PaperResult: Sendable {
    public var eventsProcessed = 0
    public var outputs = 0
    public var eventsGated = 0
    public var ordersPlaced = 0
    public var ordersBlocked = 0
    /// How often each gate allowed and blocked; no member of the document.
    public var gates = GatingMetrics()
    public var totalFills = 0
    public var fillsBought = 0
    /// Position and unrealised PnL at the last price, for symbols that hold one.
    public var finalPositions: [(symbol: SymbolID, position: Position, unrealizedPnl: Decimal)] = []
    public var totalRealizedPnl = Decimal.zero
    public var totalUnrealizedPnl = Decimal.zero
    public var failures: [EventFailure] = []
    public var selection: TopKV0Selection?
    public var selectionV1: TopKV1Selection?
    public var controllerDecisions: [(symbol: SymbolID, decision: ControllerDecision)] = []
    /// The state of the kill switch when it is latched.
    public var killSwitch: KillSwitchState<DrawdownTrip>?
    /// Equity, drawdown and high-water mark; nil without the kill switch.
    public var finalEquity: (equity: Decimal, drawdownPct: Double, highWaterMark: Decimal)?

    public var digest = Digest256()
    public var fullDigest = Digest256()
    /// Length of the text that `digest` was taken of.
    public var canonicalBytes = 0
    public var tickDigests: [UInt32] = []
    public var documents: [JSONValue] = []

    public init() {}

    /// What the run has in common with one of any pipeline.
    public var run: RunResult {
        var run = RunResult()
        run.eventsProcessed = eventsProcessed
        run.outputs = outputs
        run.failures = failures
        run.digest = digest
        run.tickDigests = tickDigests
        run.documents = documents
        return run
    }

    /// The result document in the order of the `--out` file.
    public func document(_ fixturePath: String, _ options: PaperOptions, _ symbols: borrowing SymbolTable) -> JSONValue {
        var result = JSONObject([
            ("schema_version", "v1"), ("fixture_path", .text(fixturePath)), ("outputs", .array(documents)),
            ("digest", .text(digest.short)), ("events_processed", .integer(eventsProcessed)),
            ("events_gated", .integer(eventsGated)), ("orders_placed", .integer(ordersPlaced)),
            ("orders_blocked", .integer(ordersBlocked)), ("total_fills", .integer(totalFills)),
        ])
        var positions = JSONObject()
        for entry in finalPositions {
            positions.set(symbols.name(entry.symbol), .document(entry.position, unrealizedPnl: entry.unrealizedPnl))
        }
        result.set("final_positions", .object(positions))
        result.set("total_realized_pnl", .decimal(totalRealizedPnl))
        result.set("total_unrealized_pnl", .decimal(totalUnrealizedPnl))
        result.set("errors", .array(errors(symbols)))
        let ran = eventsProcessed > 0
        appendSelections(to: &result, options, ran, symbols)
        appendGuards(to: &result, options, ran, symbols)
        return .object(result)
    }

    /// The texts of the result's member `errors`.
    func errors(_ symbols: borrowing SymbolTable) -> [JSONValue] {
        if eventsProcessed == 0 { return ["No events found in fixture"] }
        var messages: [JSONValue] = []
        for failure in failures { messages.append(.text(failure.message(symbols))) }
        return messages
    }

    private func appendSelections(
        to result: inout JSONObject, _ options: PaperOptions, _ ran: Bool, _ symbols: borrowing SymbolTable
    ) {
        let selected = selectionV1?.selected ?? selection?.selected ?? []
        result.set("topk_selected_symbols", .array(Self.names(selected, symbols)))
        result.set("topk_k", .integer(selectionV1?.k ?? selection?.k ?? 0))
        result.set("topk_scores", .array(selection?.scoreDocuments(symbols) ?? []))
        result.set("topk_v1_enabled", .bool(ran && options.topKV1Enabled))
        result.set("topk_v1_selected_symbols", .array(Self.names(selectionV1?.selected ?? [], symbols)))
        result.set("topk_v1_scores", .array(selectionV1?.scoreDocuments(symbols) ?? []))
        result.set("topk_v1_gate_excluded", .integer(selectionV1?.gateExcluded ?? 0))
    }

    private func appendGuards(
        to result: inout JSONObject, _ options: PaperOptions, _ ran: Bool, _ symbols: borrowing SymbolTable
    ) {
        result.set("controller_enabled", .bool(ran && options.controllerEnabled))
        var decisions: [JSONValue] = []
        for entry in controllerDecisions {
            var decision = JSONObject([("symbol", .string(symbols.name(entry.symbol)))])
            for member in entry.decision.document.members { decision.set(member.key, member.value) }
            decisions.append(.object(decision))
        }
        result.set("controller_decisions", .array(decisions))
        result.set("kill_switch_enabled", .bool(ran && options.killSwitchEnabled))
        result.set("kill_switch_triggered", .bool(killSwitch != nil))
        result.set("kill_switch_state", killSwitch.map { .document($0, details: JSONValue.document) } ?? .null)
        result.set("final_equity", .decimal(finalEquity?.equity ?? .zero))
        result.set("final_drawdown_pct", .double(finalEquity?.drawdownPct ?? 0))
        result.set("high_water_mark", .decimal(finalEquity?.highWaterMark ?? .zero))
        result.set("feature_engine_enabled", .bool(ran && options.featureEngineEnabled))
        result.set("adaptive_policy_enabled", .bool(ran && options.adaptivePolicyEnabled))
    }

    private static func names(_ selected: [SymbolID], _ symbols: borrowing SymbolTable) -> [JSONValue] {
        var names: [JSONValue] = []
        for symbol in selected { names.append(.string(symbols.name(symbol))) }
        return names
    }
}
