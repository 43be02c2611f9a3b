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

/// Sets the name that ps and top show (cut to 15 bytes). 0 or a negative errno.
int32_t gr_thread_set_name(const char *_Nonnull name);

#endif
