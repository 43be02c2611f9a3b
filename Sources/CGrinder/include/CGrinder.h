// Umbrella of the C floor: everything Swift cannot say for itself.
// One topic per header; include this one, never the parts.
#ifndef CGRINDER_H
#define CGRINDER_H

#include "grinder_atomics.h"
#include "grinder_checksum.h"
#include "grinder_clock.h"
#include "grinder_counters.h"
#include "grinder_cpu.h"
#include "grinder_futex.h"
#include "grinder_journal.h"
#include "grinder_layout.h"
#include "grinder_memory.h"
#include "grinder_mount.h"
#include "grinder_probe.h"
#include "grinder_process.h"
#include "grinder_record_compare.h"
#include "grinder_records.h"
#include "grinder_region.h"
#include "grinder_ring.h"
#include "grinder_uring.h"

#endif
