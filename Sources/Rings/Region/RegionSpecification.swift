import CGrinder

/// Shape of one ring of an instance.
public struct RingSpecification: Equatable, Sendable {
    public var kind: RingKind
    /// Stride of the record type; a multiple of 64.
    public var slotSize: Int
    /// Records; a power of two.
    public var capacity: Int
    /// Whether a second reader, the journaller, must have each record before its slot is reused.
    public var isTapped: Bool
    /// Number of records that an earlier region's ring of this kind carried: this one goes on from there.
    public var start: UInt64 = 0

    public init(kind: RingKind, slotSize: Int, capacity: Int, isTapped: Bool = false) {
        self.kind = kind
        self.slotSize = slotSize
        self.capacity = capacity
        self.isTapped = isTapped
    }

    public init<Record: BitwiseCopyable>(kind: RingKind, of record: Record.Type, capacity: Int, isTapped: Bool = false) {
        self.init(kind: kind, slotSize: MemoryLayout<Record>.stride, capacity: capacity, isTapped: isTapped)
    }
}

/// Random 128-bit name of one run of one instance.
public struct InstanceID: Equatable, Hashable, Sendable {
    public var high: UInt64
    public var low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

/// Everything a supervisor decides before it creates a region.
public struct RegionSpecification: Sendable {
    public var instanceID: InstanceID
    /// Counts regions of the same instance over restarts of the supervisor.
    public var generation: UInt64
    public var rings: [RingSpecification]
    /// Ask for locked pages; refusal is a warning, not an error.
    public var locksMemory: Bool

    public init(instanceID: InstanceID, generation: UInt64 = 1, rings: [RingSpecification], locksMemory: Bool = false) {
        self.instanceID = instanceID
        self.generation = generation
        self.rings = rings
        self.locksMemory = locksMemory
    }
}

/// The roles that have a worker slot. The raw value is the slot's index.
public enum WorkerRole: UInt32, CaseIterable, Sendable {
    case feed = 0
    case strategy = 1
    case execution = 2
    case reconcile = 3
    case journal = 4
}

/// Whether a process may change the region it maps.
public enum RegionAccess: Sendable {
    /// Workers and the supervisor.
    case readWrite
    /// Tools that look at a running instance; the mapping itself refuses writes.
    case readOnly
}
