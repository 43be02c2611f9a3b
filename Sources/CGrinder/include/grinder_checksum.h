// CRC-32C (Castagnoli), the checksum of everything that goes to a file.
#ifndef GRINDER_CHECKSUM_H
#define GRINDER_CHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/// CRC-32C of `count` bytes, continuing `seed` (0 to begin). With the processor's
/// instruction where it has one, otherwise by table.
uint32_t gr_crc32c(uint32_t seed, const void *_Nonnull bytes, size_t count);

/// The same by table, on every machine; for tests.
uint32_t gr_crc32c_portable(uint32_t seed, const void *_Nonnull bytes, size_t count);

#endif
