// Enumerations whose raw values are the stable strings of the specification: they appear in
// digests, logs and metric labels. In records they travel as one byte.

/// An enumeration without payloads that has a stable text and a one-byte code.
public protocol StableName: RawRepresentable, CaseIterable, Sendable, Equatable, BitwiseCopyable
where RawValue == String {
    /// Number of cases; a test holds it equal to `allCases.count`.
    static var caseCount: Int { get }
}

extension StableName {
    /// The case's position in its declaration: what a record carries.
    @inline(__always)
    public var code: UInt8 {
        precondition(MemoryLayout<Self>.size <= 1)
        return MemoryLayout<Self>.size == 0 ? 0 : unsafeBitCast(self, to: UInt8.self)
    }

    /// The case with this code, or nil when there is none.
    @inline(__always)
    public init?(code: UInt8) {
        guard Int(code) < Self.caseCount, MemoryLayout<Self>.size == 1 else { return nil }
        self = unsafeBitCast(code, to: Self.self)
    }
}

extension ByteBuffer {
    /// The stable text of `name`, without quotes: the texts are plain ASCII.
    @inline(__always)
    public mutating func append(name: some StableName) { append(text: name.rawValue) }
}
