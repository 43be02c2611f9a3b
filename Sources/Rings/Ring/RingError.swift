/// Why a ring cannot be used. Every case is a configuration or corruption error;
/// none is worth a retry.
public enum RingError: Error, Equatable, Sendable {
    case slotSize(found: Int)
    case capacity(found: Int)
    case magic(found: UInt64, expected: UInt64)
    case recordSize(record: Int, slot: Int)
    case head(committed: UInt64, slotSequence: UInt64)
    case commitInterval(found: Int, most: Int)
    case notTapped
    case outOfMemory(errno: Int32)
    case recording(record: Int, found: UInt64, expected: UInt64)
}

extension RingError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .slotSize(let found):
            "ring slot size is \(found) bytes, expected a multiple of \(RingMemory.slotAlignment) from \(RingMemory.slotAlignment) to \(RingMemory.slotSizeMax): pad the record"
        case .capacity(let found):
            "ring capacity is \(found), expected a power of two from \(RingMemory.capacityMin) to \(RingMemory.capacityMax): change the ring specification"
        case .magic(let found, let expected):
            "ring control block starts with \(hex(found)), expected \(hex(expected)): the memory is not an initialised ring"
        case .recordSize(let record, let slot):
            "record type has a stride of \(record) bytes, the ring's slots have \(slot): use the record type that the ring was created for"
        case .head(let committed, let slotSequence):
            "ring is committed to \(committed) but the slot there holds sequence \(slotSequence), expected at most \(committed &+ 1): the ring is corrupt, restart the instance"
        case .commitInterval(let found, let most):
            "commit interval is \(found), expected 1 to \(most), a quarter of the capacity: lower commitEvery"
        case .notTapped:
            "ring was created without a tap, expected one: set isTapped in the ring specification"
        case .outOfMemory(let errno):
            "no memory for an in-process ring (errno \(errno)): lower the capacity"
        case .recording(let record, let found, let expected):
            "record \(record) of the recording has sequence \(found), expected \(expected): records are missing or it is no recording of a ring"
        }
    }
}

func hex(_ value: UInt64) -> String { "0x" + String(value, radix: 16) }
