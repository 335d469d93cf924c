// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <openssl/crypto.h>

namespace everbounce {

/// A thread that is ending frees what OpenSSL kept for it, and OpenSSL frees the same when the program exits.
/// QThread::wait() returns before a thread has done so: both at once ended one of some hundred nodes by an
/// abort when it was already done. So nothing is freed at exit, where the kernel takes everything anyway.
/// Call it before anything uses OpenSSL.
inline void freeNoOpenSslAtExit()
{
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr);
}

} // namespace everbounce
