// The part of OpenSSL's libcrypto that GRINDER uses.
// The low-level SHA-256 calls are used on purpose: they need no provider look-up
// and no allocation, and still pick the SHA-NI code on processors that have it.
#ifndef COPENSSL_SHIM_H
#define COPENSSL_SHIM_H

#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/opensslv.h>
#include <openssl/sha.h>

#endif
