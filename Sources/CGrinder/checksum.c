#include "grinder_checksum.h"
#include <string.h>

// Nibble by nibble: the table is 64 bytes and can be read. The slow path is for
// processors without the instruction only.
static const uint32_t nibbles[16] = {
    0x00000000, 0x105ec76f, 0x20bd8ede, 0x30e349b1, 0x417b1dbc, 0x5125dad3, 0x61c69362, 0x7198540d,
    0x82f63b78, 0x92a8fc17, 0xa24bb5a6, 0xb21572c9, 0xc38d26c4, 0xd3d3e1ab, 0xe330a81a, 0xf36e6f75,
};

uint32_t gr_crc32c_portable(uint32_t seed, const void *bytes, size_t count) {
    const uint8_t *p = bytes;
    uint32_t crc = ~seed;
    for (size_t i = 0; i < count; i++) {
        crc ^= p[i];
        crc = (crc >> 4) ^ nibbles[crc & 15];
        crc = (crc >> 4) ^ nibbles[crc & 15];
    }
    return ~crc;
}

#if defined(__x86_64__)
__attribute__((target("sse4.2"))) static uint32_t with_instruction(uint32_t seed, const void *bytes, size_t count) {
    const uint8_t *p = bytes;
    uint64_t crc = (uint32_t)~seed;
    for (; count >= 8; count -= 8, p += 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        crc = __builtin_ia32_crc32di(crc, word);
    }
    for (; count > 0; count--, p++) crc = __builtin_ia32_crc32qi((uint32_t)crc, *p);
    return ~(uint32_t)crc;
}

uint32_t gr_crc32c(uint32_t seed, const void *bytes, size_t count) {
    return __builtin_cpu_supports("sse4.2") ? with_instruction(seed, bytes, count)
                                            : gr_crc32c_portable(seed, bytes, count);
}
#else
uint32_t gr_crc32c(uint32_t seed, const void *bytes, size_t count) { return gr_crc32c_portable(seed, bytes, count); }
#endif
