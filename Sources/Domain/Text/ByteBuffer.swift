// A growable run of bytes: the one place where text is put together before it is
// hashed, written to a file or sent. It owns its memory, is moved and never copied,
// and keeps its capacity when it is emptied, so that a steady state allocates nothing.
// Not for: random edits, or text that other code still holds on to.

import DecimalArithmetic
import Glibc

public struct ByteBuffer: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<UInt8>
    @usableFromInline var capacity: Int
    @usableFromInline var used: Int
    /// Bytes in use.
    @inlinable public var count: Int { used }

    /// An empty buffer with room for `capacity` bytes. The only allocation until it is outgrown.
    public init(capacity: Int = 1024) {
        let room = max(capacity, 64)
        base = .allocate(capacity: room)
        self.capacity = room
        used = 0
    }

    deinit { base.deallocate() }

    /// The bytes in use; valid until the next mutation.
    @inlinable public var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: used) }

    /// The bytes as text; bytes that are not UTF-8 are replaced.
    public var string: String { String(decoding: bytes, as: UTF8.self) }

    @inlinable public mutating func removeAll() { used = 0 }

    /// Drops everything after the first `newCount` bytes.
    public mutating func truncate(to newCount: Int) {
        precondition(newCount >= 0 && newCount <= count)
        used = newCount
    }

    /// Room for `extra` more bytes; amortised O(1) per byte.
    @inlinable @inline(__always)
    mutating func reserve(_ extra: Int) {
        if _slowPath(capacity - used < extra) { grow(extra) }
    }

    @usableFromInline @inline(never)
    mutating func grow(_ extra: Int) {
        let larger = max(capacity * 2, used + extra)
        let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
        moved.update(from: base, count: used)
        base.deallocate()
        base = moved
        capacity = larger
    }

    @inlinable @inline(__always)
    public mutating func append(_ byte: UInt8) {
        reserve(1)
        base[used] = byte
        used += 1
    }

    @inlinable @inline(__always)
    public mutating func append(_ text: StaticString) {
        let length = text.utf8CodeUnitCount
        reserve(length)
        memcpy(base + used, text.utf8Start, length)
        used += length
    }

    @inlinable @inline(__always)
    public mutating func append(_ source: UnsafeBufferPointer<UInt8>) {
        guard let start = source.baseAddress else { return }
        reserve(source.count)
        memcpy(base + used, start, source.count)
        used += source.count
    }

    public mutating func append(_ source: [UInt8]) {
        source.withUnsafeBufferPointer { append($0) }
    }

    public mutating func append(text: String) {
        var copy = text
        copy.withUTF8 { append($0) }
    }

    /// An integer in plain decimal.
    @inlinable @inline(__always)
    public mutating func append(_ value: Int) {
        if value >= 0 && value < 10 { return append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value)) }
        appendDigits(value)
    }

    @usableFromInline @inline(never)
    mutating func appendDigits(_ value: Int) {
        reserve(IntegerText.lengthBound)
        let target = UnsafeMutableRawBufferPointer(start: base + used, count: IntegerText.lengthBound)
        used += IntegerText.write(value, to: target)
    }

    /// A decimal in the text form of the decimal specification, section 3.
    @inlinable @inline(__always)
    public mutating func append(_ value: Decimal) {
        let bound = value.textLengthBound
        reserve(bound)
        used += value.write(to: UnsafeMutableRawBufferPointer(start: base + used, count: bound))
    }

    /// A double in shortest round-trip form, laid out as section 7 of the decimal specification says.
    @inlinable @inline(__always)
    public mutating func append(_ value: Double) {
        if let integer = Int(exactly: value), integer.magnitude < 1_000_000_000_000_000, integer != 0 || value.sign == .plus {
            append(integer)
            return append(".0")
        }
        appendShortest(value)
    }

    @usableFromInline @inline(never)
    mutating func appendShortest(_ value: Double) {
        reserve(DoubleText.lengthBound)
        let target = UnsafeMutableRawBufferPointer(start: base + used, count: DoubleText.lengthBound)
        used += DoubleText.write(value, to: target)
    }
}
