import CGrinder

extension InstanceRegion {
    /// Makes a new region, as supervisor. All words are zero, which permits nothing.
    public static func create(_ specification: RegionSpecification) throws(RegionError) -> InstanceRegion {
        let entries = try directory(of: specification.rings)
        let byteCount = entries.last.map { $0.slots_offset + $0.slots_size } ?? UInt64(GR_OFFSET_RINGS)
        let descriptor = gr_memory_create_sealed(GR_REGION_NAME, byteCount)
        guard descriptor >= 0 else {
            throw .systemCall(
                name: "memfd_create", errno: -descriptor,
                remedy: "\(byteCount) bytes of shared memory are needed; lower ring capacities or raise the memory limit")
        }
        do throws(RegionError) {
            let base = try map(descriptor, byteCount: byteCount, access: .readWrite)
            let rings = writeRings(entries, startingAt: specification.rings.map(\.start), at: base)
            writeHeader(specification, at: base, byteCount: byteCount, ringCount: rings.count)
            return InstanceRegion(
                base: base, byteCount: Int(byteCount), fileDescriptor: descriptor, rings: rings,
                warnings: specification.locksMemory ? lock(base, byteCount) : [])
        } catch {
            gr_close(descriptor)
            throw error
        }
    }

    /// Where rings of these shapes go, one after the other from `GR_OFFSET_RINGS`.
    static func directory(of rings: [RingSpecification]) throws(RegionError) -> [gr_ring_entry_t] {
        var entries: [gr_ring_entry_t] = []
        var offset = UInt64(GR_OFFSET_RINGS)
        for (index, ring) in rings.enumerated() {
            guard index < Int(GR_RING_DIRECTORY_ENTRIES) else {
                throw .directory(ring: index, detail: "more than \(GR_RING_DIRECTORY_ENTRIES) rings")
            }
            guard !rings[..<index].contains(where: { $0.kind == ring.kind }) else { throw .duplicateRing(ring.kind) }
            let size: Int
            do throws(RingError) {
                size = try RingMemory.byteCount(slotSize: ring.slotSize, capacity: ring.capacity)
            } catch { throw .ring(ring.kind, error) }
            var entry = gr_ring_entry_t()
            entry.kind = ring.kind.rawValue
            entry.slot_size = UInt32(ring.slotSize)
            entry.capacity = UInt64(ring.capacity)
            entry.control_offset = offset
            entry.slots_offset = offset + UInt64(RingMemory.controlSize)
            entry.slots_size = UInt64(size - RingMemory.controlSize)
            entry.is_tapped = ring.isTapped ? 1 : 0
            entries.append(entry)
            offset += UInt64(size)
        }
        return entries
    }

    private static func writeRings(
        _ entries: [gr_ring_entry_t], startingAt starts: [UInt64], at base: UnsafeMutableRawPointer
    ) -> [(kind: RingKind, memory: RingMemory)] {
        var rings: [(kind: RingKind, memory: RingMemory)] = []
        for (index, entry) in entries.enumerated() {
            gr_region_ring_entry(base, UInt32(index)).pointee = entry
            let kind = RingKind(rawValue: entry.kind)!  // from a RingSpecification
            let memory = RingMemory.initialize(
                at: base + Int(entry.control_offset), kind: entry.kind,
                slotSize: Int(entry.slot_size), capacity: Int(entry.capacity), isTapped: entry.is_tapped != 0,
                start: starts[index])
            rings.append((kind, memory))
        }
        return rings
    }

    private static func writeHeader(
        _ specification: RegionSpecification, at base: UnsafeMutableRawPointer, byteCount: UInt64, ringCount: Int
    ) {
        let header = gr_region_header(base)
        header.pointee.abi_version = GR_REGION_ABI_VERSION
        header.pointee.supervisor_pid = UInt32(bitPattern: gr_process_id())
        header.pointee.layout_hash = gr_layout_hash()
        header.pointee.region_size = byteCount
        header.pointee.instance_id_high = specification.instanceID.high
        header.pointee.instance_id_low = specification.instanceID.low
        header.pointee.generation = specification.generation
        header.pointee.created_realtime_ns = gr_clock_realtime_ns()
        header.pointee.ring_count = UInt32(ringCount)
        // Last: a region without its magic is a region that was never finished.
        base.assumingMemoryBound(to: UInt64.self).withMemoryRebound(to: UInt64.self, capacity: 1) {
            gr_store_release_u64($0, UInt64(GR_REGION_MAGIC))
        }
    }

    static func map(
        _ descriptor: Int32, byteCount: UInt64, access: RegionAccess
    ) throws(RegionError) -> UnsafeMutableRawPointer {
        var error: Int32 = 0
        guard let base = gr_memory_map(descriptor, byteCount, access == .readWrite, &error) else {
            throw .systemCall(name: "mmap", errno: error, remedy: "\(byteCount) bytes of address space are needed")
        }
        return base
    }

    static func lock(_ base: UnsafeMutableRawPointer, _ byteCount: UInt64) -> [RegionWarning] {
        let result = gr_memory_lock(base, byteCount)
        return result == 0 ? [] : [.memoryNotLocked(errno: -result)]
    }
}
