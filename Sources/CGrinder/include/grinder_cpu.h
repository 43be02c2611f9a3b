// Cores: how many this process may use, and which one it stays on.
#ifndef GRINDER_CPU_H
#define GRINDER_CPU_H

#include <stdint.h>

/// Number of CPUs in this process's affinity mask (not in the machine); at least 1.
int32_t gr_cpu_available_count(void);

/// The CPU id of the `index`-th CPU of the affinity mask, or -1.
int32_t gr_cpu_available_at(int32_t index);

/// Pins the calling thread to one CPU id. 0 or a negative errno.
int32_t gr_cpu_pin(int32_t cpu);

/// Gives the rest of the time slice away.
void gr_cpu_yield(void);

/// Asks for time slices of 100 us, the shortest there are, for the calling thread: when it wakes up it then preempts
/// threads with longer ones, and gives the core back sooner (EEVDF, Linux 6.12; no effect before). Needs no privilege;
/// a real-time policy is left alone. 0 or a negative errno.
int32_t gr_cpu_take_short_slices(void);

/// The calling thread never preempts another one by waking up (SCHED_BATCH). As above otherwise.
int32_t gr_cpu_give_way(void);

/// Sets the name that ps and top show (cut to 15 bytes). 0 or a negative errno.
int32_t gr_thread_set_name(const char *_Nonnull name);

#endif
