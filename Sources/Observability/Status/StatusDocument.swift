// What /status.json says, for the status page and for programs. docs/http.md explains every key; adding
// keys is allowed, renaming one is not.

import Domain

public struct StatusDocument: Sendable {
    public enum Lease: Equatable, Sendable {
        /// Not held.
        case none
        /// Held for as long as the supervisor lives.
        case endless
        case seconds(Double)
    }

    public struct Permits: Sendable {
        public var isArmed = false
        public var mode = ""
        /// The reason of the trip; nil: not tripped.
        public var killSwitch: String?
        public var operatorOverride = "none"
        public var lease = Lease.none
        public var fenceEpoch = 0
        public init() {}
    }

    public struct Worker: Sendable {
        public var role: String
        /// 0: no process.
        public var processID: Int
        public var state: String
        public var restarts: Int
        /// nil: no sign of life yet.
        public var heartbeatAgeSeconds: Double?
        public var progressAgeSeconds: Double?
        public var recordsIn: Int
        public var recordsOut: Int
        /// The worker's last message, or empty.
        public var detail: String

        public init(
            role: String, processID: Int, state: String, restarts: Int, heartbeatAgeSeconds: Double?,
            progressAgeSeconds: Double?, recordsIn: Int, recordsOut: Int, detail: String
        ) {
            self.role = role
            self.processID = processID
            self.state = state
            self.restarts = restarts
            self.heartbeatAgeSeconds = heartbeatAgeSeconds
            self.progressAgeSeconds = progressAgeSeconds
            self.recordsIn = recordsIn
            self.recordsOut = recordsOut
            self.detail = detail
        }
    }

    public struct Ring: Sendable {
        public var name: String
        public var records: Int
        public var depth: Int
        public var capacity: Int
        /// Greatest depth that anyone has looked at.
        public var highWater: Int
        public var fullWaits: Int
        public var conflated: Int

        public init(name: String, records: Int, depth: Int, capacity: Int, highWater: Int, fullWaits: Int, conflated: Int) {
            self.name = name
            self.records = records
            self.depth = depth
            self.capacity = capacity
            self.highWater = highWater
            self.fullWaits = fullWaits
            self.conflated = conflated
        }
    }

    /// Times of one stage, in microseconds.
    public struct Latency: Sendable {
        public var stage: String
        public var count: Int
        public var p50Us: Double
        public var p90Us: Double
        public var p99Us: Double
        public var p999Us: Double
        public var maxUs: Double

        public init(stage: String, count: Int, p50Us: Double, p90Us: Double, p99Us: Double, p999Us: Double, maxUs: Double) {
            self.stage = stage
            self.count = count
            self.p50Us = p50Us
            self.p90Us = p90Us
            self.p99Us = p99Us
            self.p999Us = p999Us
            self.maxUs = maxUs
        }
    }

    public struct Gate: Sendable {
        public var name: String
        public var allowed: Int
        public var blocked: [(reason: String, count: Int)]

        public init(name: String, allowed: Int, blocked: [(reason: String, count: Int)]) {
            self.name = name
            self.allowed = allowed
            self.blocked = blocked
        }
    }

    /// Amounts as texts, quote currency. nil: this source does not say.
    public struct Account: Sendable {
        public var equity: String
        public var realizedPnL: String?
        public var unrealizedPnL: String?
        public var drawdownPct: Double
        /// nil: no limit.
        public var drawdownLimitPct: Double?
        public var highWaterMark: String?
        public var openOrders: Int?
        /// Why the account's own kill switch is latched; nil: it is not.
        public var killSwitch: String?

        public init(
            equity: String, realizedPnL: String? = nil, unrealizedPnL: String? = nil, drawdownPct: Double,
            drawdownLimitPct: Double? = nil, highWaterMark: String? = nil, openOrders: Int? = nil, killSwitch: String? = nil
        ) {
            self.killSwitch = killSwitch
            self.equity = equity
            self.realizedPnL = realizedPnL
            self.unrealizedPnL = unrealizedPnL
            self.drawdownPct = drawdownPct
            self.drawdownLimitPct = drawdownLimitPct
            self.highWaterMark = highWaterMark
            self.openOrders = openOrders
        }
    }

    public struct Position: Sendable {
        public var symbol: String
        public var quantity: String?
        public var entryPrice: String?
        public var realizedPnL: String?
        public var unrealizedPnL: String?
        public var openOrders: Int?

        public init(
            symbol: String, quantity: String? = nil, entryPrice: String? = nil, realizedPnL: String? = nil,
            unrealizedPnL: String? = nil, openOrders: Int? = nil
        ) {
            self.openOrders = openOrders
            self.symbol = symbol
            self.quantity = quantity
            self.entryPrice = entryPrice
            self.realizedPnL = realizedPnL
            self.unrealizedPnL = unrealizedPnL
        }
    }

    public struct Decision: Sendable {
        public var tick: Int
        /// The event's own time.
        public var timeMs: Int
        public var symbol: String
        /// `PLAN`; `REFUSED` by the filter; `BLOCKED` by a gate.
        public var outcome: String
        public var reason: String
        public var actions: Int

        public init(tick: Int, timeMs: Int, symbol: String, outcome: String, reason: String, actions: Int) {
            self.tick = tick
            self.timeMs = timeMs
            self.symbol = symbol
            self.outcome = outcome
            self.reason = reason
            self.actions = actions
        }
    }

    public var instanceID = ""
    public var pipeline = ""
    public var source = ""
    /// Milliseconds since 1970.
    public var timeMs = 0
    public var health = InstanceHealth(uptimeSeconds: 0, role: .unknown)
    public var permits = Permits()
    public var workers: [Worker] = []
    public var rings: [Ring] = []
    public var latencies: [Latency] = []
    public var gates: [Gate] = []
    /// nil: this pipeline keeps no account.
    public var account: Account?
    public var positions: [Position] = []
    /// Newest first.
    public var decisions: [Decision] = []

    public init() {}
}
