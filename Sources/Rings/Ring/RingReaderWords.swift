import CGrinder

/// The words of the control page that belong to one reading end. What tells a consumer
/// from a tap is only which of them it uses.
@frozen
@usableFromInline
struct RingReaderWords {
    @usableFromInline let position: UnsafeMutablePointer<UInt64>
    @usableFromInline let parked: UnsafeMutablePointer<UInt32>
    @usableFromInline let parks: UnsafeMutablePointer<UInt64>
    @usableFromInline let wakes: UnsafeMutablePointer<UInt64>
    let resumes: UnsafeMutablePointer<UInt64>

    static func consumer(_ control: UnsafeMutablePointer<gr_ring_control_t>) -> RingReaderWords {
        RingReaderWords(
            position: gr_ring_head(control), parked: gr_ring_consumer_parked(control),
            parks: gr_ring_consumer_parks(control), wakes: gr_ring_producer_wakes(control),
            resumes: gr_ring_consumer_resumes(control))
    }

    static func tap(_ control: UnsafeMutablePointer<gr_ring_control_t>) -> RingReaderWords {
        RingReaderWords(
            position: gr_ring_tap(control), parked: gr_ring_tap_parked(control),
            parks: gr_ring_tap_parks(control), wakes: gr_ring_tap_wakes(control),
            resumes: gr_ring_tap_resumes(control))
    }
}
