// How a worker waits and on which core it stays: what the supervisor wants, and what the
// worker came to. Both stand in the worker's slot, so that an operator sees the second.

import CGrinder

/// The ways to wait, by the names that an operator uses; see `IdleStrategy`.
public enum IdleKind: UInt32, CaseIterable, Sendable {
    case spin = 1
    case backoff = 2
    case park = 3

    public var name: String { "\(self)" }
}

public struct WorkerPlacement: Equatable, Sendable {
    /// nil: what the cores suggest.
    public var idle: IdleKind?
    /// CPU id to stay on; nil: any that the process may use.
    public var cpu: Int?

    public init(idle: IdleKind? = nil, cpu: Int? = nil) {
        self.idle = idle
        self.cpu = cpu
    }
}

extension WorkerPlacement {
    /// The CPUs that this process may use, by id.
    public static var availableCPUs: [Int] {
        (0..<gr_cpu_available_count()).map { Int(gr_cpu_available_at($0)) }.filter { $0 >= 0 }
    }

    /// Where `roles` go on `cpus`: each on a core of its own while one is left for
    /// everything else, otherwise all on the last one, which has the best tails where
    /// cores are few (a wake-up across cores costs more than sharing).
    public static func automatic(_ roles: [WorkerRole], cpus: [Int]) -> [WorkerRole: Int] {
        guard let last = cpus.last else { return [:] }
        let own = cpus.count > roles.count ? Array(cpus.suffix(roles.count)) : roles.map { _ in last }
        return Dictionary(uniqueKeysWithValues: zip(roles, own))
    }
}

extension WorkerSlot {
    /// What the supervisor wants; written before the spawn.
    public var placementWanted: WorkerPlacement {
        Self.placement(gr_load_acquire_u32(gr_worker_idle_wanted(slot)), gr_load_acquire_u32(gr_worker_cpu_wanted(slot)))
    }

    public func setPlacementWanted(_ placement: WorkerPlacement) {
        gr_store_release_u32(gr_worker_idle_wanted(slot), placement.idle?.rawValue ?? 0)
        gr_store_release_u32(gr_worker_cpu_wanted(slot), placement.cpu.map { UInt32($0 + 1) } ?? 0)
    }

    /// What the worker came to.
    public var placementChosen: WorkerPlacement {
        Self.placement(gr_load_acquire_u32(gr_worker_idle_chosen(slot)), gr_load_acquire_u32(gr_worker_cpu_chosen(slot)))
    }

    public func setPlacementChosen(_ placement: WorkerPlacement) {
        gr_store_release_u32(gr_worker_idle_chosen(slot), placement.idle?.rawValue ?? 0)
        gr_store_release_u32(gr_worker_cpu_chosen(slot), placement.cpu.map { UInt32($0 + 1) } ?? 0)
    }

    private static func placement(_ idle: UInt32, _ cpu: UInt32) -> WorkerPlacement {
        WorkerPlacement(idle: IdleKind(rawValue: idle), cpu: cpu == 0 ? nil : Int(cpu) - 1)
    }
}

extension IdleStrategy {
    /// Its kind, for the slot.
    public var kind: IdleKind {
        if self == .spin { return .spin }
        return spins == 0 && yields == 0 ? .park : .backoff
    }

    /// The strategy of a kind, where `sharesCore` says that another busy worker has the same
    /// core: spinning there would only delay it.
    public init(_ kind: IdleKind, sharesCore: Bool) {
        switch kind {
        case .spin: self = .spin
        case .backoff: self = sharesCore ? .backoff(spins: 0) : .backoff()
        case .park: self = .park()
        }
    }
}
