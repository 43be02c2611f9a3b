// Clocks, as nanoseconds in one u64.
//
// monotonic: latencies and waits.  boottime: lease deadlines, because it keeps
// counting while the machine is suspended.  realtime: for people and venues only.
#ifndef GRINDER_CLOCK_H
#define GRINDER_CLOCK_H

#include <stdint.h>

uint64_t gr_clock_monotonic_ns(void);
uint64_t gr_clock_boottime_ns(void);
uint64_t gr_clock_realtime_ns(void);

#endif
