import CGrinder

/// Wakes the sleeper behind a parked word, if there still is one, and counts it. Not
/// generic and never inlined: hot paths carry one cold call and no type metadata.
@usableFromInline @inline(never)
func wake(_ parked: UnsafeMutablePointer<UInt32>, counter: UnsafeMutablePointer<UInt64>) {
    gr_add_single_writer_u64(counter, UInt64(gr_unpark(parked)))
}

/// Wakes the consumer and the tap of a ring if they sleep, as its producer.
@usableFromInline @inline(never)
func wakeReaders(_ control: UnsafeMutablePointer<gr_ring_control_t>) {
    wake(gr_ring_consumer_parked(control), counter: gr_ring_consumer_wakes(control))
    wake(gr_ring_tap_parked(control), counter: gr_ring_consumer_wakes(control))
}
