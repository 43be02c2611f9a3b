import CGrinder

extension InstanceRegion {
    /// Attaches to an inherited region after checking that it is one, whole, and laid
    /// out as this binary expects. Owns the descriptor on success only.
    public static func attach(
        fileDescriptor: Int32 = Int32(GR_REGION_FD), access: RegionAccess = .readWrite, locksMemory: Bool = false
    ) throws(RegionError) -> InstanceRegion {
        let size = gr_memory_size(fileDescriptor)
        guard size >= 0 else {
            throw .systemCall(
                name: "fstat of descriptor \(fileDescriptor)", errno: Int32(-size),
                remedy: "workers inherit the region as descriptor \(GR_REGION_FD); start them through `grinder supervise`")
        }
        guard size >= Int64(GR_OFFSET_RINGS) else { throw .size(found: size, expected: UInt64(GR_OFFSET_RINGS)) }
        guard gr_memory_is_sealed(fileDescriptor) else { throw .notSealed }
        let base = try map(fileDescriptor, byteCount: UInt64(size), access: access)
        do throws(RegionError) {
            try checkHeader(at: base, size: size)
            let rings = try readRings(at: base, byteCount: UInt64(size))
            return InstanceRegion(
                base: base, byteCount: Int(size), fileDescriptor: fileDescriptor, rings: rings,
                warnings: locksMemory ? lock(base, UInt64(size)) : [])
        } catch {
            gr_memory_unmap(base, UInt64(size))
            throw error
        }
    }

    /// Attaches to the region that another process holds; for looking only, unless asked otherwise.
    public static func attach(
        supervisorProcessID: Int32, access: RegionAccess = .readOnly
    ) throws(RegionError) -> InstanceRegion {
        let descriptor = gr_memory_open_of_process(supervisorProcessID, GR_REGION_NAME, access == .readWrite)
        guard descriptor >= 0 else {
            throw .systemCall(
                name: "opening the region of process \(supervisorProcessID)", errno: -descriptor,
                remedy: "give the pid of a running `grinder supervise` of the same user")
        }
        do throws(RegionError) {
            return try attach(fileDescriptor: descriptor, access: access)
        } catch {
            gr_close(descriptor)
            throw error
        }
    }

    private static func checkHeader(at base: UnsafeMutableRawPointer, size: Int64) throws(RegionError) {
        let magic = gr_load_acquire_u64(base.assumingMemoryBound(to: UInt64.self))
        guard magic == UInt64(GR_REGION_MAGIC) else { throw .magic(found: magic, expected: UInt64(GR_REGION_MAGIC)) }
        let header = gr_region_header(base).pointee
        guard header.abi_version == GR_REGION_ABI_VERSION else {
            throw .version(found: header.abi_version, expected: GR_REGION_ABI_VERSION)
        }
        let hash = gr_layout_hash()
        guard header.layout_hash == hash else { throw .layoutHash(found: header.layout_hash, expected: hash) }
        guard header.region_size == UInt64(size) else { throw .size(found: size, expected: header.region_size) }
    }

    /// Reads the directory and insists that it is exactly what `create` would have
    /// written for the same shapes: no entry can then point outside the mapping.
    private static func readRings(
        at base: UnsafeMutableRawPointer, byteCount: UInt64
    ) throws(RegionError) -> [(kind: RingKind, memory: RingMemory)] {
        let count = Int(gr_region_header(base).pointee.ring_count)
        guard count <= Int(GR_RING_DIRECTORY_ENTRIES) else {
            throw .directory(ring: count, detail: "ring count \(count), expected at most \(GR_RING_DIRECTORY_ENTRIES)")
        }
        var found: [RingSpecification] = []
        for index in 0..<count {
            let entry = gr_region_ring_entry(base, UInt32(index)).pointee
            guard let kind = RingKind(rawValue: entry.kind) else {
                throw .directory(ring: index, detail: "unknown ring kind \(entry.kind)")
            }
            guard entry.capacity <= UInt64(RingMemory.capacityMax) else {
                throw .ring(kind, .capacity(found: Int(truncatingIfNeeded: entry.capacity)))
            }
            found.append(
                RingSpecification(
                    kind: kind, slotSize: Int(entry.slot_size), capacity: Int(entry.capacity),
                    isTapped: entry.is_tapped != 0))
        }
        let expected = try directory(of: found)
        let end = expected.last.map { $0.slots_offset + $0.slots_size } ?? UInt64(GR_OFFSET_RINGS)
        guard end == byteCount else { throw .size(found: Int64(byteCount), expected: end) }
        var rings: [(kind: RingKind, memory: RingMemory)] = []
        for (index, entry) in expected.enumerated() {
            rings.append((found[index].kind, try readRing(index, entry, at: base)))
        }
        return rings
    }

    private static func readRing(
        _ index: Int, _ expected: gr_ring_entry_t, at base: UnsafeMutableRawPointer
    ) throws(RegionError) -> RingMemory {
        let entry = gr_region_ring_entry(base, UInt32(index)).pointee
        guard entry.control_offset == expected.control_offset, entry.slots_offset == expected.slots_offset,
            entry.slots_size == expected.slots_size
        else {
            throw .directory(
                ring: index,
                detail: "control block at \(entry.control_offset), expected \(expected.control_offset)")
        }
        let start = base + Int(entry.control_offset)
        let control = start.assumingMemoryBound(to: gr_ring_control_t.self)
        let magic = gr_load_acquire_u64(gr_ring_magic(control))
        guard magic == UInt64(GR_RING_MAGIC), control.pointee.kind == entry.kind,
            control.pointee.slot_size == entry.slot_size, control.pointee.capacity == entry.capacity,
            control.pointee.is_tapped == entry.is_tapped
        else { throw .directory(ring: index, detail: "control block does not match its entry") }
        return RingMemory(
            control: start, slots: base + Int(entry.slots_offset),
            slotSize: Int(entry.slot_size), capacity: entry.capacity)
    }
}
